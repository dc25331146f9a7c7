/** The rows of the notes' log on this device, and what can be said of one without asking for more. */

import type { Note, NoteDraft, QuietKind } from "../domain/notes";
import type { NoteChange, NoteContent, NoteFields, NoteKind, NoteMutation } from "../domain/shapes";

/** What of an exempt paper is in a row lies in `sealed`, while that is not opened. A row that was opened is `secret`. */
export interface Secret {
  sealed?: Uint8Array;
  secret?: true;
}

/**
 * A note as its reader sees it. `ver` is the number under which the server's row was last read whole.
 *
 * `shown` names the words that stand here: the server's number of them, and a fraction for each time they were saved
 * here since. An editor gives it back, and so tells whether it had seen what it is about to replace.
 */
export interface NoteRow extends Omit<NoteChange, "deleted" | "content">, Secret {
  content: NoteContent;
  shown: number;
  /** How many times something was saved here; numbers the entries of this note. */
  saves: number;
  /** Which editor saved the words that stand here, in which line of entries, and on which `ver` of the server's. */
  by?: string;
  line?: number;
  base?: number;
  /** The line whose words the server has; ELSEWHERE when nothing here was written on them. */
  main?: number;
  /** Where words that an editor may have seen are to be found now. */
  trail?: Step[];
  /** While something of ours waits: the row as the server has it, null when it has none. */
  server?: NoteChange | null;
  /** The server has numbered a change of ours so, and has not yet told what the row is like with it. */
  behind?: number;
  /** Deleted at this time, in ms; kept a while for an editor that still stands open. */
  hidden?: number;
  /** The private copy that took its place when it was narrowed. */
  narrowed?: string;
  /** From before a new beginning, and not heard of since. */
  old?: 1;
  /** The document, for the kind "position" alone. */
  stop?: string;
}

export interface Step {
  from: number;
  by?: string;
  id: string;
  to: number;
}

/**
 * What the server has not answered yet. A number for a key is its `mid`: it may have been sent and never changes.
 * Without one, later changes go into the same entry. Entries of a `line` build on each other; another line is
 * an edit by someone who had not seen them, and must not be taken for one who had.
 */
export interface LogEntry extends Pick<NoteMutation, "op" | "base" | "scope" | "readers" | "copy">, Secret {
  key: number | [string, number];
  note: string;
  line: number;
  fields?: NoteFields;
  by?: string;
  seen?: number;
  /** What a waiting "put" held before it became a "delete"; null when there was none. */
  undo?: LogEntry | null;
}

/** What was typed or pressed, written down before it is worked in: a page on its way out has no time for more. */
export interface Draft extends Secret {
  n?: number;
  id: string;
  change: NoteChanges;
  base: number;
  by: string;
  at: string;
  /** This device's own clock: a label. */
  written: string;
  /**
   * What is to be done when it is no change: a new note, a deletion, the end of sharing, or sharing with these readers.
   * A line of a run sheet has both: the row when there is none, the change when another device or tab has made it.
   */
  row?: NoteRow;
  act?: "delete" | "narrow" | { scope: string; readers: string[] };
}

export type NoteChanges = Partial<NoteContent> & { conflict_of?: null };

export const ELSEWHERE = -1;

/** A save here moves `shown` by so much. */
export const SAVE = 2 ** -20;

const QUIET: ReadonlySet<NoteKind> = new Set<QuietKind>(["position", "print"]);

/** Whether it is of a kind that is no note to its reader. */
export const quiet = (row: { kind: NoteKind }): boolean => QUIET.has(row.kind);

export const RUN_SHEET = "runsheet" satisfies NoteKind;

/** Whether it stands among the notes. A run sheet's row does not, but what was typed in it is kept as a note's words are. */
export const isNote = (row: { kind: NoteKind }): boolean => !quiet(row) && row.kind !== RUN_SHEET;

/** Whether two contents say and draw the same about the same words: what may not be lost. */
export const sameWords = (a: NoteContent | null, b: NoteContent | null): boolean => wordsOf(a) === wordsOf(b);

