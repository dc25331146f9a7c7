/**
 * A cursor in the text for those who use keys. The browser's own (Selection.modify) does not find its way between the loose
 * pieces that pdf.js lays out a page in: it goes round in a line, or gets stuck between two. So this one walks in our text.
 */

import { ShownText } from "./page-text";
import { type Box, turned } from "./quads";
import { type Bus, type Pages, type Sheet, sheet, sheetAt } from "./sheet";
import { byCharacter, byWord, type Direction } from "./steps";

interface Spot {
  page: number;
  text: ShownText;
  offset: number;
}
type Way = "word" | "character" | "line" | "end";

const WAYS: Record<string, { way: Way; direction: Direction }> = {
  ArrowRight: { way: "word", direction: "forward" },
  ArrowLeft: { way: "word", direction: "backward" },
  ArrowDown: { way: "line", direction: "forward" },
  ArrowUp: { way: "line", direction: "backward" },
  End: { way: "end", direction: "forward" },
  Home: { way: "end", direction: "backward" },
};

export class Caret {
  private readonly line = Object.assign(document.createElement("div"), { className: "fv-caret" });
  private on = false;
  private last: { page: number; offset: number } | null = null;
  private column: number | null = null; // up and down keep to it, also past shorter lines

  constructor(
    private readonly container: HTMLElement,
    private readonly pages: Pages,
    bus: Bus,
    signal: AbortSignal,
  ) {
    document.addEventListener("keydown", (event) => this.key(event), { signal, capture: true });
    document.addEventListener("selectionchange", () => this.draw(), { signal });
    container.addEventListener("pointerdown", () => this.leave(), { signal });
    bus.on("scalechanging", () => this.draw());
  }

  enter(): void {
    if (!this.now()) this.chooseHit();
    const start = this.now() ?? this.before() ?? this.first();
    this.on = true;
    this.column = null;
    this.container.focus({ preventScroll: true });
    if (start) this.put(start, document.getSelection()?.isCollapsed === false);
  }

  /** The hit of a search that one stands on becomes what is chosen. */
  private chooseHit(): void {
    const hits = [...this.container.querySelectorAll(".highlight.selected")];
    const layer = hits[0]?.closest<HTMLElement>(".textLayer");
    if (!hits[0] || !layer) return;
    const range = document.createRange();
    range.setStartBefore(hits[0]);
    range.setEndAfter(hits.at(-1) ?? hits[0]);
    const text = new ShownText(layer);
    const span = text.within(range);
    const [from, to] = span ? [text.point(span.start), text.point(span.end)] : [];
    if (from && to) document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  }

  leave(): void {
    const spot = this.on ? this.now() : null;
    if (spot) this.last = { page: spot.page, offset: spot.offset };
    this.on = false;
    this.line.remove();
  }

