/** A note as it goes into a PDF copy of its paper. */

import type { Colour, Note, NoteGeometry, NoteKind, NotePlace } from "./notes";
import { type Standing } from "./note-place";

/** `geometry` null: drawn where the words of `place` stand. `label` is what the annotation says when the note has no text. */
export interface CopyNote {
  id: string;
  kind: NoteKind;
  page: number;
  geometry: NoteGeometry | null;
  place: NotePlace | null;
  colour: Colour | null;
  text: string;
  tags: string[];
  author: string;
  /** ISO 8601. */
  created: string;
  changed: string;
  parent: string | null;
}

/**
 * Null for a note that stands nowhere in this version. One to be looked at goes along with `doubt` said first in its text.
 * A reply goes where its note goes: on page 0, when nothing more is known of it.
 */
export function copyNote(note: Note, at: Standing | null, doubt: string): CopyNote | null {
  const page = at?.page ?? 0;
  if (page < 1 && note.kind !== "reply") return null;
  const { text = "", tags = [], colour = null } = note.content;
  const said = at?.how === "review" ? `${doubt}${text ? `\n\n${text}` : ""}` : text;
  const { id, kind, parent, created, changed, name: author } = note;
  return { id, kind, page, geometry: at?.geometry ?? null, place: at?.place ?? null, colour, text: said, tags, author, created, changed, parent };
}
