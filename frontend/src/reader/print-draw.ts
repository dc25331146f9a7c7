/** What we put on a page ourselves: notes, the numbers of those with words, labels, pages of our own. In PDF's own language. */

import { type PDFPage, StandardFontEmbedder, StandardFonts } from "@cantoo/pdf-lib";
import type { DrawnNote } from "../domain/print-job";
import { printable, widthOf } from "../domain/print-metrics";
import type { Typed } from "../domain/print-type";
import { appearance } from "./pdf-looks";
import { around, at, corners, type Matrix, num, times, written } from "./print-matrix";

type Known = Parameters<typeof StandardFontEmbedder.for>[0];
const HELVETICA = StandardFonts.Helvetica as unknown as Known; // named alike in two enums
export type PlacedDrawn = DrawnNote & { quads: number[][] };

const shown = (text: string): string => `${StandardFontEmbedder.for(HELVETICA).encodeText(text).toString()} Tj`;
const set = (text: string, x: number, y: number, size: number, bold: boolean): string => `BT /${bold ? "FvB" : "F"} ${num(size)} Tf ${num(x)} ${num(y)} Td ${shown(text)} ET`;

export function typedPage({ runs, bars }: Typed): string {
  const lines = bars.map(([x, from, to]) => `${num(x)} ${num(from)} m ${num(x)} ${num(to)} l S`);
  return [`0 g 0.55 G 1.2 w`, ...lines, ...runs.map(({ text, x, y, size, bold }) => set(text, x, y, size, bold))].join("\n");
}

/** Small at the foot, its right end at `x`, on white so that it can be read whatever lies under it. */
export function label(text: string, [x, y]: [number, number]): string {
  const { text: said } = printable(text);
  const width = widthOf(said, 7.5);
  return `q 1 g ${num(x - width - 3)} ${num(y - 3)} ${num(width + 6)} 11 re f 0.2 g ${set(said, x - width, y, 7.5, false)} Q`;
}

/** `place` takes the page's own points to the sheet's. */
export function notesOn(page: PDFPage, notes: PlacedDrawn[], place: Matrix, left: number): string {
  const drawn: string[] = [];
  let signs = 0;
  for (const note of notes) {
    const wordsOnly = note.number !== "" && note.quads.length === 0 && !note.geometry?.paths.length && note.kind !== "textbox" && note.kind !== "bookmark";
    if (note.kind === "reply" || wordsOnly) continue;
    const look = appearance(page, note, signs);
    if (look.subtype === "Text") signs += 1;
    const matrix = (look.matrix ?? [1, 0, 0, 1, 0, 0]) as Matrix;
    const [left0, bottom0] = around(corners(look.box, matrix));
    drawn.push(`q ${written(times(matrix, [1, 0, 0, 1, look.rect[0] - left0, look.rect[1] - bottom0]))} ${look.draw.replace("/M gs", "/FvM gs")} Q`);
  }
  const { x, y, width, height } = page.getCropBox();
  const clip = `${num(x)} ${num(y)} ${num(width)} ${num(height)} re W n`;
  return [drawn.length > 0 ? `q ${written(place)} ${clip}\n${drawn.join("\n")}\nQ` : "", ...numbers(page, notes, place, left)].filter(Boolean).join("\n");
}

const RADIUS = 6.5;

/** In the margin, at the height of what they are about, beneath each other where two would meet. */
function numbers(page: PDFPage, notes: PlacedDrawn[], place: Matrix, left: number): string[] {
  const { x, y, width, height } = page.getCropBox();
  const [, , , top] = around(corners([x, y, x + width, y + height], place));
  const wanted = notes.filter(({ number }) => number !== "").map((note) => {
    const points = note.quads[0] ?? note.geometry?.paths[0];
    const spot = points && around(corners(around(points), place));
    return { number: note.number, y: spot ? spot[3] - RADIUS : top - 14 - 26 * Math.hypot(place[0], place[1]) };
  });
  let above = Infinity;
  return wanted.sort((a, b) => b.y - a.y || Number(a.number) - Number(b.number)).map(({ number, y: want }) => {
    const middle = Math.min(want, above - 2 * RADIUS - 1);
    above = middle;
    const size = number.length > 2 ? 5.5 : 7.5;
    return `q 1 g 0.1 G 0.8 w ${circle(left + 12, middle)} B 0.1 g ${set(number, left + 12 - widthOf(number, size, true) / 2, middle - size * 0.36, size, true)} Q`;
  });
}

function circle(x: number, y: number): string {
  const [r, k] = [RADIUS, RADIUS * 0.5523];
  const curve = (...points: number[]) => `${points.map((value, i) => num((i % 2 === 0 ? x : y) + value)).join(" ")} c`;
  return [`${num(x + r)} ${num(y)} m`, curve(r, k, k, r, 0, r), curve(-k, r, -r, k, -r, 0), curve(-r, -k, -k, -r, 0, -r), curve(k, -r, r, -k, r, 0), "h"].join(" ");
}

export const cornerOf = (place: Matrix, page: PDFPage): number => {
  const { x, y, width, height } = page.getCropBox();
  return Math.max(0, around([...at(place, x, y), ...at(place, x + width, y + height)])[0]);
};
