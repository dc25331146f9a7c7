/** A frame that keys move and size on the page, for who cannot drag one. */

import { w } from "../words/index";
import type { Box } from "./quads";
import { type Pages, type Sheet, sheet } from "./sheet";

const STEP = 12; // pixels; one with Alt or Ctrl
const LEAST = 12;
const MOVES: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Frame {
  private readonly element = document.createElement("div");
  private on: { sheet: Sheet; box: Box } | null = null;

  constructor(
    private readonly container: HTMLElement,
    private readonly pages: Pages,
    private readonly active: () => boolean,
    private readonly chosen: (sheet: Sheet, box: Box) => void,
    signal: AbortSignal,
  ) {
    this.element.className = "fv-frame";
    this.element.tabIndex = -1;
    this.element.setAttribute("role", "group");
    document.addEventListener("keydown", (event) => this.key(event), { signal, capture: true });
    container.addEventListener("pointerdown", () => this.hide(), { signal });
  }

  /** In the middle of what is seen of the page, sized for a few lines of text. */
  show(): void {
    const at = sheet(this.pages, this.pages.currentPageNumber);
    if (!at) return;
    const [page, window] = [at.div.getBoundingClientRect(), this.container.getBoundingClientRect()];
    const middle = (Math.max(page.top, window.top) + Math.min(page.bottom, window.bottom)) / 2;
    const [wide, high] = [page.width / 3, Math.min(page.height / 12, window.height / 4)];
    const [left, top] = [page.width / 3, Math.min(Math.max(0, middle - page.top - high / 2), page.height - high)];
    this.on = { sheet: at, box: { left, top, right: left + wide, bottom: top + high } };
    at.div.append(this.element);
    this.element.setAttribute("aria-label", w.reader.frame);
    this.draw();
    this.element.focus({ preventScroll: true });
  }

  hide(): void {
    const focused = document.activeElement === this.element;
    this.on = null;
    this.element.remove();
    if (focused) this.container.focus({ preventScroll: true });
  }

  private key(event: KeyboardEvent): void {
    const away = this.container.closest("[inert]") !== null; // another paper is in front of it
    const here = this.container.contains(document.activeElement) || (document.activeElement === document.body && !away);
    if (!this.active() || !here || event.defaultPrevented || event.metaKey) return;
    const move = MOVES[event.key];
    if (move && !this.on) this.show();
    else if (move) this.move(move, event.shiftKey, event.altKey || event.ctrlKey ? 1 : STEP);
    else if (event.key === "Enter" && this.on && document.activeElement === this.element) {
      const { sheet: at, box } = this.on;
      const page = at.div.getBoundingClientRect();
      this.hide();
      this.chosen(at, { left: box.left + page.left, top: box.top + page.top, right: box.right + page.left, bottom: box.bottom + page.top });
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  private move([dx, dy]: [number, number], size: boolean, step: number): void {
    if (!this.on) return;
    const { box, sheet: at } = this.on;
    const { width, height } = at.div.getBoundingClientRect();
    const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
    if (size) {
      box.right = within(box.right + dx * step, box.left + LEAST, width);
      box.bottom = within(box.bottom + dy * step, box.top + LEAST, height);
    } else {
      const x = within(dx * step, -box.left, width - box.right);
      const y = within(dy * step, -box.top, height - box.bottom);
      this.on.box = { left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y };
    }
    this.draw();
    this.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private draw(): void {
    if (!this.on) return;
    const { left, top, right, bottom } = this.on.box;
    Object.assign(this.element.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
  }
}
