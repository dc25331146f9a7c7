/**
 * Edit distance of a short text within a long one, 32 rows at a time: Myers' bit vectors in blocks, as in Hyyrö,
 * "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003). Texts are small numbers, one a character.
 */

const HIGH = 1 << 31;

let room = new Int32Array(1 << 12); // what was told last; one for all, since a paper is read a hundred thousand times

export class Pattern {
  private readonly blocks: number;
  private readonly last: number;
  private readonly rows: Int32Array;
  private readonly up: Int32Array;
  private readonly down: Int32Array;
  private readonly length: number;

  /** `letters` is one more than the highest number in either text. */
  constructor(
    private readonly text: ArrayLike<number>,
    letters: number,
  ) {
    this.length = text.length;
    this.blocks = Math.max(1, Math.ceil(text.length / 32));
    this.last = 1 << ((text.length - 1) & 31);
    this.rows = new Int32Array(letters * this.blocks);
    this.up = new Int32Array(this.blocks);
    this.down = new Int32Array(this.blocks);
    for (let i = 0; i < text.length; i++) this.rows[text[i]! * this.blocks + (i >> 5)]! |= 1 << (i & 31);
  }

  /** Letter for letter, which is most of what is asked about papers. */
  stands(text: Int32Array, from: number, direction: 1 | -1): boolean {
    for (let i = 0, at = from; i < this.length; i++, at += direction) if (text[at] !== this.text[i]) return false;
    return true;
  }

  /**
   * Reads `steps` characters of `text` from `from`, forwards or backwards, and tells after each how far the whole pattern is from
   * what was read: from the best stretch that ends there, or, when `anchored`, from everything since `from`. The answer holds
   * until the next reading; an empty pattern tells nothing. For whoever asks `nearest` alone it ends when it can come no nearer.
   */
  read(text: Int32Array, from: number, steps: number, direction: 1 | -1, anchored: boolean, nearest = false): Int32Array {
    const { blocks, rows, up, down } = this;
    if (this.length === 0 || steps <= 0) return room.subarray(0, 0);
    if (room.length < steps) room = new Int32Array(2 * steps);
    const told = room;
    up.fill(-1);
    down.fill(0);
    let distance = this.length;
    let best = distance;
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
      told[read - 1] = distance;
      if (!nearest) continue;
      if (distance < best) best = distance;
      // A letter read brings it nearer by one at most, and what is longer than the pattern is so much away from it.
      if (distance - (steps - read) >= best || read - this.length >= best) return told.subarray(0, read);
    }
    return told.subarray(0, steps);
  }
}

/** How much of `pattern`, 0 to 1, stands right at `from` and onwards in `direction`. `space` is how far one may read. */
export function likeness(pattern: Pattern, length: number, text: Int32Array, from: number, space: number, direction: 1 | -1): number {
  if (length > 0 && length <= space && pattern.stands(text, from, direction)) return 1;
  let best = length;
  const told = pattern.read(text, from, Math.min(space, length + (length >> 2)), direction, true, true);
  for (let i = 0; i < told.length; i++) if (told[i]! < best) best = told[i]!;
  return length === 0 ? 0 : 1 - best / length;
}
