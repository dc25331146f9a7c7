/**
 * Carries notes over to a new version of their paper. Pure; never silent, never by page number, place or file name alone.
 *
 * Case papers are full of sentences that stand in many places, so what is around the words counts as much as the words.
 */

import { middleOf } from "./alignment";
import { likeness, Pattern } from "./distance";
import type { AnchorState, NotePlace, NoteQuote } from "./notes";
import { PageWords } from "./page-words";

export interface Carried {
  id: string;
  state: AnchorState;
  /** 0 for an orphan. */
  page: number;
  place: NotePlace | null;
  /** 0 to 1. */
  score: number;
}

/** A note to carry. `words` is its page's text in the version it was made on, when that is here. */
export interface ToCarry {
  id: string;
  quote: NoteQuote | null;
  place: NotePlace | null;
  page: number;
  words?: string;
}

// Chosen before the corpus was run, and not tuned on it. All are shares of the letters that are the same, 0 to 1.
const EXACT_CONTEXT = 0.6; // the very words, and this much of what was around them
const LONE_LENGTH = 24; // or the very words in one place alone, and so many letters
const FUZZY_QUOTE = 0.66; // changed words that are still this much the same
const FUZZY_CONTEXT = 0.75; // and this much of what was around them
const MARGIN = 0.05; // another place as good as this near: a person has to say which
const OFFERED = 0.5; // less like than this is not worth showing
const ROUNDING = 1e-9;
const SAME_EXACT = 300; // places of the very words that are weighed
const BESIDE = 40; // letters on each side that tell where changed words begin and end
const CERTAIN = 5; // letters that are the same on both sides of an end
const LIKELY = 12; // places of changed words that are weighed
const WEIGHTS = { quote: 50, context: 40, position: 2 };
const WEIGHT = WEIGHTS.quote + WEIGHTS.context + WEIGHTS.position;

interface Candidate {
  start: number;
  end: number;
  quote: number;
  context: number;
  score: number;
}

/** `pages` is each page's text in the new version, NFKC without whitespace (reader/texts.ts). */
export function carry(notes: ToCarry[], pages: string[]): Carried[] {
  return notes.map(carrier(pages));
}

/** Makes a paper ready once, so that notes can be carried over to it one by one. */
export function carrier(pages: string[]): (note: ToCarry) => Carried {
  const paper = new PageWords(pages);
  return (note) => {
    if (note.place && unchangedPage(note, pages)) return { id: note.id, state: "exact", page: note.page, place: note.place, score: 1 };
    const words = note.quote && paper.fold(note.quote.exact);
    return words && words.length > 0 ? byQuote(note, note.quote!, words, paper) : byPage(note, pages, paper);
  };
}

/** The whole page says what it said, and no other page says the same. */
function unchangedPage({ words, page }: ToCarry, pages: string[]): boolean {
  return Boolean(words) && pages[page - 1] === words && pages.indexOf(words!) === pages.lastIndexOf(words!);
}

function byQuote(note: ToCarry, quote: NoteQuote, words: Int32Array, paper: PageWords): Carried {
  const sought = new Sought(note, quote, words, paper);
  const { candidates, exact } = find(sought, paper);
  const best = candidates[0];
  if (!best || best.quote < OFFERED) return { id: note.id, state: "orphan", page: 0, place: null, score: best?.score ?? 0 };
  const lone = words.length >= LONE_LENGTH && exact === 1;
  const sure = best.quote === 1 ? best.context >= EXACT_CONTEXT || lone : best.quote >= FUZZY_QUOTE && best.context >= FUZZY_CONTEXT;
  const another = candidates.find((one) => one.start >= best.end || one.end <= best.start);
  const trimmed = best.quote === 1 ? best : sought.trimmed(best);
  const { page, start, end } = paper.placeOf(trimmed.start, trimmed.end);
  const doubt = !sure || (another !== undefined && best.score - another.score <= MARGIN);
  const state = doubt ? "review" : best.quote === 1 && page === note.page ? "exact" : "moved";
  return { id: note.id, state, page, place: { start, end }, score: best.score };
}

/** The words and what is around them, ready to be looked for in one paper. */
class Sought {
  readonly before: Int32Array;
  readonly after: Int32Array;
  readonly whole: Int32Array;
  private readonly patterns: { words: Pattern; turned: Pattern; before: Pattern; after: Pattern };
  private readonly hint: number;

  constructor(
    note: ToCarry,
    quote: NoteQuote,
    readonly words: Int32Array,
    private readonly paper: PageWords,
  ) {
    const before = paper.fold(quote.prefix);
    this.before = before.slice().reverse();
    this.after = paper.fold(quote.suffix);
    this.whole = joined(before, words, this.after);
    const pattern = (text: Int32Array): Pattern => new Pattern(text, paper.alphabetSize);
    this.patterns = { words: pattern(words), turned: pattern(words.slice().reverse()), before: pattern(this.before), after: pattern(this.after) };
    this.hint = paper.letterAt(note.page, note.place?.start ?? 0);
  }

