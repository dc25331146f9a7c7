/** Marking in papers: what is chosen, drawn and placed on the pages, and the notes that stand there. */

import type { Colour, NoteGeometry, NoteKind, NotePlace, NoteQuote } from "../domain/shapes";
import { ShownText } from "./page-text";
import { picked } from "./picking";
import { type Bus, type Pages, sheetAt } from "./sheet";

/** What is chosen on one page. `place` and `quote` are null where there is no text: a scan, a drawing. */
export interface Picked {
  page: number;
  place: NotePlace | null;
  geometry: NoteGeometry;
  quote: NoteQuote | null;
  sort: string;
}

/**
 * A note as the pages show it. Drawn by its geometry; without one by its place in the text; without either as a mark at the
 * page's edge. `text` is shown in a text box alone; `label` is what a screen reader says.
 */
export interface Drawn {
  id: string;
  kind: NoteKind;
  page: number;
  colour: Colour;
  geometry: NoteGeometry | null;
  place: NotePlace | null;
  text: string;
  label: string;
  own: boolean;
  /** Where it stands in this version is a guess that nobody has accepted. */
  uncertain: boolean;
}

export type Tool = "none" | "ink" | "textbox" | "area";

export interface MarkingEvents {
  /** One for each page of what is chosen; null when nothing is. `at` is where it stands in the window. */
  picked(picked: Picked[] | null, at: DOMRect | null): void;
  chosen(noteId: string): void;
  /** A stroke of ink. A very long one comes in several parts. */
  drew(page: number, geometry: NoteGeometry, sort: string): void;
  /** Where a text box was put. */
  placed(page: number, geometry: NoteGeometry, sort: string): void;
}

export class Marking {
  constructor(
    private readonly container: HTMLElement,
    private readonly pages: Pages,
    _bus: Bus,
    private readonly events: Partial<MarkingEvents>,
    signal: AbortSignal,
  ) {
    document.addEventListener("selectionchange", () => this.tell(), { signal });
  }

  show(_list: readonly Drawn[]): void {}

  goTo(note: Drawn): void {
    this.pages.currentPageNumber = note.page;
  }

  tool(_mode: Tool, _colour: Colour): void {}

  pickByKeyboard(): void {}

  clearPicked(): void {
    document.getSelection()?.removeAllRanges();
  }

  private tell(): void {
    const selection = document.getSelection();
    const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
    if (!range || range.collapsed || !this.container.contains(range.commonAncestorContainer)) {
      this.events.picked?.(null, null);
      return;
    }
    const found: Picked[] = [];
    for (const layer of this.container.querySelectorAll<HTMLElement>(".textLayer")) {
      if (!range.intersectsNode(layer)) continue;
      const sheet = sheetAt(this.pages, layer);
      const text = new ShownText(layer);
      const span = text.within(range);
      if (sheet && span) found.push(picked(sheet, text, span));
    }
    this.events.picked?.(found.length > 0 ? found : null, found.length > 0 ? range.getBoundingClientRect() : null);
  }
}
