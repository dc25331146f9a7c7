/** The text of a page, from pdf.js's items and from the layer on the screen: the same characters in the same order. */

import { type Span, Strip } from "../domain/strip";

/** How the text of a page is asked for, here and by pdf.js's own text layer: other settings give other characters. */
export const AS_SHOWN = { includeMarkedContent: true, disableNormalization: true } as const;

/** What pdf.js gives; marked content has no `str`. */
export type TextItem = { str: string; hasEOL: boolean } | { type: string };

export function textOf(items: readonly TextItem[]): string {
  return items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
}

interface Piece {
  node: Text;
  start: number;
}

const strips = new WeakMap<Element, Strip>();

/** The text on the screen as it stands now; a search cuts its nodes anew, so it is read again each time. */
export class ShownText {
  readonly strip: Strip;
  private readonly pieces: Piece[] = [];

  constructor(readonly layer: HTMLElement) {
    let raw = "";
    const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text) {
        this.pieces.push({ node, start: raw.length });
        raw += node.data;
      } else if (node.nodeName === "BR") raw += "\n";
    }
    const known = strips.get(layer);
    this.strip = known?.raw === raw ? known : new Strip(raw);
    strips.set(layer, this.strip);
  }

  get raw(): string {
    return this.strip.raw;
  }

  /** What of this page a range holds, without the spaces around it; null when that is nothing. */
  within(range: Range): Span | null {
    let start = -1;
    let end = -1;
    for (const { node, start: at } of this.pieces) {
      if (!range.intersectsNode(node)) continue;
      const from = node === range.startContainer ? range.startOffset : 0;
      const to = node === range.endContainer ? range.endOffset : node.length;
      if (to <= from) continue;
      if (start < 0) start = at + from;
      end = at + to;
    }
    while (start < end && /\s/u.test(this.raw[start] ?? "")) start += 1;
    while (start < end && /\s/u.test(this.raw[end - 1] ?? "")) end -= 1;
    return start < end ? { start, end } : null;
  }

  /** The parts of text nodes that make up a stretch of the raw text. */
  *parts({ start, end }: Span): Generator<{ node: Text; from: number; to: number }> {
    for (const { node, start: at } of this.pieces) {
      if (at >= end) return;
      const from = Math.max(0, start - at);
      const to = Math.min(node.length, end - at);
      if (from < to) yield { node, from, to };
    }
  }

  /** Where the letters of a stretch stand in the window, a box for each run; runs of spaces alone are left out. */
  boxes(span: Span): DOMRect[] {
    const range = document.createRange();
    return [...this.parts(span)].flatMap(({ node, from, to }) => {
      if (node.data.slice(from, to).trim() === "") return [];
      range.setStart(node, from);
      range.setEnd(node, to);
      return [...range.getClientRects()];
    });
  }

  /** The runs of text in the order they are read, with where they stand in the window. Runs of spaces alone are left out. */
  runs(): { start: number; end: number; box: DOMRect }[] {
    const range = document.createRange();
    return this.pieces.flatMap(({ node, start }) => {
      if (node.data.trim() === "") return [];
      range.selectNodeContents(node);
      return [{ start, end: start + node.length, box: range.getBoundingClientRect() }];
    });
  }

  /** The thin box of a cursor before the character at `offset`. */
  box(offset: number): DOMRect {
    const point = this.point(offset);
    const range = document.createRange();
    if (!point) return new DOMRect();
    range.setStart(point.node, point.offset);
    const empty = range.getBoundingClientRect();
    if (empty.height > 0 || empty.width > 0) return empty;
    range.selectNodeContents(point.node);
    return range.getBoundingClientRect();
  }

  /** Where a raw offset is in the DOM; null in a page without text. At the border of two runs it is in the later one. */
  point(offset: number): { node: Text; offset: number } | null {
    const found = this.pieces.findLast(({ start }) => start <= offset);
    return found ? { node: found.node, offset: Math.min(offset - found.start, found.node.length) } : null;
  }

  /** The raw offset of a place in the DOM; null when it is not in this page's text. */
  offset(node: Node, offset: number): number | null {
    const piece = this.pieces.find((one) => one.node === node);
    return piece ? piece.start + offset : null;
  }
}
