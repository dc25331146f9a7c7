/** Where a note stands in the version of its paper that is on the screen. */

import type { Anchor, AnchorState, Note, NoteGeometry, NotePlace, NoteQuote } from "./notes";

/**
 * `how` is "own" in the version the note was made on, "accepted" where its author has said that it belongs; else what the
 * carry-over says. `geometry` is null where the words have moved: the place in the text then tells where to draw.
 */
export interface Standing {
  page: number;
  place: NotePlace | null;
  quote: NoteQuote | null;
  geometry: NoteGeometry | null;
  how: "own" | "accepted" | AnchorState;
}

/**
 * Null when nothing is known of the note in that version yet. An orphan stands on page 0: nowhere.
 * `anchor` is the one store/anchors.ts has for the note and the version.
 */
export function standing(note: Note, version: string, anchor: Anchor | null | undefined): Standing | null {
  const { page, place = null, quote = null, geometry = null, accepted } = note.content;
  if (accepted?.version === version) return { ...accepted, quote: accepted.quote && isReadable(accepted.quote) ? accepted.quote : quote, how: "accepted" };
  if (anchor?.version === version) {
    // Words may have moved on their page without changing, so only what has no words keeps its numbers.
    const stays = anchor.place === null && anchor.state !== "orphan";
    return { page: anchor.page, place: anchor.place, quote, geometry: stays ? geometry : null, how: anchor.state };
  }
  return note.version === version ? { page: page ?? 1, place, quote, geometry, how: "own" } : null;
}

/** The carry-over knows words without the spaces between them: to find them again, not to be read. */
const isReadable = ({ exact, prefix, suffix }: NoteQuote): boolean => /\s/u.test(prefix + exact + suffix);
