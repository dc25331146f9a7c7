/** One block of a paper as HTML, with the notes and the changes that stand in its words. */

import type { Gone } from "../domain/comparison";
import type { Block, Cell, PaperChange } from "../domain/shapes";
import type { Span } from "../domain/strip";
import { t } from "../words/text";
import type { Drawn } from "./marking";
import type { WordNodes } from "./text-words";

/** What is laid over the words of a block. `last`: the note ends here. */
export interface Laid {
  notes: { note: Drawn; span: Span; last: boolean }[];
  inserted: Span[];
  gone: Gone[];
  /** The change that the whole block is part of, by its number. */
  change: { number: number; change: PaperChange; label: string } | null;
}

export const NOTHING: Laid = { notes: [], inserted: [], gone: [], change: null };

export interface Drawing {
  page: number;
  block: number;
  words: WordNodes;
  laid: Laid;
  /** Of the block's words. */
  length: number;
}

export function make<Name extends keyof HTMLElementTagNameMap>(name: Name, look: string, ...inside: (Node | string)[]): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (look) element.className = look;
  element.append(...inside);
  return element;
}

/** Read aloud, not seen. */
export const aloud = (text: string): HTMLElement => make("span", "ds-sr-only tv-aside", text);

/** Words that stand at `start` of the block's words, with what is laid over them. */
function said(text: string, start: number, drawing: Drawing): Node[] {
  const { page, block, words, laid } = drawing;
  const end = start + text.length;
  const cuts = new Set([start, end]);
  for (const span of [...laid.notes.map((one) => one.span), ...laid.inserted]) for (const cut of [span.start, span.end]) if (cut > start && cut < end) cuts.add(cut);
  for (const { at } of laid.gone) if (at > start && at < end) cuts.add(at);
  const edges = [...cuts].sort((a, b) => a - b);
  const found: Node[] = [];
  edges.forEach((from, index) => {
    for (const one of laid.gone) if (one.at === from && (from < end || from === drawing.length)) found.push(gone(one.text), document.createTextNode(" "));
    const to = edges[index + 1];
    if (to !== undefined && to > from) found.push(covered(words.add(page, block, from, text.slice(from - start, to - start)), { start: from, end: to }, drawing));
    for (const { note, span, last } of laid.notes) if (last && span.end > from && span.end === to) found.push(noteButton(note));
  });
  return found;
}

function covered(node: Node, { start, end }: Span, { laid }: Drawing): Node {
  const holds = (span: Span): boolean => span.start <= start && span.end >= end;
  const insert = laid.inserted.find(holds);
  let whole: Node = node;
  if (insert) whole = make("ins", "tv-ins", ...(insert.start === start ? [aloud(`${t.inserted}: `)] : []), node, ...(insert.end === end ? [aloud(` (${t.insertedEnd}) `)] : []));
  for (const { note, span } of laid.notes) {
    if (!holds(span)) continue;
    const mark = make("mark", `tv-note${note.own ? "" : " tv-others"}${note.uncertain ? " tv-uncertain" : ""}`, whole);
    mark.dataset["note"] = note.id;
    mark.dataset["colour"] = note.colour;
    whole = mark;
  }
  return whole;
}

export const gone = (text: string): HTMLElement => make("del", "tv-del tv-aside", aloud(`${t.deleted}: `), text, aloud(` (${t.deletedEnd}) `));

/** Where a note ends: for keys and screen readers, and to be seen where there is more to read. */
function noteButton(note: Drawn): HTMLElement {
  const button = make("button", `tv-button tv-aside${note.kind === "comment" ? " tv-speech" : ""}`);
  button.type = "button";
  button.dataset["note"] = note.id;
  button.dataset["colour"] = note.colour;
  button.setAttribute("aria-label", note.label);
  return button;
}

/** `depth` of a heading is its level on this page, from 1. */
export function blockElement(block: Block, depth: number, drawing: Drawing): HTMLElement {
  drawing.words.begin(drawing.page, drawing.block);
  const { text = "", label = "" } = block;
  const start = label ? label.length + 1 : 0;
  const marker = label ? [make("span", "tv-label", ...said(label, 0, drawing)), " "] : [];
  switch (block.kind) {
    case "heading":
      return withChange(make(`h${Math.min(depth, 6) as 2}`, "", ...marker, ...said(text, start, drawing)), drawing);
    case "item":
      return withChange(make("li", label ? "tv-labelled" : "", ...marker, ...said(text, start, drawing)), drawing);
    case "table":
      return withChange(make("div", "tv-table", table(block.rows ?? [], drawing)), drawing);
    case "figure":
      return withChange(make("figure", "tv-figure", make("figcaption", "", aloud(`${t.figure}: `), ...(text || label ? [...marker, ...said(text, start, drawing)] : [t.noFigure]))), drawing);
    default:
      return withChange(make("p", block.continues ? "tv-goes-on" : "", ...marker, ...said(text, start, drawing)), drawing);
  }
}

function withChange(element: HTMLElement, { laid: { change } }: Drawing): HTMLElement {
  if (!change) return element;
  element.classList.add("tv-changed", `tv-${change.change.kind}`);
  element.dataset["change"] = String(change.number);
  const said = change.change.kind === "moved" ? t.movedFrom(change.change.old_page) : t.kinds[change.change.kind];
  const chip = changeButton(change.number, change.label, said);
  element.prepend(chip);
  return element;
}

export function changeButton(number: number, label: string, said: string): HTMLElement {
  const chip = make("button", "tv-chip tv-aside", said);
  chip.type = "button";
  chip.dataset["change"] = String(number);
  chip.setAttribute("aria-label", label);
  return chip;
}

function table(rows: readonly Cell[][], drawing: Drawing): HTMLTableElement {
  const made = make("table", "");
  let start = 0;
  const [head, body] = [make("thead", ""), make("tbody", "")];
  let begun = false;
  for (const row of rows) {
    const line = make("tr", "");
    const heads: boolean = !begun && row.length > 0 && row.every(({ header }) => header);
    begun ||= !heads;
    for (const { text = "", header = false, across = 1, down = 1 } of row) {
      const cell = make(header ? "th" : "td", "", ...said(text, start, drawing));
      if (header) cell.setAttribute("scope", heads ? (across > 1 ? "colgroup" : "col") : down > 1 ? "rowgroup" : "row");
      if (across > 1) cell.colSpan = across;
      if (down > 1) cell.rowSpan = down;
      if (/^[\s\d.,%–−-]+$/u.test(text) && /\d/u.test(text)) cell.classList.add("tv-number");
      line.append(cell);
      start += text.length + 1;
    }
    (heads ? head : body).append(line);
  }
  if (head.rows.length > 0) made.append(head);
  made.append(body);
  return made;
}
