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

/**
 * Where the middle of `whole`, [from, to), stands in `text` when all of it is laid along the text as well as it goes: its
 * beginning near `at`, at most `band` letters off. What was put in at the middle's very ends is left outside.
 */
export function middleOf(whole: ArrayLike<number>, from: number, to: number, text: ArrayLike<number>, size: number, at: number, band: number): { start: number; end: number } {
  const width = 2 * band + 1;
  const came = new Uint8Array((whole.length + 1) * width); // 0 both went on, 1 only the whole, 2 only the text
  let before = new Int32Array(width);
  for (let k = 0; k < width; k++) before[k] = at - band + k >= 0 && at - band + k <= size ? 0 : FAR;
  for (let row = 1; row <= whole.length; row++) {
    const now = new Int32Array(width).fill(FAR);
    const first = Math.max(0, band - at - row);
    const last = Math.min(width - 1, size - at + band - row);
    for (let k = first; k <= last; k++) {
      let best = before[k]! + (whole[row - 1] === text[at - band + row + k - 1] ? 0 : 1);
      let way = 0;
      if (k + 1 < width && before[k + 1]! + 1 < best) [best, way] = [before[k + 1]! + 1, 1];
      if (k > first && now[k - 1]! + 1 < best) [best, way] = [now[k - 1]! + 1, 2];
      now[k] = best;
      came[row * width + k] = way;
    }
    before = now;
  }
  return traced(before, came, whole.length, width, (row, k) => at - band + row + k, from, to);
}

const FAR = 1 << 28;

function traced(last: Int32Array, came: Uint8Array, rows: number, width: number, column: (row: number, k: number) => number, from: number, to: number): { start: number; end: number } {
  let k = last.reduce((best, distance, one) => (distance < last[best]! ? one : best), 0);
  let [row, start, end] = [rows, -1, -1];
  while (row >= from) {
    if (row === to) end = column(row, k);
    if (row === from && start < 0) start = column(row, k);
    if (row === 0) break;
    const way = came[row * width + k]!;
    if (way === 2) k -= 1;
    else {
      row -= 1;
      if (way === 1) k += 1;
    }
  }
  return { start, end };
}
