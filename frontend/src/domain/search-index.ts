/**
 * Which words stand on which pages of a meeting's papers: made once, kept as bytes, read without unpacking. Hundreds of words
 * may have what is typed inside them; they are found by going through all words as one long text.
 */

import { answerAt, answers, type Answer, type Part, type Word, wordsIn } from "./search-words";
import { stemLength } from "./stem";

/** A text by its sha-256, and its pages in the index: from `first`, counted over all texts from 0. */
export interface TextPages {
  sha256: string;
  first: number;
  pages: number;
}

const VERSION = 1;
const MOST_LETTERS = 64; // of a word; what is longer is no word, and is found by its beginning
const END = "\n";

export class SearchIndex {
  /** Where each word begins in `terms`, and where its pages begin in `postings`. */
  private readonly starts: Uint32Array;
  private readonly lists: Uint32Array;

  private constructor(
    readonly texts: TextPages[],
    readonly pages: number,
    private readonly terms: string,
    private readonly stems: Uint8Array,
    private readonly postings: Uint8Array,
  ) {
    this.starts = new Uint32Array(stems.length + 1);
    this.lists = new Uint32Array(stems.length + 1);
    let at = 0;
    let list = 0;
    for (let term = 0; term < stems.length; term++) {
      this.starts[term] = at;
      this.lists[term] = list;
      at = terms.indexOf(END, at) + 1;
      let [left, next] = number(postings, list);
      for (; left > 0; left--) while (postings[next++]! > 127);
      list = next;
    }
    this.starts[stems.length] = at;
    this.lists[stems.length] = list;
  }

  static made(from: { sha256: string; pages: string[] }[]): SearchIndex {
    const texts: TextPages[] = [];
    const found = new Map<string, number[]>();
    let page = 0;
    for (const { sha256, pages } of from) {
      texts.push({ sha256, first: page, pages: pages.length });
      for (const text of pages) {
        for (const word of new Set(wordsIn(text).map((one) => one.word.slice(0, MOST_LETTERS)))) {
          const list = found.get(word);
          if (list) list.push(page);
          else found.set(word, [page]);
        }
        page += 1;
      }
    }
    const words = [...found.keys()].sort();
    const bytes: number[] = [];
    for (const word of words) {
      const list = found.get(word) ?? [];
      put(bytes, list.length);
      list.forEach((at, n) => put(bytes, at - (list[n - 1] ?? 0)));
    }
    const terms = words.map((word) => word + END).join("");
    return new SearchIndex(texts, page, terms, Uint8Array.from(words, stemLength), Uint8Array.from(bytes));
  }

  pack(): Uint8Array<ArrayBuffer> {
    const words = new TextEncoder().encode(this.terms);
    const head = new TextEncoder().encode(JSON.stringify([VERSION, this.texts, this.pages, words.length, this.stems.length]));
    const whole = new Uint8Array(4 + head.length + words.length + this.stems.length + this.postings.length);
    new DataView(whole.buffer).setUint32(0, head.length);
    let at = 4;
    for (const part of [head, words, this.stems, this.postings]) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  /** Null for what an older or newer app has packed, or what is not whole. */
  static unpacked(whole: Uint8Array): SearchIndex | null {
    try {
      const length = new DataView(whole.buffer, whole.byteOffset).getUint32(0);
      const text = (from: number, size: number) => new TextDecoder("utf-8", { fatal: true }).decode(whole.subarray(from, from + size));
      const [version, texts, pages, size, count] = JSON.parse(text(4, length)) as [number, TextPages[], number, number, number];
      if (version !== VERSION) return null;
      const at = 4 + length + size;
      return new SearchIndex(texts, pages, text(4 + length, size), whole.subarray(at, at + count), whole.subarray(at + count));
    } catch {
      return null;
    }
  }

  /** For each page how well it answers all parts: 0 when not all of them stand there. Words that must stand together may yet stand apart. */
  answering(parts: Part[]): Uint8Array {
    const all = new Uint8Array(this.pages).fill(parts.length === 0 ? 0 : 3);
    for (const word of parts.flat()) {
      const found = this.answeringOne(word);
      for (let page = 0; page < all.length; page++) if (found[page]! < all[page]!) all[page] = found[page]!;
    }
    return all;
  }

  private answeringOne(word: Word): Uint8Array {
    const found = new Uint8Array(this.pages);
    const root = word.exact ? word.text : word.text.slice(0, word.stem);
    let term = 0;
    let best: Answer = 0;
    for (let at = this.terms.indexOf(root); at >= 0; at = this.terms.indexOf(root, at + 1)) {
      if (at >= this.starts[term + 1]!) {
        this.mark(term, best, found);
        best = 0;
        term = this.termAt(at, term);
      }
      const start = this.starts[term]!;
      const whole = this.terms.slice(start, this.starts[term + 1]! - 1);
      const stemmed = (): number => this.stems[term]!;
      const answer = word.exact ? answers(word, whole, stemmed) : answerAt(word, whole, at - start, stemmed);
      if (answer > best) best = answer;
    }
    this.mark(term, best, found);
    return found;
  }

  private termAt(at: number, from: number): number {
    let low = from;
    let high = this.stems.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private mark(term: number, answer: Answer, found: Uint8Array): void {
    if (answer === 0) return;
    let page = 0;
    for (let [left, at] = number(this.postings, this.lists[term]!); left > 0; left--) {
      const [step, next] = number(this.postings, at);
      page += step;
      at = next;
      if (found[page]! < answer) found[page] = answer;
    }
  }
}

/** Seven bits to a byte, the lowest first; the eighth says that more follow. */
function put(bytes: number[], value: number): void {
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value & 127) | 128);
  bytes.push(value);
}

function number(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value |= (byte & 127) << shift;
    if (byte < 128) return [value, at];
  }
}
