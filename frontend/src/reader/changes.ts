/** What has changed since the paper was read, on its pages: new words underlined, a mark where words are gone, a line in the margin. */

import { onPage } from "../domain/comparison";
import type { NotePlace } from "../domain/notes";
import type { ShownChange } from "./index";
import { part } from "./mark-drawing";
import { area, around } from "./mark-paths";
import { ShownText } from "./page-text";
import { quadsOf } from "./picking";
import { corners, type Quad } from "./quads";
import { type Bus, flat, isDrawn, type Pages, type Point, type Sheet, sheet } from "./sheet";

const BESIDE = 9; // points between the words and the line in the margin
const TOP = 0.3; // of the window: so far down stands what one was brought to
const PATIENCE = 15_000; // ms that a change waits for its page to be drawn
const FLASH = 2_400; // ms
const SIDE = 44; // pixels of a button
const NEAR = 0.04; // of the page's height: nearer than this, two buttons would lie on each other

/** Where a change stands on its page, in PDF points: new words, what is gone (a thin quad), and all of it. */
interface Standing {
  shown: ShownChange;
  inserted: Quad[];
  gone: Quad[];
  whole: Quad[];
}

export class ChangeMarks {
  private readonly changes = new Map<number, ShownChange[]>();
  private readonly layers = new Map<number, HTMLElement>();
  private readonly found = new Map<number, Standing[]>(); // by page: what a version's text says does not change
  private going: { number: number; page: number; until: number } | null = null;

  constructor(
    private readonly container: HTMLElement,
    private readonly pages: Pages,
    bus: Bus,
    tell: (number: number) => void,
    signal: AbortSignal,
  ) {
    bus.on("pagerendered", ({ pageNumber }: { pageNumber: number }) => this.draw(pageNumber));
    bus.on("textlayerrendered", ({ pageNumber }: { pageNumber: number }) => this.draw(pageNumber));
    bus.on("scalechanging", () => this.putBack());
    container.addEventListener(
      "click",
      (event) => {
        const button = (event.target as Element).closest<HTMLElement>(".fv-change");
        if (button) tell(Number(button.dataset["change"]));
      },
      { signal },
    );
  }

  show(list: readonly ShownChange[]): void {
    this.changes.clear();
    this.found.clear();
    for (const layer of this.layers.values()) layer.remove();
    this.layers.clear();
    for (const one of list) this.changes.set(one.change.page, [...(this.changes.get(one.change.page) ?? []), one]);
    for (const page of this.changes.keys()) this.draw(page);
  }

  goTo(number: number): void {
    const page = [...this.changes].find(([, list]) => list.some((one) => one.number === number))?.[0];
    if (page === undefined) return;
    this.going = { number, page, until: Date.now() + PATIENCE };
    if (this.layers.get(page)?.isConnected) return this.arrive();
    this.pages.currentPageNumber = Math.min(page, this.pages.pagesCount);
    this.pages.update();
  }

  private draw(page: number): void {
    const changes = this.changes.get(page);
    const on = sheet(this.pages, page);
    if (!changes || !on?.text || !isDrawn(on)) return;
    this.layers.get(page)?.remove();
    const standing = this.found.get(page) ?? changes.map((one) => standsOn(on, new ShownText(on.text!), one));
    this.found.set(page, standing);
    const layer = drawn(on, standing);
    this.layers.set(page, layer);
    on.div.classList.add("fv-marked");
    on.div.append(layer);
    this.arrive();
  }

  /** pdf.js empties a page when the size changes, and draws it a moment later; the marks stay meanwhile. */
  private putBack(): void {
    for (const [page, layer] of this.layers) {
      const on = sheet(this.pages, page);
      if (on && isDrawn(on) && layer.parentElement !== on.div) on.div.append(layer);
    }
  }

  private arrive(): void {
    const { going } = this;
    const layer = going && this.layers.get(going.page);
    if (!going || !layer?.isConnected || Date.now() > going.until) return;
    this.going = null;
    const button = layer.querySelector<HTMLElement>(`.fv-change[data-change="${going.number}"]`);
    if (!button) return;
    const [here, window] = [button.getBoundingClientRect(), this.container.getBoundingClientRect()];
    if (here.top < window.top || here.bottom > window.bottom) this.container.scrollTop += here.top - window.top - TOP * window.height;
    for (const lit of this.container.querySelectorAll(".fv-flash")) lit.classList.remove("fv-flash");
    button.classList.add("fv-flash");
    setTimeout(() => button.classList.remove("fv-flash"), FLASH);
  }
}

