/** A paper as headings, paragraphs, lists and tables: what is around its words, and where words stand in it. */

import { type Carried, carrier } from "./anchor";
import type { NotePlace, NoteQuote } from "./notes";
import type { Block, Structure } from "./shapes";
import { lengthOf, type Span, Strip, strip } from "./strip";

/** All words of a block as one text, as comparisons count in it (`words_of` in pdf/blocks.py). */
export function wordsOf({ kind, text = "", label = "", rows = [] }: Block): string {
  if (kind === "table") return rows.map((row) => row.map((cell) => cell.text ?? "").join("\t")).join("\n");
  return label ? `${label} ${text}` : text;
}

/** What is repeated around the text is not read. */
export const isRead = ({ kind }: Block): boolean => kind !== "aside";

/** The words of a page that are read: `starts` says where each block begins in `raw`; -1 for what is left out. */
export class PageOfBlocks {
  readonly raw: string;
  readonly starts: number[] = [];
  private made: Strip | null = null;

  constructor(private readonly blocks: readonly Block[]) {
    let raw = "";
    for (const block of blocks) {
      this.starts.push(isRead(block) ? raw.length : -1);
      if (isRead(block)) raw += `${wordsOf(block)}\n`;
    }
    this.raw = raw;
  }

  /** Made when it is first asked for: most pages have no notes, and it takes a millisecond. */
  get strip(): Strip {
    return (this.made ??= new Strip(this.raw));
  }

  /** Letters that are left out. */
  get aside(): number {
    return this.blocks.filter((block) => !isRead(block)).reduce((sum, block) => sum + lengthOf(strip(wordsOf(block))), 0);
  }
}

/** The structure of a paper that has none: each line of its text layer that stands by itself is a paragraph. */
export function plain(texts: readonly string[]): Structure {
  const paragraphs = (text: string): Block[] =>
    text.split(/\n\s*\n/).map((part) => part.replace(/\s+/gu, " ").trim()).filter(Boolean).map((part) => ({ kind: "paragraph", text: part }));
  return { source: "text", language: "", pages: texts.map(paragraphs), schema: 1 };
}

const LETTERS = /[\p{L}\p{N}]/gu;
const LEGIBLE = 0.5; // of what is seen: less of letters and figures is what a broken font leaves
const UNKNOWN = /[\ufffd\p{Co}\p{Cn}]/gu;

/** "none": a scan. "garbage": most of it is no words, so it is of no use as text. */
export function legible(structure: Structure): "yes" | "none" | "garbage" {
  const all = structure.pages.flat().filter(isRead).map(wordsOf).join(" ").replace(/\s+/gu, "");
  if (all === "") return "none";
  const sample = all.slice(0, 50_000);
  const [letters, unknown] = [sample.match(LETTERS)?.length ?? 0, sample.match(UNKNOWN)?.length ?? 0];
  return letters / sample.length < LEGIBLE || unknown / sample.length > 0.05 ? "garbage" : "yes";
}

/** For each heading of the paper, in order, how deep it stands from 1: never more than one deeper than the one it stands under. */
export function depths(levels: readonly number[]): number[] {
  const above: number[] = [];
  return levels.map((level) => {
    while (above.length > 0 && above.at(-1)! >= level) above.pop();
    above.push(level);
    return above.length;
  });
}

/** What is looked for: words that are known from elsewhere, and where they stood there. */
export interface Looked {
  id: string;
  quote: NoteQuote;
  place: NotePlace | null;
  page: number;
}

/** Where words stand among blocks: in each of them the stretch of its words. */
export interface Stands {
  page: number;
  block: number;
  span: Span;
}

/** Finds words that are known from the page in the paper's blocks; an empty answer where nobody can be sure. */
export function finder(pages: readonly PageOfBlocks[]): (looked: Looked) => Stands[] {
  let place: ((looked: Looked) => Carried) | null = null;
  return (looked) => {
    place ??= carrier(pages.map(({ strip }) => strip.text));
    const found = place(looked);
    const page = pages[looked.page - 1];
    if (!page) return [];
    const there = isSure(found) && found.page === looked.page ? found.place : nearestOf(page, looked);
    const span = there && page.strip.find(there);
    return span ? inBlocks(page, looked.page, span) : [];
  };
}

const SLACK = 12; // letters

/** Of several places that say the same between the same words, the one as far down the page, when no other comes near it. */
function nearestOf({ strip: { text }, aside }: PageOfBlocks, { quote, place }: Looked): NotePlace | null {
  if (!place) return null;
  const off = (one: NotePlace): number => Math.abs(one.start - place.start);
  const [best, next] = everyPlace(text, strip(quote.exact)).sort((a, b) => off(a) - off(b));
  return best && off(best) <= aside + SLACK && (!next || off(next) > 2 * (aside + SLACK)) ? best : null;
}

/** In code points. */
function everyPlace(text: string, words: string): NotePlace[] {
  const found: NotePlace[] = [];
  if (words === "") return found;
  const long = lengthOf(words);
  let [at, passed] = [0, 0];
  for (let next = text.indexOf(words); next >= 0; next = text.indexOf(words, next + words.length)) {
    passed += lengthOf(text.slice(at, next));
    at = next;
    found.push({ start: passed, end: passed + long });
  }
  return found;
}

const isSure = ({ state }: Carried): boolean => state === "exact" || state === "moved";

function inBlocks({ starts, raw }: PageOfBlocks, page: number, { start, end }: Span): Stands[] {
  const read = starts.flatMap((at, block) => (at < 0 ? [] : [{ at, block }]));
  return read.flatMap(({ at, block }, index) => {
    const until = (read[index + 1]?.at ?? raw.length) - 1;
    const span = { start: Math.max(start, at) - at, end: Math.min(end, until) - at };
    return span.start < span.end ? [{ page, block, span }] : [];
  });
}

/**
 * Where a quote from the blocks of a page stands in the page's own text, without spaces; null where nobody can be sure.
 * `from`: the blocks' text, and the place in it. Where the words stand as many times in both, the n-th is the n-th.
 */
export function placeOnPage(text: string, quote: NoteQuote, from: { text: string; place: NotePlace }): NotePlace | null {
  const found = carrier([text])({ id: "", quote, page: 1, place: from.place });
  if (isSure(found) && found.place) return found.place;
  const [there, here] = [everyPlace(text, strip(quote.exact)), everyPlace(from.text, strip(quote.exact))];
  const turn = here.findIndex(({ start }) => start === from.place.start);
  return there.length === here.length ? (there[turn] ?? null) : null;
}