function wordsOf(content: NoteContent | null): string {
  const { text = "", quote, geometry, plan } = content ?? {};
  const { exact = "", prefix = "", suffix = "" } = quote ?? {};
  const { quads = [], paths = [], width = 0 } = geometry ?? {};
  const { motions = [], votes = [], disqualified = [], substitutes = [] } = plan ?? {};
  const planned = plan ? [motions, votes, disqualified, substitutes] : 0;
  return content ? JSON.stringify([text, quote ? [exact, prefix, suffix] : 0, geometry ? [quads, paths, width] : 0, planned]) : "";
}

export const hasWords = (fields: NoteFields): boolean => "text" in fields || "quote" in fields || "geometry" in fields || "plan" in fields;

/** Everything a note is made of, for a server that may not have it. */
export const wholeFields = ({ kind, document, version, parent, content }: NoteRow): NoteFields => ({
  kind,
  document,
  version,
  parent,
  ...content,
});

/** A row that is here alone. Its entry is `creation`. */
export function newRow(id: string, author: string, { kind, document, version, parent = null, ...content }: NoteDraft, at: string): NoteRow {
  const identity = { id, author, name: "", kind, scope: "private", document, version, parent, conflict_of: null };
  return { ...identity, ver: 0, created: at, changed: at, content, shown: 0, saves: 0, server: null, ...stopOf({ kind, document }) };
}

/** Where someone stopped is found by its paper. */
export const stopOf = ({ kind, document }: Pick<NoteRow, "kind" | "document">): Pick<NoteRow, "stop"> =>
  kind === "position" && document !== null ? { stop: document } : {};

export const creation = (row: NoteRow): LogEntry => ({
  key: [row.id, 0],
  note: row.id,
  line: 0,
  op: "put",
  base: 0,
  fields: wholeFields(row),
  ...(row.by !== undefined && { by: row.by, seen: row.shown }),
});

/** The row as the server would tell it, for as long as nothing of ours waits. */
export const standing = (row: NoteRow): NoteChange => ({
  id: row.id,
  author: row.author,
  name: row.name,
  kind: row.kind,
  scope: row.scope,
  document: row.document,
  version: row.version,
  parent: row.parent,
  conflict_of: row.conflict_of,
  ver: row.ver,
  deleted: row.hidden !== undefined,
  created: row.created,
  changed: row.changed,
  content: row.content,
});

/** From here on something of ours waits; what the server has is remembered beside it. */
export function touch(row: NoteRow): void {
  if (row.server !== undefined) return;
  row.server = row.ver === 0 && row.behind === undefined ? null : standing(row);
}

export const noteOf = (row: NoteRow, person: string, name: string): Note => ({
  id: row.id,
  author: row.author,
  name: row.name || (row.author === person ? name : ""),
  mine: row.author === person,
  kind: row.kind,
  scope: row.scope,
  document: row.document,
  version: row.version,
  parent: row.parent,
  conflictOf: row.conflict_of,
  ver: row.shown,
  created: row.created,
  changed: row.changed,
  content: row.content,
  unsent: row.server !== undefined,
});

/** A UUIDv7: by time, then by chance. */
export function newId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  const time = Math.max(0, now).toString(16).padStart(12, "0").slice(-12);
  const rest = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return dashed(`${time}7${rest.slice(1, 4)}${variant(rest[4])}${rest.slice(5)}`);
}

/**
 * The same id on every device of a person for the same things: where they stopped in a version of a paper, what they print
 * of a package. The kind is not in it: another kind about a package needs one thing more.
 */
export function idFor(...things: string[]): string {
  const digits = things.map((id) => id.replaceAll("-", ""));
  const mixed = Array.from({ length: 32 }, (_, n) => digits.reduce((mix, one) => mix ^ digit(one[n]), 0).toString(16)).join("");
  return dashed(`${mixed.slice(0, 12)}8${mixed.slice(13, 16)}${variant(mixed[16])}${mixed.slice(17)}`);
}

const digit = (hex = "0"): number => Number.parseInt(hex, 16) || 0;
const variant = (hex = "0"): string => ((digit(hex) & 3) | 8).toString(16);
const dashed = (hex: string): string => hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** Of a quiet kind: such a row is written whole each time. */
export const quietEntry = ({ fields }: LogEntry): boolean => fields?.kind !== undefined && QUIET.has(fields.kind);
