/** A cursor in the text view for those who use keys: the browser's own way through the words, made visible. */

const WAYS: Record<string, ["forward" | "backward", "word" | "line" | "lineboundary"]> = {
  ArrowRight: ["forward", "word"],
  ArrowLeft: ["backward", "word"],
  ArrowDown: ["forward", "line"],
  ArrowUp: ["backward", "line"],
  End: ["forward", "lineboundary"],
  Home: ["backward", "lineboundary"],
};

export class TextCaret {
  private readonly line = Object.assign(document.createElement("div"), { className: "fv-caret" });
  private on = false;

  /** `first`: where it begins when nothing is chosen. */
  constructor(
    private readonly container: HTMLElement,
    private readonly first: () => Range | null,
    signal: AbortSignal,
  ) {
    document.addEventListener("keydown", (event) => this.key(event), { signal, capture: true });
    document.addEventListener("selectionchange", () => this.draw(), { signal });
    container.addEventListener("pointerdown", () => this.leave(), { signal });
  }

  enter(): void {
    const selection = document.getSelection();
    if (!selection || this.on) return;
    this.on = true;
    this.container.focus({ preventScroll: true });
    if (!selection.anchorNode || !this.container.contains(selection.anchorNode) || selection.anchorNode === this.container) {
      const start = this.first();
      if (start) selection.collapse(start.startContainer, start.startOffset);
    }
    this.draw();
  }

  leave(): void {
    this.on = false;
    this.line.remove();
  }

  private key(event: KeyboardEvent): void {
    if (!this.on || event.defaultPrevented || event.metaKey || !this.container.contains(document.activeElement)) return;
    const selection = document.getSelection();
    const way = WAYS[event.key];
    if (event.key === "Escape") {
      this.leave();
      selection?.removeAllRanges();
    } else if (way && selection) {
      const step = way[1] === "word" && (event.ctrlKey || event.altKey) ? "character" : way[1];
      selection.modify(event.shiftKey ? "extend" : "move", way[0], step);
      this.follow();
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  private box(): DOMRect | null {
    const selection = document.getSelection();
    const node = selection?.focusNode;
    if (!selection || !node || !this.container.contains(node)) return null;
    const range = document.createRange();
    range.setStart(node, selection.focusOffset);
    return range.getClientRects()[0] ?? (node instanceof Element ? node : node.parentElement)?.getBoundingClientRect() ?? null;
  }

  private follow(): void {
    const [box, window] = [this.box(), this.container.getBoundingClientRect()];
    if (!box) return;
    if (box.top < window.top) this.container.scrollTop -= window.top - box.top + window.height / 4;
    if (box.bottom > window.bottom) this.container.scrollTop += box.bottom - window.bottom + window.height / 4;
    this.draw();
  }

  private draw(): void {
    const box = this.on ? this.box() : null;
    if (!box) return this.line.remove();
    const window = this.container.getBoundingClientRect();
    Object.assign(this.line.style, {
      left: `${box.left - window.left + this.container.scrollLeft}px`,
      top: `${box.top - window.top + this.container.scrollTop}px`,
      height: `${Math.min(box.height, 40)}px`,
    });
    if (!this.line.isConnected) this.container.append(this.line);
  }
}