  private key(event: KeyboardEvent): void {
    if (!this.on || event.defaultPrevented || event.metaKey || !this.container.contains(document.activeElement)) return;
    const go = WAYS[event.key];
    if (event.key === "Escape") {
      this.leave();
      document.getSelection()?.removeAllRanges();
    } else if (go) this.go(go.way === "word" && (event.ctrlKey || event.altKey) ? "character" : go.way, go.direction, event.shiftKey);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  private go(way: Way, direction: Direction, extend: boolean): void {
    const from = this.now() ?? this.first();
    if (!from) return;
    const { text, offset } = from;
    if (way !== "line") this.column = null;
    const to =
      way === "word" ? byWord(text.raw, offset, direction) : way === "character" ? byCharacter(text.raw, offset, direction) : this.vertical(from, way, direction);
    if (to !== null) return this.put({ ...from, offset: to }, extend);
    const next = way === "end" ? null : this.beside(from.page, direction);
    if (!next) return;
    const edge = direction === "forward" ? 0 : next.text.raw.length;
    const first = way === "word" ? byWord(next.text.raw, edge, direction) : byCharacter(next.text.raw, edge, direction);
    this.put({ ...next, offset: way === "line" ? edge : (first ?? edge) }, extend);
  }

  /** The line above or below in reading order, as near the column as it comes; or an end of the same line. */
  private vertical(from: Spot, way: "line" | "end", direction: Direction): number | null {
    const rotation = sheet(this.pages, from.page)?.viewport.rotation ?? 0;
    const runs = from.text.runs().map((run) => ({ ...run, box: turned(run.box, -rotation) }));
    const index = Math.max(0, runs.findLastIndex(({ start }) => start <= from.offset));
    const here = runs[index];
    if (!here) return null;
    const abreast = (a: Box, b: Box): boolean => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5 * Math.min(a.bottom - a.top, b.bottom - b.top);
    const lineOf = (at: number): number[] => {
      const middle = runs[at]?.box ?? here.box;
      let [first, last] = [at, at];
      while (runs[first - 1] && abreast(runs[first - 1]?.box ?? middle, middle)) first -= 1;
      while (runs[last + 1] && abreast(runs[last + 1]?.box ?? middle, middle)) last += 1;
      return Array.from({ length: last - first + 1 }, (_, step) => first + step);
    };
    const line = lineOf(index);
    if (way === "end") return direction === "forward" ? (runs[line.at(-1) ?? index]?.end ?? null) : (runs[line[0] ?? index]?.start ?? null);
    const other = direction === "forward" ? (line.at(-1) ?? index) + 1 : (line[0] ?? index) - 1;
    if (!runs[other]) return null;
    this.column ??= turned(from.text.box(from.offset), -rotation).left;
    const across = this.column;
    const far = ({ left, right }: Box): number => Math.max(left - across, across - right, 0);
    const nearest = lineOf(other).reduce((best, one) => (far(runs[one]?.box ?? here.box) < far(runs[best]?.box ?? here.box) ? one : best));
    const { start = 0, end = 0 } = runs[nearest] ?? {};
    let best = start;
    let least = Number.POSITIVE_INFINITY;
    for (let offset = start; offset <= end; offset += 1) {
      const off = Math.abs(turned(from.text.box(offset), -rotation).left - across);
      if (off < least) [best, least] = [offset, off];
    }
    return best;
  }

  private put(spot: Spot, extend: boolean): void {
    const point = spot.text.point(spot.offset);
    const selection = document.getSelection();
    if (!point || !selection) return;
    if (extend && selection.anchorNode && this.container.contains(selection.anchorNode)) selection.extend(point.node, point.offset);
    else selection.collapse(point.node, point.offset);
    const [box, window] = [spot.text.box(spot.offset), this.container.getBoundingClientRect()];
    if (box.top < window.top) this.container.scrollTop -= window.top - box.top + window.height / 4;
    if (box.bottom > window.bottom) this.container.scrollTop += box.bottom - window.bottom + window.height / 4;
    this.draw();
  }

  private draw(): void {
    const spot = this.on ? this.now() : null;
    if (!spot) return this.line.remove();
    const [box, window] = [spot.text.box(spot.offset), this.container.getBoundingClientRect()];
    const lying = (sheet(this.pages, spot.page)?.viewport.rotation ?? 0) % 180 !== 0;
    Object.assign(this.line.style, {
      left: `${box.left - window.left + this.container.scrollLeft}px`,
      top: `${box.top - window.top + this.container.scrollTop}px`,
      width: lying ? `${box.width}px` : "",
      height: lying ? "" : `${box.height}px`,
    });
    if (!this.line.isConnected) this.container.append(this.line);
  }

  /** Where the moving end of what is chosen is; null when that is not in the text. */
  private now(): Spot | null {
    const selection = document.getSelection();
    const node = selection?.focusNode;
    const layer = (node instanceof Element ? node : node?.parentElement)?.closest<HTMLElement>(".textLayer");
    const on = layer && this.container.contains(layer) ? sheetAt(this.pages, layer) : null;
    if (!node || !selection || !layer || !on) return null;
    const text = new ShownText(layer);
    const offset = text.offset(node, selection.focusOffset);
    return offset === null ? null : { page: on.page, text, offset };
  }

  /** Where one was when the cursor was let go of, to mark the next thing from there; null when that is out of sight. */
  private before(): Spot | null {
    const text = this.last && this.textOf(sheet(this.pages, this.last.page));
    if (!this.last || !text) return null;
    const [box, window] = [text.box(this.last.offset), this.container.getBoundingClientRect()];
    return box.top >= window.top && box.bottom <= window.bottom ? { ...this.last, text } : null;
  }

  /** The first text that can be seen. */
  private first(): Spot | null {
    const window = this.container.getBoundingClientRect();
    for (let page = this.pages.currentPageNumber; page <= this.pages.pagesCount; page += 1) {
      const text = this.textOf(sheet(this.pages, page));
      if (!text) break;
      const run = text.runs().find(({ box }) => box.top >= window.top && box.bottom <= window.bottom);
      if (run) return { page, text, offset: run.start };
    }
    return null;
  }

  /** The next or previous page with text. One that is not drawn is brought into view, and is there for the next key. */
  private beside(page: number, direction: Direction): { page: number; text: ShownText } | null {
    const step = direction === "forward" ? 1 : -1;
    for (let next = page + step; next >= 1 && next <= this.pages.pagesCount; next += step) {
      const on = sheet(this.pages, next);
      if (!on?.text) {
        this.pages.scrollPageIntoView({ pageNumber: next });
        return null;
      }
      const text = this.textOf(on);
      if (text && text.strip.length > 0) return { page: next, text };
    }
    return null;
  }

  private textOf(on: Sheet | null): ShownText | null {
    return on?.text ? new ShownText(on.text) : null;
  }
}
