/** A paper on the screen: bytes in, events out. The reader never saves and never asks the network for a paper. */

import type { PaperSource } from "../domain/paper-source";
import type { Drawn, MarkingEvents, Tool } from "./marking";
import type { Colour, PaperChange } from "../domain/shapes";
import { workerThread } from "./worker";

export type { PaperSource } from "../domain/paper-source";
export type { Drawn, MarkingEvents, Picked, Tool } from "./marking";

/** Pages count from 1; `scale` is in percent. `find` tells as the search goes on, until `done`. */
export interface ReaderEvents extends Partial<MarkingEvents> {
  page(page: number, total: number): void;
  /** The mark of a change was chosen, by its number. */
  change?(number: number): void;
  /** From the text view: a page is to be seen as it is printed. */
  pageWanted?(page: number): void;
  find(found: { hits: number; current: number; done: boolean }): void;
  scale(percent: number): void;
  failed(word: "broken" | "no_bytes"): void;
}

export interface OutlineLine {
  title: string;
  page: number;
  level: number;
}

/** Where one is: a page, and how much of it is above, 0 to 1. */
export interface Spot {
  page: number;
  share?: number;
}

/** A change since the paper was read, as the reader shows it. `number` counts from 1; `label` is what a screen reader says. */
export interface ShownChange {
  number: number;
  change: PaperChange;
  label: string;
  /** The words right before and after it in this version; "" where that is not known. */
  before: string;
  after: string;
}

export interface Reader {
  /** Its pages as they are printed, or its text alone. */
  readonly view: "pages" | "text";
  where(): Spot;
  /** These changes and no others are marked. */
  showChanges(list: readonly ShownChange[]): void;
  goToChange(number: number): void;
  goTo(page: number): void;
  next(): void;
  previous(): void;
  /** A number is in percent. */
  zoom(to: "in" | "out" | "width" | "page" | number): void;
  find(text: string, go: "new" | "next" | "previous"): void;
  endFind(): void;
  outline(): Promise<OutlineLine[]>;
  /** Draws a small page as wide as the canvas stands, and gives the canvas its height. */
  thumbnail(page: number, canvas: HTMLCanvasElement): Promise<void>;
  /** These notes and no others are on the pages. */
  showNotes(list: readonly Drawn[]): void;
  /** Brings the note into view and makes it show itself for a moment; also on a page that is not drawn yet. */
  goToNote(note: Drawn): void;
  /** What a finger, a pen or the mouse does on the page: "none" is reading and choosing text. */
  tool(mode: Tool, colour: Colour): void;
  /** A cursor in the text, moved by the arrow keys; Shift chooses, Esc leaves. Begins at the hit of a search if there is one. */
  pickByKeyboard(): void;
  clearPicked(): void;
  /** Lets go of the pages that are not in view, for while another paper is read. Coming back to it takes no call. */
  rest(): void;
  /** The page one is on, and every other that stands whole in the window. */
  inView(): number[];
  destroy(): Promise<void>;
}

/**
 * Opens a paper in `host`, which must have a size of its own. A paper that cannot be opened is told by
 * `failed`; the reader that is returned then does nothing, and is destroyed like any other.
 */
export async function openReader(host: HTMLElement, source: PaperSource, at: Spot, events: ReaderEvents): Promise<Reader> {
  const { open } = await code();
  return open(host, source, at, events);
}

/** Loads the reader's code before it is needed, so that the first paper opens faster. */
export async function warmUp(): Promise<void> {
  await code();
}

let loading: Promise<typeof import("./viewer")> | null = null;

function code(): Promise<typeof import("./viewer")> {
  workerThread();
  loading ??= import("./viewer").catch((trouble: unknown) => {
    loading = null;
    throw trouble;
  });
  return loading;
}

// Whoever loads this small file is about to open a paper; the bytes are looked up meanwhile.
void code().catch(() => undefined);
