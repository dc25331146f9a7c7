/** From what is chosen in the text view to what a note keeps of it: the place it has in the text of its page. */

import { type PageOfBlocks, placeOnPage } from "../domain/blocks";
import { sortKey } from "../domain/sort-key";
import type { Span, Strip } from "../domain/strip";
import type { Chosen } from "./choosing";
import type { Picked } from "./marking";
import { quoteOf } from "./picking";
import type { WordNodes } from "./text-words";

const PATIENCE = 1_500; // ms: without an answer by then the words are kept without their place on the page

/** `textOf` gives a page's own text, or null where that cannot be read. */
export function inText(words: WordNodes, pages: readonly PageOfBlocks[], textOf: (page: number) => Promise<Strip | null>): (range: Range) => Promise<Chosen> {
  return async (range) => {
    const spans = new Map<number, Span>();
    for (const { page, block, span } of words.within(range, pages.map(({ starts }, index) => ({ page: index + 1, blocks: starts.length })))) {
      const at = pages[page - 1]?.starts[block] ?? 0;
      spans.set(page, { start: spans.get(page)?.start ?? at + span.start, end: at + span.end });
    }
    const found = await Promise.all([...spans].map(([page, span]) => pickedOn(page, pages[page - 1]!.strip, span, textOf)));
    return { picked: found.filter((one) => one !== null), at: range.getBoundingClientRect() };
  };
}

async function pickedOn(page: number, text: Strip, within: Span, textOf: (page: number) => Promise<Strip | null>): Promise<Picked | null> {
  const span = trimmed(text.raw, within);
  if (span.start >= span.end) return null;
  const quote = quoteOf(text.raw, span);
  const late = new Promise<null>((done) => setTimeout(() => done(null), PATIENCE));
  const own = await Promise.race([textOf(page), late]);
  const place = own && placeOnPage(own.text, quote, { text: text.text, place: text.place(span) });
  const there = place && own.find(place);
  const sort = sortKey(page, place?.start ?? text.place(span).start);
  return { page, place: place ?? null, geometry: null, quote: there ? quoteOf(own.raw, there) : quote, sort };
}

function trimmed(raw: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (from < to && /\s/u.test(raw[from] ?? "")) from += 1;
  while (from < to && /\s/u.test(raw[to - 1] ?? "")) to -= 1;
  return { start: from, end: to };
}
