/** Marking in papers: what is chosen, drawn and placed on the pages, and the notes that stand there. */

import type { Colour, NoteGeometry, NoteKind, NotePlace, NoteQuote } from "../domain/shapes";
import { Caret } from "./caret";
import { Choosing, onPages } from "./choosing";
import { Marks } from "./marks";
import type { Bus, Pages } from "./sheet";
import { Tools } from "./tools";

/**
 * What is chosen on one page. `place` and `quote` are null where there is no text: a scan, a drawing. What was chosen in the
 * text view has no geometry, and no `place` where nobody can be sure of it.
 */
export interface Picked {
  page: number;
  place: NotePlace | null;
  geometry: NoteGeometry | null;
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
  /** By which the text view finds it. */
  quote?: NoteQuote | null;
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

/** What joins the parts: the notes on the pages, what is chosen in the text, and the tools. */
export class Marking {
  private readonly marks: Marks;
  private readonly choosing: Choosing;
  private readonly caret: Caret;
  private readonly tools: Tools;

  constructor(container: HTMLElement, pages: Pages, bus: Bus, events: Partial<MarkingEvents>, signal: AbortSignal) {
    this.marks = new Marks(container, pages, bus, (id) => events.chosen?.(id), signal);
    this.choosing = new Choosing(container, onPages(container, pages), (picked, at) => events.picked?.(picked, at), signal);
    this.caret = new Caret(container, pages, bus, signal);
    this.tools = new Tools(container, pages, events, signal);
  }

  show(list: readonly Drawn[]): void {
    this.marks.show(list);
    this.tools.shown(list);
  }

  goTo(note: Drawn): void {
    this.marks.goTo(note);
  }

  tool(mode: Tool, colour: Colour): void {
    if (mode !== "none") {
      this.caret.leave();
      this.choosing.clear();
    }
    this.tools.set(mode, colour);
  }

  pickByKeyboard(): void {
    this.caret.enter();
  }

  clearPicked(): void {
    this.caret.leave();
    this.choosing.clear();
    this.tools.clear();
  }
}
