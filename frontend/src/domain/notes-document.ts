/**
 * Notes as a document to read, send or print: paper, page, quote, my text. One HTML file that needs nothing else.
 *
 *     notesDocument({ title, made, groups }, outWords(language))   // words/notes-document.ts
 */

import type { Note } from "./notes";
import type { Standing } from "./note-place";

export interface NotesPaper {
  /** As "PS 112/26 · IKT-plan". */
  title: string;
  /** In the order they are to be read. `at` is where the note stands in the version that is shown, when that is known. */
  notes: { note: Note; at: Standing | null }[];
}

/** A meeting and its papers: "Formannskapet, torsdag 3. desember 2026". */
export interface NotesGroup {
  title: string;
  papers: NotesPaper[];
}

export interface DocumentWords {
  code: string;
  page: (page: number) => string;
  colours: Record<"blue" | "green" | "pink" | "yellow", string>;
  kinds: Record<"bookmark" | "comment" | "highlight" | "ink" | "reply" | "textbox", string>;
  tags: string;
  by: (name: string) => string;
  earlier: (page: number) => string;
  uncertain: string;
  shared: string;
  none: string;
  made: (when: string, notes: number) => string;
  contents: string;
  private: string;
}

/** A whole HTML document. `made` is when, in words. */
export function notesDocument(_about: { title: string; made: string; groups: NotesGroup[] }, _words: DocumentWords): string {
  return "";
}
