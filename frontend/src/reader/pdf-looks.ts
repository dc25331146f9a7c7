/** How each kind of note looks in a PDF: its box on the page and what is drawn there, in the page's own points. */

import { type PDFPage, PDFString, StandardFontEmbedder, StandardFonts } from "@cantoo/pdf-lib";
import type { Colour } from "../domain/notes";
import type { PlacedNote } from "./pdf-notes";

type Box = [left: number, bottom: number, right: number, top: number];

export interface Look {
  subtype: "Highlight" | "Ink" | "FreeText" | "Text";
  rect: Box;
  box: Box;
  matrix?: number[];
  colour: number[];
  /** Keys of this subtype alone. */
  extra: Record<string, string | number | number[] | number[][] | Record<string, number> | PDFString>;
  draw: string;
  multiply: boolean;
  font: boolean;
}

const COLOURS: Record<Colour, number[]> = { yellow: [1, 0.91, 0.4], green: [0.7, 0.92, 0.62], blue: [0.66, 0.84, 1], pink: [1, 0.73, 0.84] };
const INK: Record<Colour, number[]> = { yellow: [0.62, 0.45, 0], green: [0, 0.42, 0.16], blue: [0, 0.27, 0.68], pink: [0.72, 0, 0.38] };
const HELVETICA = StandardFonts.Helvetica as unknown as Parameters<typeof StandardFontEmbedder.for>[0]; // named alike in two enums
const SIZE = 11; // points, of the letters in a text box
const LEADING = 14;
const ICON = 18; // points, the side of a page note's sign

/** `nth` counts the signs at the top of the page, which stand beside each other. */
export function appearance(page: PDFPage, note: PlacedNote, nth: number): Look {
  const paths = note.geometry?.paths ?? [];
  if (note.kind === "ink" && paths.length > 0) return ink(note, paths);
  if (note.kind === "textbox" && note.quads[0]) return textBox(note, note.quads[0], page.getRotation().angle);
  if (note.quads.length > 0 && note.kind !== "bookmark") return highlight(note, note.quads);
  return sign(note, page, nth);
}

function highlight(note: PlacedNote, quads: number[][]): Look {
  const colour = COLOURS[note.colour ?? "yellow"];
  const rect = around(quads.flat(), 0);
  const areas = quads.map(([a, b, c, d, e, f, g, h]) => `${at(a!, b!)} m ${at(c!, d!)} l ${at(g!, h!)} l ${at(e!, f!)} l h f`);
  const draw = `/M gs ${colour.join(" ")} rg ${areas.join(" ")}`;
  return { subtype: "Highlight", rect, box: rect, colour, extra: { QuadPoints: quads.flat() }, draw, multiply: true, font: false };
}

function ink(note: PlacedNote, paths: number[][]): Look {
  const colour = INK[note.colour ?? "blue"];
  const width = note.geometry?.width || 1.5;
  const rect = around(paths.flat(), width);
  const lines = paths.map((path) => `${pairs(path).map(([x, y], i) => `${at(x, y)} ${i === 0 ? "m" : "l"}`).join(" ")}${path.length === 2 ? ` ${at(path[0]!, path[1]!)} l` : ""} S`);
  const draw = `${colour.join(" ")} RG ${width} w 1 J 1 j ${lines.join(" ")}`;
  return { subtype: "Ink", rect, box: rect, colour, extra: { InkList: paths, BS: { W: width } }, draw, multiply: false, font: false };
}