function standsOn(on: Sheet, text: ShownText, shown: ShownChange): Standing {
  const found = onPage(text.strip.text, shown.change, shown.before, shown.after);
  const quads = (place: NotePlace | null): Quad[] => {
    const span = place && text.strip.find(place);
    return span ? quadsOf(on, text, span) : [];
  };
  const inserted = found.inserted.flatMap(quads);
  const gone = found.gone.flatMap((at) => thin(quads({ start: at, end: at + 1 })[0], quads({ start: at - 1, end: at })[0]));
  return { shown, inserted, gone, whole: found.whole ? quads(found.whole) : [...inserted, ...gone] };
}

/** Nothing wide, before a letter or after the one before it. */
function thin(next: Quad | undefined, last: Quad | undefined): Quad[] {
  if (next) {
    const [tl, , bl] = corners(next);
    return [[...tl, ...tl, ...bl, ...bl]];
  }
  if (!last) return [];
  const [, tr, , br] = corners(last);
  return [[...tr, ...tr, ...br, ...br]];
}

function drawn(on: Sheet, standing: readonly Standing[]): HTMLElement {
  const layer = Object.assign(document.createElement("div"), { className: "fv-changes" });
  const view = flat(on);
  const svg = part("svg", { viewBox: `0 0 ${view.width} ${view.height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  svg.classList.add("fv-paint");
  layer.append(svg);
  const taken: number[] = [];
  const shown = (quads: readonly Quad[]): Quad[] => quads.map((quad) => corners(quad).flatMap((corner) => view.at(corner)));
  for (const one of standing) {
    const [inserted, gone, whole] = [shown(one.inserted), shown(one.gone), shown(one.whole)];
    for (const quad of inserted) svg.append(part("path", { class: "fv-inserted", d: area(quad) }), part("path", { class: "fv-inserted-line", d: doubled(quad) }));
    for (const quad of gone) svg.append(part("path", { class: "fv-gone", d: wedge(quad) }));
    const [left, top, , bottom] = whole.length > 0 ? around(whole.flatMap((quad) => corners(quad))) : [BESIDE * 2, 4, 0, 20];
    const x = Math.max(3, left - BESIDE);
    svg.append(part("path", { class: `fv-edge-line fv-edge-${one.shown.change.kind}`, d: `M${x} ${top}V${Math.max(bottom, top + 6)}` }));
    const down = top / view.height;
    const removed = one.shown.change.kind === "removed";
    const abreast = removed ? -1 : taken.filter((other) => Math.abs(other - down) < NEAR).length;
    if (!removed) taken.push(down);
    layer.append(button(one.shown, [x / view.width, down, (bottom - top) / view.height], abreast));
  }
  return layer;
}

function doubled(quad: Quad): string {
  const [, , bl, br] = corners(quad);
  const line = ([ax, ay]: Point, [bx, by]: Point, down: number): string => `M${ax} ${ay + down}L${bx} ${by + down}`;
  return line(bl, br, 0) + line(bl, br, 2);
}

/** A stroke between the letters with a wedge on its top: something stood here. */
function wedge(quad: Quad): string {
  const [[x, y], , [bx, by]] = corners(quad);
  return `M${x - 3.5} ${y - 4}H${x + 3.5}L${x} ${y + 1}ZM${x - 0.6} ${y}H${x + 0.6}L${bx + 0.6} ${by}H${bx - 0.6}Z`;
}

/** `abreast`: so many others stand at the same height, and it stands under them; below zero it stands above. */
function button({ number, label }: ShownChange, [x, top, high]: [number, number, number], abreast: number): HTMLElement {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "fv-button fv-change" });
  made.dataset["change"] = String(number);
  made.setAttribute("aria-label", label);
  made.title = label;
  Object.assign(made.style, { left: `max(0px, calc(${(100 * x).toFixed(3)}% - 38px))`, top: `calc(${(100 * top).toFixed(3)}% + ${abreast * SIDE}px)`, height: `max(${SIDE}px, ${(100 * high).toFixed(3)}%)` });
  return made;
}
