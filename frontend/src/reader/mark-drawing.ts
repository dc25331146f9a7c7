/** The notes of one page, drawn over it: painted shapes that let the text through, and a button for each for keys and readers. */

import type { Drawn } from "./marking";
import { area, around, points, stroke, underline } from "./mark-paths";
import { corners, type Quad } from "./quads";
import { flat, type Point, type Sheet } from "./sheet";

const SVG = "http://www.w3.org/2000/svg";
/** So far apart stand the marks at the page's edge, in pixels; nearer when there are more than the page has room for. */
const EDGE = 44;
const LEAST = "24px";
const ICON: Record<string, string> = {
  bookmark: "M7 3H17V20L12 16L7 20Z",
  note: "M4 4H20V15H13L8 20V15H4Z",
};

/** Where a note stands on this page: `quads` in PDF points, empty when it has no place of its own on it. */
export interface Standing {
  note: Drawn;
  quads: readonly Quad[];
}

export function drawLayer(sheet: Sheet, standing: readonly Standing[]): HTMLElement {
  const layer = document.createElement("div");
  layer.className = "fv-marks";
  const view = flat(sheet);
  const svg = part("svg", { viewBox: `0 0 ${view.width} ${view.height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  svg.classList.add("fv-paint");
  layer.append(svg);
  const edge = standing.filter(isAtEdge);
  for (const one of standing) {
    if (isAtEdge(one)) layer.append(edgeMark(one.note, edge.indexOf(one), edge.length));
    else {
      const shown = flatQuads(one, view.at);
      svg.append(painted(one.note, shown, one.note.geometry?.paths.map((path) => points(path).map(view.at)) ?? []));
      layer.append(overlay(one.note, boxOf(one, shown, view.at), view));
    }
  }
  return layer;
}

/** A note on the whole page, a bookmark, and what has no place that can be drawn: never nothing. */
export function isAtEdge({ note, quads }: Standing): boolean {
  return note.kind === "bookmark" || (quads.length === 0 && !note.geometry?.paths.length);
}

function flatQuads({ quads }: Standing, at: (point: Point) => Point): Quad[] {
  return quads.map((quad) => corners(quad).flatMap((corner) => at(corner)));
}

function boxOf({ note }: Standing, quads: readonly Quad[], at: (point: Point) => Point): [number, number, number, number] {
  const strokes = note.geometry?.paths.flatMap((path) => points(path).map(at)) ?? [];
  return around([...quads.flatMap((quad) => corners(quad)), ...strokes]);
}

function painted(note: Drawn, quads: readonly Quad[], strokes: readonly Point[][]): SVGElement {
  const group = part("g", { "data-note": note.id, "data-colour": note.colour });
  group.classList.add("fv-mark", `fv-${note.kind}`);
  if (note.uncertain) group.classList.add("fv-uncertain");
  if (!note.own) group.classList.add("fv-others");
  if (quads.length > 0) {
    if (note.kind !== "textbox") group.append(part("path", { class: "fv-area", d: quads.map(area).join("") }));
    for (const quad of note.kind === "textbox" ? quads.map(upside) : quads) {
      const { path, width, dotted } = underline(quad, note.colour);
      group.append(part("path", { class: dotted ? "fv-line fv-dotted" : "fv-line", d: path, "stroke-width": String(width) }));
    }
    const first = quads[0];
    if (!note.own && first) group.append(part("path", { class: "fv-line", d: begin(first), "stroke-width": "2.5" }));
    if (note.uncertain) group.append(part("path", { class: "fv-dashes", d: quads.map(area).join("") }));
  }
  for (const one of strokes) group.append(part("path", { class: "fv-stroke", d: stroke(one), "stroke-width": String(note.geometry?.width || 2) }));
  if (note.uncertain && strokes.length > 0) {
    const [left, top, right, bottom] = around(strokes.flat());
    group.append(part("path", { class: "fv-dashes", d: area([left, top, right, top, left, bottom, right, bottom]) }));
  }
  const end = note.kind === "comment" ? quads.at(-1) : undefined;
  if (end) group.append(part("path", { class: "fv-speech", d: speech(end) }));
  return group;
}

/** Someone else's note has a bar where it begins. */
function begin(quad: Quad): string {
  const [[ax, ay], , [bx, by]] = corners(quad);
  return `M${ax} ${ay}L${bx} ${by}`;
}

/** A text box grows downwards, so its line stands at the top. */
function upside(quad: Quad): Quad {
  const [tl, tr] = corners(quad);
  return [tl[0], tl[1] - 12, tr[0], tr[1] - 12, ...tl, ...tr];
}

/** A small speech bubble at the end of the words: there is more to read. */
function speech(quad: Quad): string {
  const [, [x, y]] = corners(quad);
  return `M${x - 2} ${y - 7}h10v7h-5l-3 3v-3h-2z`;
}

function overlay(note: Drawn, [left, top, right, bottom]: [number, number, number, number], page: { width: number; height: number }): HTMLElement {
  const button = named(note, note.kind === "textbox" ? "fv-box" : "fv-target");
  const share = (value: number, of: number): string => `${((100 * value) / of).toFixed(3)}%`;
  const [x, y, wide, high] = [share(left, page.width), share(top, page.height), share(right - left, page.width), share(bottom - top, page.height)];
  if (note.kind === "textbox") Object.assign(button.style, { left: x, top: y, width: wide, minHeight: high });
  else {
    // What is small on the screen gets a ring that can be seen, with the words in its middle.
    const grown = (at: string, long: string): string => `calc(${at} - max(0px, (${LEAST} - ${long}) / 2))`;
    Object.assign(button.style, { left: grown(x, wide), top: grown(y, high), width: `max(${LEAST}, ${wide})`, height: `max(${LEAST}, ${high})` });
  }
  if (note.kind === "textbox") button.append(Object.assign(document.createElement("span"), { textContent: note.text }));
  return button;
}

function edgeMark(note: Drawn, index: number, of: number): HTMLElement {
  const button = named(note, "fv-edge");
  button.style.top = `min(${index * EDGE}px, ${((100 * index) / Math.max(of, 1)).toFixed(3)}%)`;
  const svg = part("svg", { viewBox: "0 0 24 28", "aria-hidden": "true" });
  svg.append(part("path", { class: "fv-icon", d: ICON[note.kind] ?? ICON["note"] ?? "" }));
  const { path, width, dotted } = underline([4, 8, 20, 8, 4, 25, 20, 25], note.colour);
  svg.append(part("path", { class: dotted ? "fv-line fv-dotted" : "fv-line", d: path, "stroke-width": String(width * 1.3) }));
  button.append(svg);
  return button;
}

function named(note: Drawn, what: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `fv-button ${what}`;
  button.dataset["note"] = note.id;
  button.dataset["colour"] = note.colour;
  button.classList.toggle("fv-uncertain", note.uncertain);
  button.classList.toggle("fv-others", !note.own);
  button.setAttribute("aria-label", note.label);
  return button;
}

export function part(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