  /** Null when it cannot come up to `least`, whatever stands after it. */
  weigh(start: number, end: number, quote: number, least: number): Candidate | null {
    const { letters, length } = this.paper;
    const known = this.before.length + this.after.length;
    const position = 1 - Math.abs(start - this.hint) / length;
    const scored = (context: number): number => (WEIGHTS.quote * quote + WEIGHTS.context * context + WEIGHTS.position * position) / WEIGHT;
    const left = this.before.length * likeness(this.patterns.before, this.before.length, letters, start - 1, start, -1);
    if (scored((left + this.after.length) / Math.max(1, known)) < least) return null;
    const right = this.after.length * likeness(this.patterns.after, this.after.length, letters, end, length - end, 1);
    const context = known === 0 ? 0 : (left + right) / known;
    return { start, end, quote, context, score: scored(context) };
  }

  /** The stretch of [from, to) that is most like the words; of several as good the one that ends nearest to `expected`. */
  nearest(from: number, to: number, expected: number): { start: number; end: number; same: number } {
    const { length } = this.words;
    let [best, end] = [length + 1, from];
    const forwards = this.patterns.words.read(this.paper.letters, from, to - from, 1, false);
    for (let i = 0, at = from + 1; i < forwards.length; i++, at++) {
      const distance = forwards[i]!;
      if (distance < best || (distance === best && Math.abs(at - expected) < Math.abs(end - expected))) [best, end] = [distance, at];
    }
    let [least, start] = [length + 1, end];
    const backwards = this.patterns.turned.read(this.paper.letters, end - 1, end - from, -1, true);
    for (let i = 0, at = end - 1; i < backwards.length; i++, at--) {
      const distance = backwards[i]!;
      const nearer = Math.abs(i + 1 - length) < Math.abs(end - start - length);
      if (distance < least || (distance === least && nearer)) [least, start] = [distance, at];
    }
    return { start, end, same: end > start ? Math.max(0, 1 - best / length) : 0 };
  }

  /** Where changed words begin and end is told by what stands beside them as well. */
  trimmed(found: Candidate): Candidate {
    if (this.certain(found.start, -1) && this.certain(found.end, 1)) return found;
    const near = joined(this.before.slice(0, BESIDE).reverse(), this.words, this.after.subarray(0, BESIDE));
    const from = Math.min(BESIDE, this.before.length);
    const band = 24 + Math.ceil((1 - found.quote) * this.words.length);
    const { letters, length } = this.paper;
    const { start, end } = middleOf(near, from, from + this.words.length, letters, length, found.start - from, band);
    return end > start && start >= 0 ? { ...found, start, end } : found;
  }

  /** Some letters are the same on both sides of an end. */
  private certain(end: number, outwards: 1 | -1): boolean {
    const [beside, { letters, length }] = [outwards === 1 ? this.after : this.before, this.paper];
    const edge = outwards === 1 ? this.words.length - 1 : 0;
    for (let i = 0; i < CERTAIN; i++) {
      const [out, within] = outwards === 1 ? [end + i, end - 1 - i] : [end - 1 - i, end + i];
      if (i < beside.length && (out < 0 || out >= length || letters[out] !== beside[i])) return false;
      if (i < this.words.length && letters[within] !== this.words[edge - outwards * i]) return false;
    }
    return true;
  }
}

function joined(...parts: Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The places the words may have, the best first, and how many say the very words. What cannot make the best one doubtful is left out. */
function find(sought: Sought, paper: PageWords): { candidates: Candidate[]; exact: number } {
  const { words, before } = sought;
  const candidates: Candidate[] = [];
  let least = 0;
  const weigh = (start: number, end: number, quote: number): void => {
    const candidate = sought.weigh(start, end, quote, least);
    if (!candidate) return;
    candidates.push(candidate);
    least = Math.max(least, candidate.score - MARGIN - ROUNDING);
  };
  const exact = paper.exact(words, SAME_EXACT);
  for (const start of exact) weigh(start, start + words.length, 1);
  const taken = new Set(exact);
  const slack = Math.min(256, 32 + (words.length >> 2));
  for (const begin of paper.likely(sought.whole, LIKELY)) {
    const expected = begin + before.length;
    const from = Math.max(0, expected - slack);
    const to = Math.min(paper.length, expected + words.length + slack);
    if (exact.some((start) => start >= from && start + words.length <= to)) continue;
    const stretch = sought.nearest(from, to, expected + words.length);
    if (stretch.same < OFFERED || taken.has(stretch.start)) continue;
    taken.add(stretch.start);
    weigh(stretch.start, stretch.end, stretch.same);
  }
  return { candidates: candidates.sort((a, b) => b.score - a.score || a.start - b.start), exact: exact.length };
}

/** Ink, text boxes, page notes, areas on a scan: only a page that says what it said is a ground to stand on. */
function byPage(note: ToCarry, pages: string[], paper: PageWords): Carried {
  const stay = { id: note.id, page: note.page, place: null };
  const same = note.words ? pages.flatMap((page, i) => (page === note.words ? [i + 1] : [])) : [];
  if (same.includes(note.page)) return { ...stay, state: "exact", score: 1 };
  if (same.length === 1) return { ...stay, state: "moved", page: same[0]!, score: 1 };
  const offered = same[0] ?? likeliestPage(note.words ?? "", paper) ?? note.page;
  if (offered > pages.length) return { ...stay, state: "orphan", page: 0, score: 0 };
  return { ...stay, state: "review", page: offered, score: 0 };
}

/** The page on which most of a page's text now stands, when it is found at all. */
function likeliestPage(words: string, paper: PageWords): number | null {
  const letters = paper.fold(words);
  const begin = paper.likely(letters, 1)[0];
  return begin === undefined ? null : paper.pageOf(Math.min(paper.length - 1, begin + (letters.length >> 1)));
}
