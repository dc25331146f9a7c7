/** A paper as text that flows: the same events and the same notes as on its pages, without pdf.js until a place is asked for. */

import "./text-view.css";
import "./text-changes.css";
import type { PaperSource } from "../domain/paper-source";
import { wordsOf } from "../domain/blocks";
import type { Structure } from "../domain/shapes";
import type { Strip } from "../domain/strip";
import { Choosing } from "./choosing";
import type { Drawn, OutlineLine, Reader, ReaderEvents, ShownChange, Spot } from "./index";
import { t } from "../words/text";
import { TextCaret } from "./text-caret";
import { inText } from "./text-choosing";
import { type Hit, TextFinding } from "./text-find";
import { LaidOver } from "./text-laid";
import { type Naming, TextPages } from "./text-pages";
import { TextScrolling } from "./text-scrolling";
import { WordNodes } from "./text-words";

const STEP = 1.15;
const [LEAST, MOST] = [60, 400]; // percent
const FLASH = 2_400; // ms

export interface TextSettings extends Naming {
  structure: Structure;
  /** The size of the text, in percent. */
  size: number;
}

export function openText(host: HTMLElement, source: PaperSource, at: Spot, settings: TextSettings, events: ReaderEvents): Reader {
  return new TextReader(host, source, at, settings, events);
}

class TextReader implements Reader {
  readonly view = "text";
  private readonly ending = new AbortController();
  private readonly container = document.createElement("div");
  private readonly words = new WordNodes();
  private readonly laid: LaidOver;
  private readonly pages: TextPages;
  private readonly scrolling: TextScrolling;
  private readonly finding: TextFinding;
  private readonly choosing: Choosing;
  private readonly caret: TextCaret;
  private readonly tables: ResizeObserver;
  private texts: Promise<{ page(number: number): Promise<Strip | null>; close(): Promise<void> }> | null = null;
  private size: number;

  constructor(
    host: HTMLElement,
    private readonly source: PaperSource,
    at: Spot,
    private readonly settings: TextSettings,
    private readonly events: ReaderEvents,
  ) {
    const { structure } = settings;
    const { signal } = this.ending;
    this.size = settings.size;
    this.container.className = "tv";
    this.container.tabIndex = 0; // to scroll by keys
    if (structure.language) this.container.lang = structure.language;
    this.laid = new LaidOver(structure);
    this.pages = new TextPages(structure, this.words, this.laid, settings);
    const column = Object.assign(document.createElement("div"), { className: "tv-column" });
    column.append(...this.pages.elements);
    this.container.append(column);
    this.tables = new ResizeObserver((seen) => seen.forEach(({ target }) => focusable(target as HTMLElement)));
    for (const table of this.container.querySelectorAll(".tv-table")) this.tables.observe(table);
    this.finding = new TextFinding(structure, this.words, events.find, (hit) => this.goToHit(hit));
    this.choosing = new Choosing(this.container, inText(this.words, this.laid.pages, (page) => this.textOf(page)), (...told) => events.picked?.(...told), signal);
    this.caret = new TextCaret(this.container, () => this.firstSeen(), signal);
    this.container.addEventListener("scroll", () => this.scrolling.scrolled(), { signal, passive: true });
    this.container.addEventListener("click", (event) => this.click(event), { signal });
    this.scrolling = new TextScrolling(this.container, this.pages, this.laid, structure, (page) => events.page(page, structure.pages.length));
    this.setSize(this.size);
    host.append(this.container);
    this.scrolling.goTo(at);
  }

  where(): Spot {
    return this.scrolling.where();
  }

  goTo(page: number): void {
    this.scrolling.goTo({ page });
  }

  next(): void {
    this.goTo(this.scrolling.page + 1);
  }

  previous(): void {
    this.goTo(this.scrolling.page - 1);
  }

  zoom(to: "in" | "out" | "width" | "page" | number): void {
    const at = this.where();
    this.setSize(to === "in" ? this.size * STEP : to === "out" ? this.size / STEP : typeof to === "number" ? to : 100);
    this.scrolling.goTo(at);
  }

  find(text: string, go: "new" | "next" | "previous"): void {
    this.finding.find(text, go, this.scrolling.page);
  }

  endFind(): void {
    this.finding.end();
  }

  async outline(): Promise<OutlineLine[]> {
    return this.settings.structure.pages.flatMap((blocks, index) =>
      blocks.filter(({ kind }) => kind === "heading").map((block) => ({ title: wordsOf(block), page: index + 1, level: block.level ?? 1 })),
    );
  }

  async thumbnail(): Promise<void> {}

  showNotes(list: readonly Drawn[]): void {
    const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>(".tv [data-note]")?.dataset["note"];
    this.redraw(this.laid.show(list.filter(({ kind }) => kind !== "reply" && kind !== "position" && kind !== "print")));
    this.pages.showBeside(this.laid.beside);
    if (focused && document.activeElement === document.body) this.buttonOf(focused)?.focus({ preventScroll: true });
  }

