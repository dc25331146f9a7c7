/** From a stretch of a page's text to what a note keeps of it: place, quads, quote and sort key. */

import type { NoteQuote } from "../domain/shapes";
import { sortKey } from "../domain/sort-key";
import { cut, type Span, wellFormed } from "../domain/strip";
import type { Picked } from "./marking";
import type { ShownText } from "./page-text";
import { type Box, lines, type Quad, quad, spun, turned } from "./quads";
import { flat, type Point, type Sheet, toPaper } from "./sheet";

const QUOTE = 2_000; // code points, as the server takes them
const CONTEXT = 128;
const MOST_QUADS = 1_000; // of some 50 bytes each: what the server takes is 64 KiB

export function picked(sheet: Sheet, text: ShownText, span: Span): Picked {
  const place = text.strip.place(span);
  const whole = text.strip.find(place) ?? span; // what was halved, a letter and its accent or a pair of surrogates, counts whole
  const quads = quadsOf(sheet, text, whole);
  return { page: sheet.page, place, quote: quoteOf(text.raw, whole), geometry: { quads, paths: [], width: 0 }, sort: sortedAs(sheet, place.start, quads[0]) };
}

/** As it stands on the page, one space for every run of them. */
export function quoteOf(raw: string, { start, end }: Span): NoteQuote {
  const plain = (part: string): string => wellFormed(part).replace(/\s+/gu, " ");
  return {
    exact: cut(plain(raw.slice(start, end)).trim(), QUOTE).trim(),
    prefix: cut(plain(raw.slice(0, start)).trimStart(), -CONTEXT),
    suffix: cut(plain(raw.slice(end)).trimEnd(), CONTEXT),
  };
}

/** `offset` code points stand before it on the page; `first` is its first quad. */
export function sortedAs(sheet: Sheet, offset: number, first: readonly number[] | undefined): string {
  const at = first ? flat(sheet).at([first[0] ?? 0, first[1] ?? 0])[1] : 0;
  return sortKey(sheet.page, offset, at);
}

/** One quad per line. Text that stands aslant on the screen gets a quad of its own slant for each run. */
export function quadsOf(sheet: Sheet, text: ShownText, span: Span): Quad[] {
  const page = sheet.div.getBoundingClientRect();
  const to: Way = (x, y) => toPaper(sheet, page, x, y);
  const range = document.createRange();
  const upright = new Map<number, Box[]>(); // by the angle they are read at
  const aslant: Quad[] = [];
  for (const { node, from, to: until } of text.parts(span)) {
    if (node.data.slice(from, until).trim() === "") continue;
    range.setStart(node, from);
    range.setEnd(node, until);
    const angle = (slant(node) + sheet.viewport.rotation + 360) % 360; // pdf.js turns the layer as it turns the page
    if (angle % 90 !== 0) aslant.push(aslantQuad(node, range, sheet, to));
    else upright.set(angle, [...(upright.get(angle) ?? []), ...[...range.getClientRects()].map((box) => turned(box, -angle))]);
  }
  const gathered = (gap?: number): Quad[] =>
    [...upright].flatMap(([angle, boxes]) => lines(boxes, gap).map((line) => quad(line, (x, y) => to(...spun(x, y, angle)))));
  let found = gathered();
  if (found.length > MOST_QUADS) found = gathered(Number.POSITIVE_INFINITY);
  return [...found, ...aslant].slice(0, MOST_QUADS);
}

type Way = (x: number, y: number) => Point;

/** What pdf.js placed: within it a search may have wrapped the text once more. */
function run(node: Text): HTMLElement | null {
  const parent = node.parentElement;
  return parent?.classList.contains("appended") ? parent.parentElement : parent;
}

/** In degrees clockwise within the layer. */
function slant(node: Text): number {
  return Number.parseFloat(run(node)?.style.getPropertyValue("--rotate") || "0") || 0;
}

/** The run is set upright in its layer for a moment, measured, and its corners turned back. */
function aslantQuad(node: Text, range: Range, { viewport: { rotation } }: Sheet, to: Way): Quad {
  const element = run(node);
  const slanted = slant(node);
  element?.style.setProperty("--rotate", "0deg");
  const box = turned(range.getBoundingClientRect(), -rotation);
  const origin = turned((element ?? range).getBoundingClientRect(), -rotation);
  element?.style.setProperty("--rotate", `${slanted}deg`);
  return quad(box, (x, y) => {
    const [dx, dy] = spun(x - origin.left, y - origin.top, slanted);
    return to(...spun(origin.left + dx, origin.top + dy, rotation));
  });
}
