/** Where one is in the text view, and the way to somewhere else. */

import { wordsOf } from "../domain/blocks";
import type { Structure } from "../domain/shapes";
import type { Spot } from "./index";
import type { LaidOver } from "./text-laid";
import type { TextPages } from "./text-pages";

const TOP = 0.3; // of the window: so far down stands what one was brought to
const TURNED = 0.25; // of the window: a page that begins above this is the one that is read

export class TextScrolling {
  /** The page one is on; 0 before the first was gone to. */
  page = 0;
  private held: { page: number; top: number } | null = null;
  private frame = 0;

  constructor(
    private readonly container: HTMLElement,
    private readonly pages: TextPages,
    private readonly laid: LaidOver,
    private readonly structure: Structure,
    private readonly turned: (page: number) => void,
  ) {}

  end(): void {
    cancelAnimationFrame(this.frame);
  }

  where(): Spot {
    const { top } = this.container.getBoundingClientRect();
    const seen = this.pages.read(this.page).find(({ element }) => element.getBoundingClientRect().bottom > top + 8);
    if (!seen) return { page: this.page };
    const box = seen.element.getBoundingClientRect();
    const page = this.laid.pages[this.page - 1]!;
    const within = Math.min(1, Math.max(0, (top - box.top) / Math.max(1, box.height)));
    const length = wordsOf(this.structure.pages[this.page - 1]![seen.block]!).length;
    return { page: this.page, share: ((page.starts[seen.block] ?? 0) + within * length) / Math.max(1, page.raw.length) };
  }

  /** What is not laid out yet has a guessed height, so the place is taken again when it is. */
  goTo({ page, share = 0 }: Spot): void {
    const number = Math.min(Math.max(1, Math.round(page)), this.pages.elements.length);
    const go = (): void => {
      const down = this.down(number, share) - this.container.getBoundingClientRect().top;
      if (Math.abs(down) > 1) this.container.scrollTop += down;
      this.held = { page: number, top: this.container.scrollTop };
    };
    go();
    this.turn(number);
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      go();
      this.frame = requestAnimationFrame(go);
    });
  }

  /** How far down the window a place stands now, in pixels. */
  private down(number: number, share: number): number {
    const top = this.pages.elements[number - 1]!.getBoundingClientRect().top;
    if (share <= 0) return top;
    const { starts, raw } = this.laid.pages[number - 1]!;
    const letter = share * raw.length;
    const found = this.pages.read(number).findLast(({ block }) => starts[block]! <= letter);
    if (!found) return top;
    const box = found.element.getBoundingClientRect();
    const length = Math.max(1, wordsOf(this.structure.pages[number - 1]![found.block]!).length);
    return box.top + box.height * Math.min(1, (letter - starts[found.block]!) / length);
  }

  /** Into view, if it is not there already. */
  bring(element: HTMLElement, page: number, box: () => DOMRect = () => element.getBoundingClientRect()): void {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
    const go = (): void => {
      if (!element.isConnected) return; // drawn anew meanwhile
      const [at, window] = [box(), this.container.getBoundingClientRect()];
      const seen = at.height > 0 && at.top >= window.top + 8 && Math.min(at.bottom, at.top + window.height / 2) <= window.bottom - 8;
      if (!seen) this.container.scrollTop += at.top - window.top - TOP * window.height;
      this.held = { page, top: this.container.scrollTop };
    };
    cancelAnimationFrame(this.frame);
    go();
    this.turn(page);
    this.frame = requestAnimationFrame(() => {
      go();
      this.frame = requestAnimationFrame(go);
    });
  }

  scrolled(): void {
    const { held } = this;
    if (held && Math.abs(held.top - this.container.scrollTop) < 4) return this.turn(held.page);
    this.held = null;
    const window = this.container.getBoundingClientRect();
    const line = window.top + TURNED * window.height;
    let [low, high] = [0, this.pages.elements.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.pages.elements[middle]!.getBoundingClientRect().top <= line) low = middle;
      else high = middle - 1;
    }
    this.turn(low + 1);
  }

  private turn(page: number): void {
    if (page === this.page) return;
    this.page = page;
    this.turned(page);
  }
}
