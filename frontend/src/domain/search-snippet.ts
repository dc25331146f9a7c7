/** Where on a page that which was asked for stands, and the few words around it. */

import { answers, type Answer, type Part, type Place, wordsIn } from "./search-words";
import type { SearchPiece } from "./shapes";
import { stemLength } from "./stem";

const BEFORE = 50; // characters
const WHOLE = 180;
const MOST_MARKS = 24; // of each part, that are weighed against each other
const APART = 48; // characters; words that stand together do so within this, each

export interface Snippet {
  pieces: SearchPiece[];
  /** Words as they stand there, that the reader's own search finds. */
  find: string;
}

interface Mark {
  part: number;
  from: number;
  to: number;
  answer: Answer;
  find: string;
}

/** Null when not all parts stand in the text. */
export function snippet(text: string, parts: Part[]): Snippet | null {
  const marks = marksIn(text, parts);
  if (marks === null) return null;
  const [best, marked] = bestOf(marks);
  if (!best) return null;
  const from = best.from <= BEFORE ? 0 : wordStart(text, best.from - BEFORE);
  const to = Math.min(text.length, from + WHOLE);
  const pieces: SearchPiece[] = [];
  let at = from;
  for (const mark of marked) {
    if (mark.from < at || mark.to > to) continue;
    pieces.push({ text: text.slice(at, mark.from), hit: false }, { text: text.slice(mark.from, mark.to), hit: true });
    at = mark.to;
  }
  const end = to < text.length ? Math.max(at, text.lastIndexOf(" ", to)) : to;
  pieces.push({ text: text.slice(at, end), hit: false });
  return { pieces: tidied(pieces, from > 0, end < text.length), find: best.find };
}

/** All of a short text, with what was asked for marked; null when not all of it stands there. */
export function markedWhole(text: string, parts: Part[]): SearchPiece[] | null {
  const marks = marksIn(text, parts);
  if (marks === null) return null;
  const pieces: SearchPiece[] = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.from < at) continue;
    pieces.push({ text: text.slice(at, mark.from), hit: false }, { text: text.slice(mark.from, mark.to), hit: true });
    at = mark.to;
  }
  pieces.push({ text: text.slice(at), hit: false });
  return pieces.filter((piece) => piece.text !== "");
}

/** In the order of the text; of each part the first few. */
function marksIn(text: string, parts: Part[]): Mark[] | null {
  const marks: Mark[] = [];
  const small = text.toLowerCase();
  for (const [number, part] of parts.entries()) {
    const before = marks.length;
    // Letters that are written in another way, as in a ligature, are only seen word by word.
    const found = small.length === text.length ? quickly(small, part) : [];
    for (const place of found.length > 0 ? found : slowly(text, part)) {
      const stands = text.slice(place.from, place.to);
      const typed = part.map((word) => word.text).join(" ");
      marks.push({ ...place, part: number, find: stands.toLowerCase().includes(typed) ? typed : stands });
    }
    if (marks.length === before) return null;
  }
  return marks.sort((a, b) => a.from - b.from || b.to - a.to);
}

type Range = Pick<Mark, "from" | "to" | "answer">;

/** Looks only around where the stem of the first word stands: no word has a space in it. */
function quickly(small: string, part: Part): Range[] {
  const [{ text, stem, exact }] = part as [Part[number]];
  const root = exact ? text : text.slice(0, stem);
  const found: Range[] = [];
  for (let at = small.indexOf(root); at >= 0 && found.length < MOST_MARKS; at = small.indexOf(root, at)) {
    const begins = spaceBefore(small, at) + 1;
    const ends = spaceAfter(small, at + (part.length - 1) * APART);
    const near = wordsIn(small.slice(begins, ends));
    const first = near.findIndex(({ from, to }) => begins + from <= at && begins + to > at);
    const answer = first < 0 ? 0 : answerFrom(near, first, part);
    if (answer > 0) found.push({ from: begins + near[first]!.from, to: begins + near[first + part.length - 1]!.to, answer });
    at = first < 0 ? at + 1 : begins + near[first]!.to;
  }
  return found;
}

function slowly(text: string, part: Part): Range[] {
  const places = wordsIn(text);
  const found: Range[] = [];
  for (let at = 0; at + part.length <= places.length && found.length < MOST_MARKS; at++) {
    const answer = answerFrom(places, at, part);
    if (answer > 0) found.push({ from: places[at]!.from, to: places[at + part.length - 1]!.to, answer });
  }
  return found;
}

const spaceBefore = (text: string, at: number): number => {
  let space = at - 1;
  while (space >= 0 && !isSpace(text, space)) space -= 1;
  return space;
};

const spaceAfter = (text: string, at: number): number => {
  let space = Math.min(at, text.length);
  while (space < text.length && !isSpace(text, space)) space += 1;
  return space;
};

const isSpace = (text: string, at: number): boolean => text.charCodeAt(at) <= 32 || text.charCodeAt(at) === 160;

function answerFrom(places: Place[], at: number, part: Part): Answer {
  let least: Answer = 3;
  if (at + part.length > places.length) return 0;
  for (let n = 0; n < part.length; n++) {
    const { word } = places[at + n]!;
    const answer = answers(part[n]!, word, () => stemLength(word));
    if (answer === 0) return 0;
    if (answer < least) least = answer;
  }
  return least;
}

/** The mark with the most different parts after it in one snippet, and the closest to what was typed. */
function bestOf(marks: Mark[]): [Mark | undefined, Mark[]] {
  let best: Mark | undefined;
  let most = 0;
  for (const [index, mark] of marks.entries()) {
    const near = marks.slice(index, index + 20).filter(({ to }) => to - mark.from < WHOLE - BEFORE);
    const weight = new Set(near.map(({ part }) => part)).size * 4 + mark.answer;
    if (weight > most) [best, most] = [mark, weight];
  }
  return [best, marks];
}

const wordStart = (text: string, near: number): number => {
  const space = text.slice(near).search(/\s/u);
  return space < 0 || space > 25 ? near : near + space + 1;
};

function tidied(pieces: SearchPiece[], cutBefore: boolean, cutAfter: boolean): SearchPiece[] {
  const all = pieces.map(({ text, hit }) => ({ text: text.replace(/\s+/gu, " "), hit }));
  if (cutBefore) all.unshift({ text: "… ", hit: false });
  if (cutAfter) all.push({ text: " …", hit: false });
  return all.filter(({ text }) => text !== "");
}