  goToNote(note: Drawn): void {
    const found = this.container.querySelector<HTMLElement>(`[data-note="${CSS.escape(note.id)}"]`);
    if (found) this.scrolling.bring(found, note.page);
    else this.goTo(note.page);
    this.flash(`[data-note="${CSS.escape(note.id)}"]`);
  }

  showChanges(list: readonly ShownChange[]): void {
    this.redraw(this.laid.showChanges(list));
    this.pages.showRemoved(this.laid.removed);
  }

  goToChange(number: number): void {
    const found = this.container.querySelector<HTMLElement>(`.tv-changed[data-change="${number}"]`);
    const page = Number(found?.closest<HTMLElement>(".tv-page")?.dataset["page"]);
    if (found && page) this.scrolling.bring(found, page);
    this.flash(`.tv-changed[data-change="${number}"]`);
  }

  tool(): void {}

  pickByKeyboard(): void {
    this.caret.enter();
  }

  clearPicked(): void {
    this.caret.leave();
    this.choosing.clear();
  }

  rest(): void {}

  inView(): number[] {
    const window = this.container.getBoundingClientRect();
    return this.pages.elements.flatMap((element, index) => {
      if (Math.abs(index + 1 - this.scrolling.page) > 6) return [];
      const { top, bottom } = element.getBoundingClientRect();
      return index + 1 === this.scrolling.page || (top >= window.top - 1 && bottom <= window.bottom + 1) ? [index + 1] : [];
    });
  }

  async destroy(): Promise<void> {
    if (this.ending.signal.aborted) return;
    this.ending.abort();
    this.scrolling.end();
    this.finding.end();
    this.tables.disconnect();
    this.container.remove();
    await (await this.texts?.catch(() => null))?.close();
  }

  /** pdf.js is asked for a page's own text first when something is chosen on it. */
  private async textOf(page: number): Promise<Strip | null> {
    this.texts ??= import("./one-page").then(({ PageByPage }) => PageByPage.of(this.source));
    return (await this.texts).page(page);
  }

  private redraw(blocks: ReadonlySet<`${number} ${number}`>): void {
    for (const key of blocks) {
      const [page = 0, block = 0] = key.split(" ").map(Number);
      this.pages.redraw(page, block);
    }
    if (blocks.size > 0) this.finding.paint();
  }

  private setSize(percent: number): void {
    this.size = Math.round(Math.min(MOST, Math.max(LEAST, percent)));
    this.container.style.setProperty("--tv-size", String(this.size / 100));
    this.events.scale(this.size);
  }

  private goToHit({ page, block, span }: Hit): void {
    const range = this.words.rangeOf(page, block, span);
    const element = this.pages.blockAt(page, block);
    if (element) this.scrolling.bring(element, page, () => range?.getBoundingClientRect() ?? element.getBoundingClientRect());
  }

  private flash(which: string): void {
    for (const lit of this.container.querySelectorAll(".tv-flash")) lit.classList.remove("tv-flash");
    const lit = [...this.container.querySelectorAll(which)];
    for (const one of lit) one.classList.add("tv-flash");
    setTimeout(() => lit.forEach((one) => one.classList.remove("tv-flash")), FLASH);
  }

  private firstSeen(): Range | null {
    const { block } = this.pages.read(this.scrolling.page).find(({ element }) => element.getBoundingClientRect().bottom > this.container.getBoundingClientRect().top) ?? {};
    return block === undefined ? null : this.words.rangeOf(this.scrolling.page, block, { start: 0, end: 1 });
  }

  private buttonOf(id: string): HTMLElement | null {
    return this.container.querySelector(`button[data-note="${CSS.escape(id)}"]`);
  }

  private click(event: MouseEvent): void {
    const target = event.target as Element;
    const page = target.closest<HTMLElement>("[data-show-page]")?.dataset["showPage"];
    if (page) return this.events.pageWanted?.(Number(page));
    if (document.getSelection()?.isCollapsed === false && !target.closest("button")) return;
    const note = target.closest<HTMLElement>("[data-note]")?.dataset["note"];
    if (note) return this.events.chosen?.(note);
    const change = target.closest<HTMLElement>("button[data-change]")?.dataset["change"];
    if (change) this.events.change?.(Number(change));
  }
}

/** What is wider than its room is scrolled by keys too; what is not takes no stop. */
function focusable(table: HTMLElement): void {
  if (table.scrollWidth > table.clientWidth + 1) {
    table.tabIndex = 0;
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", t.tableWide);
  } else for (const name of ["tabindex", "role", "aria-label"]) table.removeAttribute(name);
}
