/**
 * Edit distance of a short text within a long one, 32 rows at a time: Myers' bit vectors in blocks, as in Hyyrö,
 * "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003). Texts are small numbers, one a character.
 */

const HIGH = 1 << 31;

export class Pattern {
  private readonly blocks: number;
  private readonly last: number;
  private readonly rows: Int32Array;
  private readonly up: Int32Array;
  private readonly down: Int32Array;
  private readonly length: number;

  /** `letters` is one more than the highest number in either text. */
  constructor(text: ArrayLike<number>, letters: number) {
    this.length = text.length;
    this.blocks = Math.max(1, Math.ceil(text.length / 32));
    this.last = 1 << ((text.length - 1) & 31);
    this.rows = new Int32Array(letters * this.blocks);
    this.up = new Int32Array(this.blocks);
    this.down = new Int32Array(this.blocks);
    for (let i = 0; i < text.length; i++) this.rows[text[i]! * this.blocks + (i >> 5)]! |= 1 << (i & 31);
  }

  /**
   * Reads `steps` characters of `text` from `from`, forwards or backwards, and tells after each how far the whole pattern is from
   * what was read: from the best stretch that ends there, or, when `anchored`, from everything since `from`.
   */
  read(text: ArrayLike<number>, from: number, steps: number, direction: 1 | -1, anchored: boolean, tell: (distance: number, read: number) => void): void {
    const { blocks, rows, up, down } = this;
    if (this.length === 0) return;
    up.fill(-1);
    down.fill(0);
    let distance = this.length;
    for (let read = 1, at = from; read <= steps; read++, at += direction) {
      const row = text[at]! * blocks;
      let carry = anchored ? 1 : 0;
      for (let block = 0; block < blocks; block++) {
        const plus = up[block]!;
        const minus = down[block]!;
        let same = rows[row + block]!;
        const x = same | minus;
        if (carry < 0) same |= 1;
        const h = (((same & plus) + plus) ^ plus) | same;
        let hPlus = minus | ~(h | plus);
        let hMinus = plus & h;
        const top = block === blocks - 1 ? this.last : HIGH;
        const out = hPlus & top ? 1 : hMinus & top ? -1 : 0;
        hPlus <<= 1;
        hMinus <<= 1;
        if (carry < 0) hMinus |= 1;
        else if (carry > 0) hPlus |= 1;
        up[block] = hMinus | ~(x | hPlus);
        down[block] = hPlus & x;
        carry = out;
      }
      distance += carry;
      tell(distance, read);
    }
  }
}

/** How much of `pattern`, 0 to 1, stands right at `from` and onwards in `direction`. `room` is how far one may read. */
export function likeness(pattern: Pattern, length: number, text: ArrayLike<number>, from: number, room: number, direction: 1 | -1): number {
  let best = length;
  pattern.read(text, from, Math.min(room, length + (length >> 2)), direction, true, (distance) => {
    if (distance < best) best = distance;
  });
  return length === 0 ? 0 : 1 - best / length;
}
