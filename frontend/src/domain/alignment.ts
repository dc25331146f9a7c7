/**
 * Lays a stretch of text along another version of it. Words come and go whole, so a run of letters that was put in or taken out
 * costs little more than one letter: affine gaps, as in Gotoh, "An improved algorithm for matching biological sequences" (1982).
 */

const OTHER = 6; // a letter for another one
const OPEN = 6; // a run begins
const MORE = 1; // each of its letters
const FAR = 1 << 28;

// How a cell was come to, for each of the three ways to stand in it: both went on (B), only the whole (W), only the text (T).
const [B, W, T] = [0, 1, 2];

/**
 * Where the middle of `whole`, [from, to), stands in `text`, whose `size` letters count: its beginning is looked for within
 * `band` letters of `at`. What was put in at the middle's very ends is left outside.
 */
export function middleOf(whole: ArrayLike<number>, from: number, to: number, text: ArrayLike<number>, size: number, at: number, band: number): { start: number; end: number } {
  const width = 2 * band + 1;
  const came = new Uint8Array((whole.length + 1) * width);
  let [both, skip, add] = [0, 1, 2].map(() => new Int32Array(width).fill(FAR)) as [Int32Array, Int32Array, Int32Array];
  for (let k = Math.max(0, band - at); k < width && at - band + k <= size; k++) both[k] = 0;
  let [nextBoth, nextSkip, nextAdd] = [0, 1, 2].map(() => new Int32Array(width)) as [Int32Array, Int32Array, Int32Array];
  for (let row = 1; row <= whole.length; row++) {
    const column = at - band + row; // of the text, at k = 0
    nextBoth.fill(FAR);
    nextSkip.fill(FAR);
    nextAdd.fill(FAR);
    for (let k = Math.max(0, -column), last = Math.min(width - 1, size - column); k <= last; k++) {
      let way = 0;
      if (column + k > 0) {
        const least = Math.min(both[k]!, skip[k]!, add[k]!);
        nextBoth[k] = least + (whole[row - 1] === text[column + k - 1] ? 0 : OTHER);
        way = both[k] === least ? B : skip[k] === least ? W : T;
      }
      if (k + 1 < width) {
        const begun = both[k + 1]! + OPEN + MORE;
        const on = skip[k + 1]! + MORE;
        nextSkip[k] = Math.min(begun, on);
        if (on < begun) way |= 4;
      }
      if (k > 0) {
        const begun = Math.min(nextBoth[k - 1]!, nextSkip[k - 1]!) + OPEN + MORE;
        const on = nextAdd[k - 1]! + MORE;
        nextAdd[k] = Math.min(begun, on);
        way |= on < begun ? 8 : nextSkip[k - 1]! < nextBoth[k - 1]! ? 16 : 0;
      }
      came[row * width + k] = way;
    }
    [both, skip, add, nextBoth, nextSkip, nextAdd] = [nextBoth, nextSkip, nextAdd, both, skip, add];
  }
  return trace([both, skip, add], came, whole.length, width, at - band, from, to);
}

function trace(last: Int32Array[], came: Uint8Array, rows: number, width: number, shift: number, from: number, to: number): { start: number; end: number } {
  let [state, k, least] = [B, 0, FAR];
  last.slice(0, 2).forEach((costs, one) => costs.forEach((cost, at) => cost < least && ([state, k, least] = [one, at, cost])));
  let [row, start, end] = [rows, -1, -1];
  while (row >= from && row >= 0) {
    if (row === to) end = shift + row + k;
    if (row === from && start < 0) start = shift + row + k;
    if (row === 0) break;
    const way = came[row * width + k]!;
    if (state === T) {
      k -= 1;
      state = way & 8 ? T : way & 16 ? W : B;
    } else if (state === W) {
      state = way & 4 ? W : B;
      row -= 1;
      k += 1;
    } else {
      state = way & 3;
      row -= 1;
    }
  }
  return { start, end };
}
