/** A paper on the screen: bytes in, events out. The reader never saves and never asks the network for a paper. */

import type { PaperSource } from "../domain/paper-source";
import type { Drawn, MarkingEvents, Tool } from "./marking";
import type { Colour } from "../domain/shapes";
import { workerThread } from "./worker";

export type { PaperSource } from "../domain/paper-source";
export type { Drawn, MarkingEvents, Picked, Tool } from "./marking";

/** Pages count from 1; `scale` is in percent. `find` tells as the search goes on, until `done`. */
export interface ReaderEvents extends Partial<MarkingEvents> {
  page(page: number, total: number): void;
  find(found: { hits: number; current: number; done: boolean }): void;
  scale(percent: number): void;
  failed(word: "broken" | "no_bytes"): void;
}

export interface OutlineLine {
  title: string;
  page: number;
  level: number;
}

export interface Reader {
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
  destroy(): Promise<void>;
}

/**
 * Opens a paper in `host`, which must have a size of its own. A paper that cannot be opened is told by
 * `failed`; the reader that is returned then does nothing, and is destroyed like any other.
 */
export async function openReader(host: HTMLElement, source: PaperSource, at: { page: number }, events: ReaderEvents): Promise<Reader> {
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
