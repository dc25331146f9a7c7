/** All pages of a paper as one row of letters in which stretches of text are found again fast. */

import { strip } from "./strip";

const GRAM = 6;
const BITS = 18;
const COMMON = 400; // a stretch that stands in more places than this tells nothing of where one is
const BIN = 5; // offsets that differ by less than 2 ** BIN are one candidate

/** What a new layout changes without changing a word: hyphens at line ends, and marks that are not seen. */
const UNSEEN = /[-\u00ad\u2010\u2011\u2212\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0f]/u;

export class PageWords {
  /** Letters as small numbers from 1. */
  readonly letters: Int32Array;
  readonly length: number;
  /** For each letter its offset in its page's text. */
  private readonly offsets: Int32Array;
  private readonly starts: number[] = [];
  /** For each code point its letter's number, -1 for what is not seen; the rare ones beyond the first plane beside it. */
  private readonly alphabet = new Int32Array(1 << 16);
  private readonly rare = new Map<number, number>();
  private known = 0;
  private readonly heads: Int32Array;
  private readonly places: Int32Array;
  private readonly bins: Int32Array;
  private readonly touched: Int32Array;

  constructor(pages: string[]) {
    const room = pages.reduce((sum, page) => sum + page.length, 0);
    this.letters = new Int32Array(room);
    this.offsets = new Int32Array(room);
    let at = 0;
    for (const page of pages) {
      this.starts.push(at);
      let offset = 0;
      for (let i = 0; i < page.length; i++, offset++) {
        const point = page.codePointAt(i)!;
        if (point > 0xffff) i += 1;
        const number = this.numberOf(point) || this.learn(point);
        if (number < 0) continue;
        this.letters[at] = number;
        this.offsets[at] = offset;
        at += 1;
      }
    }
    this.length = at;
    [this.heads, this.places] = this.index();
    this.bins = new Int32Array((at >> BIN) + 2);
    this.touched = new Int32Array(this.bins.length);
  }

  /** One more than the highest letter; `fold` may give that one, which stands nowhere in the paper. */
  get alphabetSize(): number {
    return this.known + 2;
  }

  fold(text: string): Int32Array {
    const stripped = strip(text);
    const letters = new Int32Array(stripped.length);
    let length = 0;
    for (let i = 0; i < stripped.length; i++) {
      const point = stripped.codePointAt(i)!;
      if (point > 0xffff) i += 1;
      const number = this.numberOf(point) || (UNSEEN.test(String.fromCodePoint(point)) ? -1 : this.known + 1);
      if (number > 0) letters[length++] = number;
    }
    return letters.slice(0, length);
  }

  /** The page of a letter, from 1. */
  pageOf(at: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** Letters [start, end) as a place on one page: where they run over a page's end, on the page that has most of them. */
  placeOf(start: number, end: number): { page: number; start: number; end: number } {
    const first = this.pageOf(start);
    const last = this.pageOf(end - 1);
    let [page, from, to] = [first, start, end];
    for (let one = first, most = 0; one <= last && first !== last; one++) {
      const [low, high] = [Math.max(start, this.starts[one - 1]!), Math.min(end, this.starts[one] ?? this.length)];
      if (high - low > most) [most, page, from, to] = [high - low, one, low, high];
    }
    return { page, start: this.offsets[from]!, end: this.offsets[to - 1]! + 1 };
  }

  /** The letter nearest to a place in the text of a page. */
  letterAt(page: number, offset: number): number {
    const start = this.starts[Math.min(page, this.starts.length) - 1] ?? 0;
    const end = this.starts[page] ?? this.length;
    let low = start;
    for (let high = end; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.offsets[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Every place where the letters stand, in order, at most `most`. */
  exact(text: Int32Array, most: number): number[] {
    const found: number[] = [];
    if (text.length === 0) return found;
    const check = (at: number): boolean => {
      for (let i = 0; i < text.length; i++) if (this.letters[at + i] !== text[i]) return true;
      return found.push(at) < most;
    };
    if (text.length < GRAM) {
      for (let at = 0; at + text.length <= this.length; at++) if (this.letters[at] === text[0] && !check(at)) break;
      return found;
    }
    const [from, to, offset] = this.rarest(text);
    for (let i = from; i < to; i++) {
      const at = this.places[i]! - offset;
      if (at >= 0 && at + text.length <= this.length && !check(at)) break;
    }
    return found;
  }

  /** Where a text may begin, the likeliest first: every short stretch of it says where the whole would then stand. */
  likely(text: Int32Array, most: number): number[] {
    const { bins, touched, places } = this;
    let count = 0;
    for (let offset = 0; offset + GRAM <= text.length; offset += 3) {
      const hash = hashOf(text, offset);
      const [from, to] = [this.heads[hash]!, this.heads[hash + 1]!];
      if (to - from > COMMON) continue;
      for (let i = from; i < to; i++) {
        const bin = Math.max(0, places[i]! - offset) >> BIN;
        if (bins[bin]!++ === 0) touched[count++] = bin;
      }
    }
    const weight = (bin: number): number => bins[bin]! + bins[bin + 1]!;
    let top = 0;
    for (let i = 0; i < count; i++) top = Math.max(top, weight(touched[i]!));
    const worth = Math.max(3, top / 3);
    const best: number[] = []; // in order, never more than `most`: a text that repeats itself touches thousands
    for (let i = 0; i < count; i++) {
      const bin = touched[i]!;
      if (weight(bin) < worth) continue;
      let at = best.length;
      while (at > 0 && (weight(best[at - 1]!) - weight(bin) || bin - best[at - 1]!) < 0) at -= 1;
      if (at < most) best.splice(at, 0, bin);
      if (best.length > most) best.pop();
    }
    for (let i = 0; i < count; i++) bins[touched[i]!] = 0;
    return best.map((bin) => bin << BIN);
  }

  /** 0 for one that has not been met in the paper. */
  private numberOf(point: number): number {
    return point > 0xffff ? (this.rare.get(point) ?? 0) : this.alphabet[point]!;
  }

  private learn(point: number): number {
    const number = UNSEEN.test(String.fromCodePoint(point)) ? -1 : (this.known += 1);
    if (point > 0xffff) this.rare.set(point, number);
    else this.alphabet[point] = number;
    return number;
  }

  private index(): [Int32Array, Int32Array] {
    const heads = new Int32Array((1 << BITS) + 1);
    const last = this.length - GRAM;
    for (let at = 0; at <= last; at++) heads[hashOf(this.letters, at) + 1]! += 1;
    for (let i = 1; i < heads.length; i++) heads[i]! += heads[i - 1]!;
    const next = heads.slice();
    const places = new Int32Array(Math.max(0, last + 1));
    for (let at = 0; at <= last; at++) places[next[hashOf(this.letters, at)]!++] = at;
    return [heads, places];
  }

  private rarest(text: Int32Array): [from: number, to: number, offset: number] {
    let best: [number, number, number] = [0, Infinity, 0];
    for (let offset = 0; offset + GRAM <= text.length; offset++) {
      const hash = hashOf(text, offset);
      const [from, to] = [this.heads[hash]!, this.heads[hash + 1]!];
      if (to - from < best[1] - best[0]) best = [from, to, offset];
    }
    return best;
  }
}

function hashOf(letters: Int32Array, at: number): number {
  let hash = 0;
  for (let i = 0; i < GRAM; i++) hash = Math.imul(hash ^ letters[at + i]!, 0x01000193) + 0x9e3779b9;
  return (hash ^ (hash >>> 15)) >>> (32 - BITS);
}
