/** Where words stand on a page that is not on the screen, from pdf.js's pieces of text. */

import type { NotePlace } from "../domain/notes";
import { Strip } from "../domain/strip";
import { type TextItem, textOf } from "./page-text";

/** `transform` is pdf.js's [a b c d e f]: the direction and size of the letters, and where the first one stands. */
interface Piece {
  str: string;
  hasEOL: boolean;
  transform: number[];
  width: number;
  height: number;
  dir: string;
}

const BELOW = 0.22; // of the letters' height: how far tails go under the line

/** A quad for each piece of the words: TL, TR, BL, BR in PDF points. Within a piece letters are as wide as they commonly are. */
export function placeQuads(items: readonly unknown[], place: NotePlace): number[][] {
  const span = new Strip(textOf(items as TextItem[])).find(place);
  if (!span) return [];
  const quads: number[][] = [];
  let at = 0;
  for (const piece of items as (Piece | { type: string })[]) {
    if (!("str" in piece)) continue;
    const [from, to] = [Math.max(0, span.start - at), Math.min(piece.str.length, span.end - at)];
    at += piece.str.length + (piece.hasEOL ? 1 : 0);
    if (from < to && piece.width > 0 && piece.str.slice(from, to).trim() !== "") quads.push(quadOf(piece, share(piece.str, from), share(piece.str, to)));
  }
  return quads;
}

/** How much of a text's width its first `count` units take up: pdf.js tells only how wide the whole of it is. */
function share(text: string, count: number): number {
  const widths = [...text].map((letter) => (NARROW.test(letter) ? 0.5 : WIDE.test(letter) ? 1.45 : 1) * letter.length);
  let [units, before, whole] = [0, 0, 0];
  [...text].forEach((letter, i) => {
    if (units < count) before += widths[i]!;
    whole += widths[i]!;
    units += letter.length;
  });
  return whole === 0 ? 0 : before / whole;
}

const NARROW = /[\s.,:;!|'"ijltfrI()[\]/-]/u;
const WIDE = /[mwA-HK-Z@%—æœ]/u;

function quadOf({ transform, width, height, dir }: Piece, from: number, to: number): number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  const [long, tall] = [Math.hypot(a, b) || 1, Math.hypot(c, d) || 1];
  const [alongX, alongY, upX, upY] = [a / long, b / long, c / tall, d / tall];
  const [first, last] = dir === "rtl" ? [1 - to, 1 - from] : [from, to];
  const size = height || tall;
  const corner = (share: number, up: number): [number, number] => [e + alongX * share * width + upX * up * size, f + alongY * share * width + upY * up * size];
  const quad = [corner(first, 1 - BELOW), corner(last, 1 - BELOW), corner(first, -BELOW), corner(last, -BELOW)].flat();
  return quad.map((value) => Math.round(value * 100) / 100);
}
