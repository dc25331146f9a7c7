/** From a stretch of a page's text to what a note keeps of it: place, quads, quote and sort key. */

import type { NoteQuote } from "../domain/shapes";
import { cut, type Span, wellFormed } from "../domain/strip";
import type { Picked } from "./marking";
import type { ShownText } from "./page-text";
import { type Box, lines, type Quad, quad } from "./quads";
import { flat, type Point, round, type Sheet, toPaper } from "./sheet";

const QUOTE = 2_000; // code points, as the server takes them
const CONTEXT = 128;
const MOST_QUADS = 1_000; // of some 50 bytes each: what the server takes is 64 KiB

export function picked(sheet: Sheet, text: ShownText, span: Span): Picked {
  const place = text.strip.place(span);
  const quads = quadsOf(sheet, text, span);
  return { page: sheet.page, place, quote: quoteOf(text.raw, span), geometry: { quads, paths: [], width: 0 }, sort: sortKey(sheet, place.start, quads[0]) };
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

/** "00004|000312|00101": page, code points before it, points from the top of the page as it is shown. */
export function sortKey(sheet: Sheet, offset: number, first: readonly number[] | undefined): string {
  const at = first ? flat(sheet).at([first[0] ?? 0, first[1] ?? 0])[1] : 0;
  const digits = (value: number, wide: number): string => String(Math.min(Math.max(0, Math.round(value)), 10 ** wide - 1)).padStart(wide, "0");
  return `${digits(sheet.page, 5)}|${digits(offset, 6)}|${digits(at, 5)}`;
}

/** One quad per line. Text that stands slanted on the screen gets a quad of its own slant for each run. */
export function quadsOf(sheet: Sheet, text: ShownText, span: Span): Quad[] {
  const page = sheet.div.getBoundingClientRect();
  const to = (x: number, y: number): Point => toPaper(sheet, page, x, y);
  const range = document.createRange();
  const boxes: Box[] = [];
  const slanted: Quad[] = [];
  for (const { node, from, to: until } of text.parts(span)) {
    if (node.data.slice(from, until).trim() === "") continue;
    range.setStart(node, from);
    range.setEnd(node, until);
    const angle = slant(node);
    if (angle % 90 !== 0) slanted.push(slantedQuad(node, range, angle, to));
    else if (angle !== 0) for (const rect of range.getClientRects()) slanted.push(turned(rect, angle, to));
    else boxes.push(...range.getClientRects());
  }
  let found = lines(boxes);
  if (found.length > MOST_QUADS) found = lines(boxes, Number.POSITIVE_INFINITY);
  return [...found.map((box) => quad(box, to)), ...slanted].slice(0, MOST_QUADS);
}

function run(node: Text): HTMLElement | null {
  const parent = node.parentElement;
  return parent?.classList.contains("highlight") && parent.parentElement?.style.left ? parent.parentElement : parent;
}

/** In degrees clockwise as the text stands on the screen, the turning of the page not counted: pdf.js turns the whole layer. */
function slant(node: Text): number {
  return Number.parseFloat(run(node)?.style.getPropertyValue("--rotate") || "0") || 0;
}

/** A box of text that is written upwards, downwards or on its head: its corners by the text's own top left. */
function turned({ left, top, right, bottom }: Box, angle: number, to: (x: number, y: number) => Point): Quad {
  const ring = [to(left, top), to(right, top), to(right, bottom), to(left, bottom)];
  const steps = (((Math.round(angle / 90) % 4) + 4) % 4);
  const at = (index: number): Point => ring[(index + steps) % 4] ?? [0, 0];
  return [...at(0), ...at(1), ...at(3), ...at(2)];
}

/** The run is set upright for a moment, measured, and its corners turned back. */
function slantedQuad(node: Text, range: Range, angle: number, to: (x: number, y: number) => Point): Quad {
  const element = run(node);
  if (!element) return quad(range.getBoundingClientRect(), to);
  const before = element.style.transform;
  element.style.transform = "rotate(0deg) scaleX(var(--scale-x)) scale(var(--min-font-size-inv))";
  const origin = element.getBoundingClientRect();
  const box = range.getBoundingClientRect();
  element.style.transform = before;
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  return quad(box, (x, y) => {
    const [dx, dy] = [x - origin.left, y - origin.top];
    return to(origin.left + dx * cos - dy * sin, origin.top + dx * sin + dy * cos);
  }).map(round);
}
