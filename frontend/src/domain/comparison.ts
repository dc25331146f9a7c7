/** What is new in a paper since it was read: which words of a block, and where they stand on its page. */

import { carrier } from "./anchor";
import type { NotePlace, NoteQuote } from "./notes";
import { wordsOf } from "./blocks";
import type { Block, ChangePiece, PaperChange } from "./shapes";
import { lengthOf, type Span, strip } from "./strip";

/** The words that are gone, before the letter at `at` of the block's words. */
export interface Gone {
  at: number;
  text: string;
}

export interface InBlock {
  inserted: Span[];
  gone: Gone[];
}

const SPACE = /\s/u;

/**
 * Where a change's pieces stand in the words of its block, with the item's own mark before them or without; spaces count for
 * nothing. Null when the block says something else: then the pieces themselves are all there is to show.
 */
export function inBlock(block: Block, pieces: readonly ChangePiece[]): InBlock | null {
  const words = wordsOf(block);
  return inWords(words, 0, pieces) ?? (block.label ? inWords(words, block.label.length, pieces) : null);
}

function inWords(words: string, from: number, pieces: readonly ChangePiece[]): InBlock | null {
  const found: InBlock = { inserted: [], gone: [] };
  let at = from;
  const skip = (): void => {
    while (at < words.length && SPACE.test(words[at]!)) at += 1;
  };
  for (const { op, text } of pieces) {
    skip();
    if (op === "delete") {
      if (text.trim() !== "") found.gone.push({ at, text: text.trim() });
      continue;
    }
    const start = at;
    let end = at;
    for (const letter of text.split("")) {
      if (SPACE.test(letter)) continue;
      skip();
      if (words[at] !== letter) return null;
      at += 1;
      end = at;
    }
    if (op === "insert" && end > start) found.inserted.push({ start, end });
  }
  skip();
  return at === words.length ? found : null;
}

export const joined = (pieces: readonly ChangePiece[], op: "insert" | "delete"): string =>
  pieces.filter((piece) => piece.op === op || piece.op === "same").map(({ text }) => text).join("").replace(/\s+/gu, " ").trim();

const LEAD = 28; // letters of what stands before the first change
const FEW = 90;

/** What a change is about, in a few words: where it first differs, with a little of what stands before. */
export function gistOf({ pieces, kind }: PaperChange): ChangePiece[] {
  const first = pieces.findIndex(({ op }) => op !== "same");
  const begin = kind === "moved" || first < 0 ? 0 : first;
  const lead = pieces[begin - 1]?.text ?? "";
  const cut = lead.length > LEAD ? `…${lead.slice(-LEAD).replace(/^\S*/u, "")}` : lead;
  const found: ChangePiece[] = cut ? [{ op: "same", text: cut }] : [];
  let left = FEW;
  for (const { op, text } of pieces.slice(begin)) {
    if (left <= 0) break;
    found.push({ op, text: text.length > left ? `${text.slice(0, left).trimEnd()}…` : text });
    left -= text.length;
  }
  return found;
}

/** Where a change stands on its page, in the page's text without spaces. */
export interface OnPage {
  /** The whole paragraph; null where only some of it was found, or nothing. */
  whole: NotePlace | null;
  inserted: NotePlace[];
  /** Words are gone right before these letters. */
  gone: number[];
}

const BESIDE = 128; // letters of what stands around, as in a note's quote
const LONG = 300; // letters of a neighbour are enough to find it

/** `text` is the page's; `before` and `after` are the words that stand around the change, "" where they are not known. */
export function onPage(text: string, change: PaperChange, before: string, after: string): OnPage {
  const find = finderOn(text);
  const [prefix, suffix] = [before.slice(-BESIDE), after.slice(0, BESIDE)];
  if (change.kind === "removed") {
    const next = find({ exact: after.slice(0, LONG), prefix, suffix: after.slice(LONG, LONG + BESIDE) });
    const last = next ? null : find({ exact: before.slice(-LONG), prefix: before.slice(-LONG - BESIDE, -LONG), suffix });
    return { whole: null, inserted: [], gone: [next?.start ?? last?.end ?? 0] };
  }
  const now = joined(change.pieces, "insert");
  const whole = find({ exact: now, prefix, suffix });
  const exact = whole && lengthOf(strip(now)) === whole.end - whole.start ? whole : null;
  return exact ? counted(exact, change.pieces) : searched(find, whole, change.pieces);
}

/** The paragraph stands there word for word, so its pieces are counted off. */
function counted(whole: NotePlace, pieces: readonly ChangePiece[]): OnPage {
  const found: OnPage = { whole, inserted: [], gone: [] };
  let at = whole.start;
  for (const { op, text } of pieces) {
    const long = lengthOf(strip(text));
    if (op === "delete") found.gone.push(at);
    if (op === "insert" && long > 0) found.inserted.push({ start: at, end: at + long });
    if (op !== "delete") at += long;
  }
  return found;
}

/** Each piece by itself, with what stands around it: a page may say the rest in another order, or part words at line ends. */
function searched(find: (quote: NoteQuote) => NotePlace | null, whole: NotePlace | null, pieces: readonly ChangePiece[]): OnPage {
  const found: OnPage = { whole, inserted: [], gone: [] };
  pieces.forEach(({ op, text }, index) => {
    if (op === "same") return;
    const left = joined(pieces.slice(0, index), "insert").slice(-BESIDE);
    const right = joined(pieces.slice(index + 1), "insert").slice(0, BESIDE);
    if (op === "insert") {
      const place = find({ exact: text, prefix: `${left} `, suffix: ` ${right}` });
      if (place) found.inserted.push(place);
      return;
    }
    const next = right && find({ exact: right, prefix: left, suffix: "" });
    const last = !next && left ? find({ exact: left, prefix: "", suffix: right }) : null;
    if (next) found.gone.push(next.start);
    else if (last) found.gone.push(last.end);
  });
  return found;
}

function finderOn(text: string): (quote: NoteQuote) => NotePlace | null {
  const place = carrier([text]);
  return (quote) => {
    if (strip(quote.exact) === "") return null;
    const { state, place: found } = place({ id: "", quote, place: null, page: 1 });
    return state === "exact" || state === "moved" ? found : null;
  };
}

