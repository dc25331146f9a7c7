/** From a stretch of a page's text to what a note keeps of it: place, quads, quote and sort key. */

import type { NoteQuote } from "../domain/shapes";
import { cut, type Span, wellFormed } from "../domain/strip";
import type { Picked } from "./marking";
import type { ShownText } from "./page-text";
import { type Box, lines, type Quad, quad } from "./quads";
import { flat, type Point, type Sheet, toPaper } from "./sheet";

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

/** One quad per line. Text that stands aslant on the screen gets a quad of its own slant for each run. */
export function quadsOf(sheet: Sheet, text: ShownText, span: Span): Quad[] {
  const page = sheet.div.getBoundingClientRect();
  const to = (x: number, y: number): Point => toPaper(sheet, page, x, y);
  const range = document.createRange();
  const boxes: Box[] = [];
  const aslant: Quad[] = [];
  for (const { node, from, to: until } of text.parts(span)) {
    if (node.data.slice(from, until).trim() === "") continue;
    range.setStart(node, from);
    range.setEnd(node, until);
    const angle = (slant(node) + sheet.viewport.rotation + 360) % 360; // pdf.js turns the layer as it turns the page
    if (angle % 90 !== 0) aslant.push(aslantQuad(node, range, sheet, to));
    else if (angle !== 0) for (const rect of range.getClientRects()) aslant.push(turned(rect, angle, to));
    else boxes.push(...range.getClientRects());
  }
  let found = lines(boxes);
  if (found.length > MOST_QUADS) found = lines(boxes, Number.POSITIVE_INFINITY);
  return [...found.map((box) => quad(box, to)), ...aslant].slice(0, MOST_QUADS);
}

/** What pdf.js placed: within it a search may have wrapped the text once more. */
function run(node: Text): HTMLElement | null {
  const parent = node.parentElement;
  return parent?.classList.contains("appended") ? parent.parentElement : parent;
}

/** In degrees clockwise within the layer. */
function slant(node: Text): number {
  return Number.parseFloat(run(node)?.style.getPropertyValue("--rotate") || "0") || 0;
}

/** The corners of a box in the order of a text that is turned by `angle`, a multiple of 90 degrees clockwise. */
function ring({ left, top, right, bottom }: Box, angle: number): Point[] {
  const corners: Point[] = [[left, top], [right, top], [right, bottom], [left, bottom]];
  const steps = Math.round(angle / 90) % 4;
  return [...corners.slice(steps), ...corners.slice(0, steps)];
}

function turned(box: Box, angle: number, to: (x: number, y: number) => Point): Quad {
  const [tl, tr, br, bl] = ring(box, angle).map(([x, y]) => to(x, y));
  return [tl, tr, bl, br].flatMap((point) => point ?? [0, 0]);
}

/** The run is set upright in its layer for a moment, measured, and its corners turned back. */
function aslantQuad(node: Text, range: Range, { viewport }: Sheet, to: (x: number, y: number) => Point): Quad {
  const element = run(node);
  if (!element) return turned(range.getBoundingClientRect(), viewport.rotation, to);
  const angle = (slant(node) * Math.PI) / 180;
  element.style.setProperty("--rotate", "0deg");
  const [origin = [0, 0]] = ring(element.getBoundingClientRect(), viewport.rotation);
  const box = range.getBoundingClientRect();
  element.style.setProperty("--rotate", `${(angle * 180) / Math.PI}deg`);
  return turned(box, viewport.rotation, (x, y) => {
    const [dx, dy] = [x - origin[0], y - origin[1]];
    return to(origin[0] + dx * Math.cos(angle) - dy * Math.sin(angle), origin[1] + dx * Math.sin(angle) + dy * Math.cos(angle));
  });
}
