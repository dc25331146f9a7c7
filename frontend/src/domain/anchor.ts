/** Carries notes over to a new version of their paper. Pure; never silent and never by page or file name alone. */

import type { AnchorState, NotePlace, NoteQuote } from "./notes";

export interface Carried {
  id: string;
  state: AnchorState;
  /** 0 for an orphan. */
  page: number;
  place: NotePlace | null;
  score: number;
}

/** A note to carry. `words` is its page's text in the version it was made on, when that is here. */
export interface ToCarry {
  id: string;
  quote: NoteQuote | null;
  place: NotePlace | null;
  page: number;
  words?: string;
}

/** `pages` is each page's text in the new version, NFKC without whitespace (reader/texts.ts). */
export function carry(notes: ToCarry[], _pages: string[]): Carried[] {
  return notes.map(({ id }) => ({ id, state: "orphan", page: 0, place: null, score: 0 }));
}
