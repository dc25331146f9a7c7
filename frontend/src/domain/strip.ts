/**
 * The text that all places in papers are counted in: NFKC without whitespace, in code points. What extractors and versions
 * disagree about is spaces, line ends and ligatures; without them a place is the same on every device.
 */

/** What may belong to the character before it: marks, Hangul vowels and finals, half-width kana voicing, a Kirat Rai vowel sign. */
const PIECE = /[\s\S][\p{M}\u1161-\u1175\u11a8-\u11c2\uff9e\uff9f\u{16d67}]*/gu;
const SPACE = /\s+/gu;
const LONE = /\p{Surrogate}/gu;
const PAIRS = /[\ud800-\udfff]/;

/** Half a surrogate pair cannot be sent; it becomes the sign for an unreadable character, which is as long. */
export function wellFormed(text: string): string {
  return text.replace(LONE, "\ufffd");
}

export function strip(text: string): string {
  return wellFormed(text).normalize("NFKC").replace(SPACE, "");
}

/** In code points. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** The first `most` code points, or the last when `most` is below zero. */
export function cut(text: string, most: number): string {
  if (!PAIRS.test(text)) return most < 0 ? text.slice(most) : text.slice(0, most); // a letter is one unit: many times as fast
  const points = [...text];
  return points.length <= Math.abs(most) ? text : (most < 0 ? points.slice(most) : points.slice(0, most)).join("");
}

export interface Span {
  start: number;
  end: number;
}

/** A text and the way between it and its stripped form: `raw` offsets in UTF-16 units as the DOM has them, `stripped` in code points. */
export class Strip {
  readonly text: string;
  /** Where each piece begins, in the raw and in the stripped text, and as the last the ends of both. */
  private readonly raws: number[] = [];
  private readonly strippeds: number[] = [];

  constructor(readonly raw: string) {
    const parts: string[] = [];
    let at = 0;
    let length = 0;
    for (const [piece] of wellFormed(raw).matchAll(PIECE)) {
      this.raws.push(at);
      this.strippeds.push(length);
      const stripped = strip(piece);
      parts.push(stripped);
      at += piece.length;
      length += lengthOf(stripped);
    }
    this.raws.push(at);
    this.strippeds.push(length);
    this.text = parts.join("");
  }

  /** In code points. */
  get length(): number {
    return this.strippeds.at(-1) ?? 0;
  }

  /** Where a stretch of the raw text stands. A character that was halved counts whole; `start` is `end` when there are only spaces. */
  place({ start, end }: Span): Span {
    if (end <= start) {
      const at = this.strippeds[last(this.raws, start)] ?? this.length;
      return { start: at, end: at };
    }
    const until = last(this.raws, end - 1) + 1;
    return { start: this.strippeds[last(this.raws, start)] ?? 0, end: this.strippeds[until] ?? this.length };
  }

  /** The stretch of the raw text that says what stands at `place`, without spaces around it; null when there is nothing there. */
  find({ start, end }: Span): Span | null {
    if (start < 0 || end <= start || end > this.length) return null;
    const first = last(this.strippeds, start); // of pieces that begin alike the last: those before it are spaces
    const final = last(this.strippeds, end - 1);
    return { start: this.raws[first] ?? 0, end: this.raws[final + 1] ?? this.raw.length };
  }
}

/** The index of the last of the rising numbers that is at most `value`. */
function last(rising: readonly number[], value: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rising[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
