/** The notes on the pages: kept by page, drawn when a page is drawn, found again under a finger. */

import { drawLayer, isAtEdge, type Standing } from "./mark-drawing";
import { points } from "./mark-paths";
import type { Drawn } from "./marking";
import { ShownText } from "./page-text";
import { quadsOf } from "./picking";
import { holds, type Quad, size } from "./quads";
import { type Bus, flat, isDrawn, type Pages, type Point, type Sheet, sheet, sheetAt, toPaper } from "./sheet";

const FLASH = 2_400; // ms
const PATIENCE = 15_000; // ms that a note waits for its page to be drawn before it no longer shows itself
const TOP = 0.3; // of the window: so far down stands what one was brought to
const NEAR = 8; // pixels between a finger and a stroke of ink

interface Layer {
  element: HTMLElement;
  standing: Standing[];
  rotation: number;
  /** A place could not be looked up, because the page's text was not there yet. */
  waits: boolean;
}

export class Marks {
  private readonly notes = new Map<number, Drawn[]>();
  private readonly layers = new Map<number, Layer>();
  private readonly found = new Map<string, Quad[]>(); // by note and place: what a version's text says does not change
  private flash: { id: string; page: number; until: number; settled: boolean } | null = null;
  private last: { id: string; among: string } | null = null;

  constructor(
    private readonly container: HTMLElement,
    private readonly pages: Pages,
    bus: Bus,
    private readonly chosen: (id: string) => void,
    signal: AbortSignal,
  ) {
    bus.on("pagerendered", ({ pageNumber }: { pageNumber: number }) => this.draw(pageNumber));
    bus.on("textlayerrendered", ({ pageNumber }: { pageNumber: number }) => this.draw(pageNumber));
    bus.on("scalechanging", () => this.putBack());
    container.addEventListener("click", (event) => this.click(event), { signal });
  }

  show(list: readonly Drawn[]): void {
    const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>(".fv-button")?.dataset["note"];
    const before = new Map(this.notes);
    this.notes.clear();
    for (const note of list) {
      if (note.kind === "reply" || note.kind === "position" || note.kind === "print") continue;
      const beside = this.notes.get(note.page);
      if (beside) beside.push(note);
      else this.notes.set(note.page, [note]);
    }
    for (const [page, layer] of this.layers) {
      if (JSON.stringify(this.notes.get(page)) === JSON.stringify(before.get(page))) continue;
      layer.element.remove();
      this.layers.delete(page);
    }
    for (const page of this.notes.keys()) if (!this.layers.has(page)) this.draw(page);
    if (focused && document.activeElement === document.body) this.buttonOf(focused)?.focus({ preventScroll: true });
  }

  /** Also for a page that is not drawn yet: it shows itself as soon as it is there. */
  goTo(note: Drawn): void {
    const there = this.pages.getPageView(note.page - 1) as (Sheet & { pdfPage: unknown }) | undefined;
    if (!there) return;
    const [x, y] = note.geometry?.quads[0] ?? note.geometry?.paths[0] ?? [];
    const view = flat(there);
    const down = x === undefined || y === undefined ? 0 : view.at([x, y])[1] / view.height;
    const box = there.div.getBoundingClientRect();
    const { top, height } = this.container.getBoundingClientRect();
    this.container.scrollTop += box.top - top + (down > 0 ? down * box.height - TOP * height : 0);
    this.flash = { id: note.id, page: note.page, until: Date.now() + PATIENCE, settled: false };
    this.pages.update();
    this.light();
  }

  /** Draws a page's notes, if the page itself is drawn and they are not on it already. */
  private draw(page: number): void {
    const notes = this.notes.get(page);
    const on = sheet(this.pages, page);
    if (!notes || !on || !isDrawn(on)) return;
    const had = this.layers.get(page);
    if (had && had.rotation === on.viewport.rotation && !(had.waits && on.text)) {
      if (had.element.parentElement !== on.div) on.div.append(had.element);
    } else {
      had?.element.remove();
      const standing = notes.map((note) => ({ note, quads: this.quads(on, note) }));
      const waits = !on.text && notes.some((note) => needsText(note));
      const element = drawLayer(on, standing);
      this.layers.set(page, { element, standing, rotation: on.viewport.rotation, waits });
      on.div.classList.add("fv-marked");
      on.div.append(element);
    }
    this.light();
  }

