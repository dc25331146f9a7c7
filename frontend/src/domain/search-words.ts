/** What is typed in a search field, and what counts as finding it. */

import { stemLength } from "./stem";

/** Numbers keep what joins them ("112/26", "12.05.2026"); of letters, each run is a word. */
const WORD = /\p{N}+(?:[/.,:-]\p{N}+)+|[\p{L}\p{N}\p{M}]+/gu;
const DIGIT = /^\p{N}/u;
/** A stem this long is looked for at the end of longer words; what is longer, anywhere in them. */
const TELLING = 3;
/** So few letters are looked for at the beginning of words alone. */
const FEW = 2;
const MOST_WORDS = 12;

export interface Word {
  text: string;
  /** Letters of `text` that are its stem. */
  stem: number;
  /** Only this very word counts; with `begun`, also a longer one that begins so. */
  exact: boolean;
  begun: boolean;
}

/** Words that must stand next to each other in this order, or a single one. */
export type Part = Word[];

/** How well a word of the text answers one that was asked for: 0 not, 1 inside it, 2 at its beginning, 3 the same word. */
export type Answer = 0 | 1 | 2 | 3;

export interface Place {
  word: string;
  from: number;
  to: number;
}

/** Every word of a text, in small letters, with where it stands. */
export function wordsIn(text: string): Place[] {
  return Array.from(text.matchAll(WORD), ({ 0: found, index }) => ({ word: small(found), from: index, to: index + found.length }));
}

const small = (text: string): string => text.normalize("NFKC").toLowerCase();

/** What was asked for. Quotes, and signs between letters as in "IKT-plan", keep words together. Empty when it is too short. */
export function asked(typed: string): Part[] {
  const parts: Part[] = [];
  for (const [index, piece] of typed.split(/["«»“”]/u).entries()) {
    const quoted = index % 2 === 1;
    const closed = quoted && typed.split(/["«»“”]/u).length > index + 1;
    for (const chunk of quoted ? [piece] : piece.split(/\s+/u)) {
      const words = wordsIn(chunk).map(({ word }) => ({ text: word, stem: stemLength(word), exact: quoted, begun: false }));
      const last = words.at(-1);
      if (!last) continue;
      if (quoted) last.begun = !closed;
      else if (words.length > 1) for (const word of words) Object.assign(word, { exact: true, begun: word === last });
      parts.push(words);
    }
  }
  const letters = parts.flat().reduce((sum, { text }) => sum + text.length, 0);
  return letters < FEW ? [] : parts.slice(0, MOST_WORDS);
}

/** `stemmed` = letters of `term` that are its stem, asked for only when it matters. */
export function answers({ text, stem, exact, begun }: Word, term: string, stemmed: () => number): Answer {
  if (term === text) return 3;
  if (exact) return begun && term.startsWith(text) ? 2 : 0;
  let best: Answer = 0;
  const root = text.slice(0, stem);
  for (let at = term.indexOf(root); at >= 0; at = term.indexOf(root, at + 1)) best = higher(best, answerAt({ text, stem }, term, at, stemmed));
  return best;
}

/** As `answers`, for a word that is not exact, where its stem was found in the term, at `at`. */
export function answerAt({ text, stem }: Pick<Word, "text" | "stem">, term: string, at: number, stemmed: () => number): Answer {
  if (term.startsWith(text, at)) {
    if (at === 0) return term.length === text.length || stemmed() === stem ? 3 : 2;
    if (DIGIT.test(text)) return DIGIT.test(term.charAt(at - 1)) ? 0 : 1;
    if (text.length > TELLING || (text.length === TELLING && at + TELLING === term.length)) return 1;
  }
  if (at > 0 && stem < TELLING) return 0;
  return at + stem === stemmed() && !DIGIT.test(text) ? (at === 0 ? 3 : 1) : 0;
}

const higher = (a: Answer, b: Answer): Answer => (a > b ? a : b);
