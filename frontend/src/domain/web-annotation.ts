/**
 * Notes as W3C Web Annotations (JSON-LD), and back again.
 *
 *     exportAnnotations(notes, about): string                      // a file "merknader.jsonld", application/ld+json
 *     importAnnotations(text, here): { drafts, problems }          // then: if (!(await note(id))) await makeNote(draft, id)
 *
 * https://www.w3.org/TR/annotation-model/
 */

import type { Note, NoteDraft } from "./notes";
import type { Language } from "./shapes";

export interface ExportAbout {
  /** Where the papers' files are: "https://folkevalgt.kommune.no", without a slash at the end. */
  origin: string;
  /** What the collection is called, as "Merknader til Formannskapet 3. desember 2026". */
  label: string;
  language: Language;
  /** The names of the circles notes are shared with, by their scope. */
  circles?: Record<string, string>;
  /** ISO 8601. */
  generated: string;
}

export interface ImportHere {
  /** Whoever is signed in: notes they exported keep their ids, other people's get new ones, the same each time. */
  me: string;
  /** The document and the newest version here of a paper, by the sha-256 or the document's id in the file; null when it is not theirs. */
  paper(about: { document: string | null; version: string | null }): { document: string; version: string } | null;
  /** Where annotations go that name no paper we know: the paper on the screen, or null. */
  otherwise: { document: string; version: string } | null;
}

export type ImportWord = "not_json" | "not_annotations" | "too_large" | "bad_annotation" | "no_paper" | "no_place" | "too_long";

/** `at` is the annotation's place in the file from 1, 0 when it is about the whole file. Sentences: words/notes-document.ts. */
export interface ImportProblem {
  word: ImportWord;
  at: number;
}

/** `look`: another tool made it, and where it belongs is to be found by its quote (`place` is null). */
export interface ImportedNote {
  id: string;
  draft: NoteDraft;
  look: boolean;
}

/** An AnnotationCollection with all of the notes on its one page, as indented JSON. */
export function exportAnnotations(_notes: Note[], _about: ExportAbout): string {
  return "{}";
}

/** Never throws: what cannot be read is told in `problems`. Every draft is private. */
export function importAnnotations(_text: string, _here: ImportHere): { drafts: ImportedNote[]; problems: ImportProblem[] } {
  return { drafts: [], problems: [] };
}