/** Written upright on the page as it is shown: a turned page turns its text box. */
function textBox(note: PlacedNote, quad: number[], turned: number): Look {
  const font = StandardFontEmbedder.for(HELVETICA);
  const colour = COLOURS[note.colour ?? "yellow"];
  const rect = around(quad, 0);
  const [wide, high] = [rect[2] - rect[0], rect[3] - rect[1]];
  const [width, room] = turned % 180 === 0 ? [wide, high] : [high, wide];
  const known = new Set(font.encoding.supportedCodePoints);
  const text = [...note.text].map((sign) => (sign === "\n" || known.has(sign.codePointAt(0)!) ? sign : "?")).join("");
  const lines = wrap(text, width - 8, (line) => font.widthOfTextAtSize(line, SIZE));
  const height = Math.max(room, lines.length * LEADING + 8);
  const shown = lines.map((line) => `${font.encodeText(line)} Tj T*`).join(" ");
  const draw = `q ${colour.join(" ")} rg 0 0 ${num(width)} ${num(height)} re f Q BT 0 g /F ${SIZE} Tf ${LEADING} TL 4 ${num(height - SIZE - 3)} Td ${shown} ET`;
  const matrix = { 0: [1, 0, 0, 1, 0, 0], 90: [0, 1, -1, 0, 0, 0], 180: [-1, 0, 0, -1, 0, 0], 270: [0, -1, 1, 0, 0, 0] }[((turned % 360) + 360) % 360];
  const grown = height - room;
  const [left, bottom, right, top] = rect;
  const whole: Box = { 0: [left, bottom - grown, right, top], 90: [left, bottom, right + grown, top], 180: [left, bottom, right, top + grown], 270: [left - grown, bottom, right, top] }[((turned % 360) + 360) % 360] as Box ?? rect;
  return { subtype: "FreeText", rect: whole, box: [0, 0, width, height], ...(turned ? { matrix: matrix! } : {}), colour, extra: { DA: PDFString.of(`/Helv ${SIZE} Tf 0 g`), Q: 0 }, draw, multiply: false, font: true };
}

/** A page note, a bookmark, or one whose words cannot be found: a sign at the top of the page as it is shown. */
function sign(note: PlacedNote, page: PDFPage, nth: number): Look {
  const colour = COLOURS[note.colour ?? "yellow"];
  const { x, y, width, height } = page.getCropBox();
  const turned = ((page.getRotation().angle % 360) + 360) % 360;
  const spot = note.quads[0] ? around(note.quads[0], 0) : null;
  const corner: [number, number] = { 0: [x + 8, y + height - 8 - ICON], 90: [x + 8, y + 8], 180: [x + width - 8 - ICON, y + 8], 270: [x + width - 8 - ICON, y + height - 8 - ICON] }[turned] as [number, number] ?? [x + 8, y + 8];
  const aside: [number, number] = ({ 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] }[turned] ?? [1, 0]) as [number, number];
  const step = nth * (ICON + 4);
  const [left, bottom] = spot ? [spot[0], spot[3] - ICON] : [corner[0] + step * aside[0], corner[1] + step * aside[1]];
  const rect: Box = [left, bottom, left + ICON, bottom + ICON];
  const lines = note.kind === "bookmark" ? "5 3 m 5 15 l 13 15 l 13 3 l 9 7 l h B" : "2 4 14 11 re B 5 11 m 13 11 l S 5 8 m 11 8 l S";
  const draw = `${colour.join(" ")} rg 0.25 G 1 w ${lines}`;
  return { subtype: "Text", rect, box: [0, 0, ICON, ICON], colour, extra: { Name: note.kind === "bookmark" ? "Key" : "Note" }, draw, multiply: false, font: false };
}

function wrap(text: string, width: number, measure: (line: string) => number): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines = [""];
    for (const word of paragraph.split(" ")) {
      const longer = lines.at(-1) === "" ? word : `${lines.at(-1)} ${word}`;
      if (lines.at(-1) === "" || measure(longer) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}

const num = (value: number): string => String(Math.round(value * 1000) / 1000);
const at = (x: number, y: number): string => `${num(x)} ${num(y)}`;
const pairs = (path: number[]): [number, number][] => path.flatMap((x, i) => (i % 2 === 0 ? [[x, path[i + 1] ?? 0] as [number, number]] : []));

function around(numbers: number[], margin: number): Box {
  const points = pairs(numbers);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs) - margin, Math.min(...ys) - margin, Math.max(...xs) + margin, Math.max(...ys) + margin];
}
