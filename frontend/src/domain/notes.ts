/** Notes as this device has them: what the log tells, and what its reader needs to know beside. */

import type { Colour, NoteAccepted, NoteContent, NoteGeometry, NoteKind, NotePlace, NoteQuote } from "./shapes";

/**
 * A live note. `id` is a UUIDv7 made here. `ver` names the words that stand in it, and is given back as the `base` of an
 * edit: whole when the server numbered them, 0 or a fraction above while they have been saved only here.
 */
export interface Note {
  id: string;
  /** Who wrote it: an id, and their name. `mine` when it is whoever is signed in here. */
  author: string;
  name: string;
  mine: boolean;
  kind: NoteKind;
  /** "private", "group:…" or "chair:…". */
  scope: string;
  /** The paper, and the sha-256 of the version it was made on. */
  document: string | null;
  version: string;
  parent: string | null;
  /** The note beside which this text stands, when two devices changed it at once. */
  conflictOf: string | null;
  ver: number;
  /** ISO 8601 by the server's clock; by this device's until the server has it. */
  created: string;
  changed: string;
  content: NoteContent;
  /** Something of it is not sent yet. */
  unsent: boolean;
}

/** Kinds that are not notes to their reader: never in a list, never in conflict, never shared. */
export type QuietKind = Extract<NoteKind, "position" | "print">;

/** Characters in a note's text, as the server counts them or fewer. */
export const MOST_TEXT = 20_000;

/** What one writes. Identity (the first four) is set when a note is made and never changes. */
export interface NoteDraft extends NoteContent {
  kind: NoteKind;
  document: string | null;
  version: string;
  parent?: string | null;
}

/** Where a note stands in a newer version of its paper. */
export type AnchorState = "exact" | "moved" | "review" | "orphan";

/** Derived on the device for one note and one version; never sent. `page` is the best candidate, 0 for an orphan. */
export interface Anchor {
  note: string;
  version: string;
  state: AnchorState;
  page: number;
  place: NotePlace | null;
  /** 0 to 1: how much of the quote and its surroundings was found there. */
  score: number;
  /** The place it was worked out from; worked out anew only when that is another one. */
  ground?: string;
  /** What stands there now, without spaces, where it is not what stood there: the words to go by once the place is accepted. */
  words?: NoteQuote;
}

/** A note that could not go to the server, or that the server no longer has: nothing of it is lost. */
export interface Kept {
  id: string;
  note: Note;
  /** The server's word for refusing it; "missing" when it was not there after a new beginning. */
  word: string;
  at: string;
}

export type { Colour, NoteAccepted, NoteContent, NoteGeometry, NoteKind, NotePlace, NoteQuote };