  private quads(on: Sheet, note: Drawn): readonly Quad[] {
    if (!needsText(note)) return note.geometry?.quads ?? [];
    const key = `${note.id} ${note.place?.start} ${note.place?.end}`;
    const known = this.found.get(key);
    if (known || !on.text || !note.place) return known ?? [];
    const text = new ShownText(on.text);
    const span = text.strip.find(note.place);
    const quads = span ? quadsOf(on, text, span) : [];
    this.found.set(key, quads);
    return quads;
  }

  /** pdf.js empties a page when the size changes, and draws it a moment later; the notes stay meanwhile. */
  private putBack(): void {
    for (const [page, { element, rotation }] of this.layers) {
      const on = sheet(this.pages, page);
      if (on && isDrawn(on) && on.viewport.rotation === rotation && element.parentElement !== on.div) on.div.append(element);
    }
  }

  private light(): void {
    const { flash } = this;
    const layer = flash && this.layers.get(flash.page);
    if (!flash || !layer || layer.waits || !layer.element.isConnected || Date.now() > flash.until) return;
    const button = this.buttonOf(flash.id);
    if (!button) return;
    if (!flash.settled) {
      flash.settled = true;
      flash.until = Date.now() + FLASH;
      const [here, window] = [button.getBoundingClientRect(), this.container.getBoundingClientRect()];
      if (here.top < window.top || here.bottom > window.bottom) this.container.scrollTop += here.top - window.top - TOP * window.height;
      setTimeout(() => {
        if (this.flash === flash) this.flash = null;
        for (const lit of this.container.querySelectorAll(".fv-flash")) if (this.flash === null) lit.classList.remove("fv-flash");
      }, FLASH);
    }
    for (const lit of this.container.querySelectorAll(".fv-flash")) if (lit !== button) lit.classList.remove("fv-flash");
    button.classList.add("fv-flash");
  }

  private buttonOf(id: string): HTMLElement | null {
    return this.container.querySelector(`.fv-button[data-note="${CSS.escape(id)}"]`);
  }

  private click(event: MouseEvent): void {
    const target = event.target as Element;
    const button = target.closest<HTMLElement>(".fv-button[data-note]");
    if (button) return this.chosen(button.dataset["note"] ?? "");
    if (this.container.classList.contains("fv-tool") || target.closest("a, button, input, select, textarea") || document.getSelection()?.isCollapsed === false) return;
    const id = this.under(event.clientX, event.clientY, target);
    if (id) this.chosen(id);
  }

  /** The smallest mark under a point; where several are alike, the next one each time. */
  private under(x: number, y: number, target: Element): string | null {
    const on = sheetAt(this.pages, target);
    const layer = on && this.layers.get(on.page);
    if (!on || !layer) return null;
    const box = on.div.getBoundingClientRect();
    const point = toPaper(on, box, x, y);
    const slack = NEAR * (flat(on).width / box.width);
    const hits = layer.standing
      .filter((one) => !isAtEdge(one) && (one.quads.some((quad) => holds(quad, point, slack / 4)) || nearInk(one.note, point, slack)))
      .map(({ note, quads }) => ({ id: note.id, size: quads.reduce((sum, quad) => sum + size(quad), 0) }))
      .sort((a, b) => a.size - b.size);
    const among = hits.map(({ id }) => id).join();
    const before = this.last?.among === among ? hits.findIndex(({ id }) => id === this.last?.id) : -1;
    const id = hits[(before + 1) % Math.max(hits.length, 1)]?.id ?? null;
    this.last = id === null ? null : { id, among };
    return id;
  }
}

function needsText(note: Drawn): boolean {
  return note.place !== null && !note.geometry?.quads.length && !note.geometry?.paths.length;
}

function nearInk({ geometry }: Drawn, [x, y]: Point, slack: number): boolean {
  return (geometry?.paths ?? []).some((path) => {
    const all = points(path);
    return all.some(([bx, by], index) => {
      const [ax, ay] = all[index - 1] ?? [bx, by];
      const long = (bx - ax) ** 2 + (by - ay) ** 2;
      const along = long === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long));
      return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)) <= slack + (geometry?.width ?? 0) / 2;
    });
  });
}
