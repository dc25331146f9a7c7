/** How what is written about exempt papers lies in the rows: what it says is in `sealed`, and in clear stands only what finds it. */

import type { Anchor, Kept } from "../domain/notes";
import type { NoteContent } from "../domain/shapes";
import { nowSecret } from "./exempt";
import { type Draft, type LogEntry, type NoteRow, RUN_SHEET, type Secret } from "./note-rows";
import { watch } from "./notices";
import { Locked, lockState, seal, unseal } from "./vault";

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

const sealedWords = (what: unknown, about: string): Uint8Array => seal(encoder.encode(JSON.stringify(what)), about);

/** Null while the vault is locked, and for what was sealed with another key. */
function words<T>(sealed: Uint8Array, about: string): T | null {
  if (lockState() === "locked") return null;
  try {
    return JSON.parse(decoder.decode(unseal(sealed, about))) as T;
  } catch (trouble) {
    if (trouble instanceof Locked || lockState() === "open") return null;
    throw trouble;
  }
}

type RowWords = { content: NoteContent; server?: NoteContent | null };

/** What stays sealed, for the vault was locked meanwhile, is written back as it lay. Throws Locked when more than is `readable` was put there. */
function asItLay(said: object | null | undefined, readable: object = {}): void {
  if (Object.entries(said ?? {}).some(([key, word]) => word !== undefined && !(key in readable))) throw new Locked();
}

/** What was opened lately: a list is read again at every change, and opening costs more than reading. */
const opened = new Map<string, { sealed: Uint8Array; said: RowWords }>();
watch(["vault"], () => lockState() === "locked" && opened.clear());

const NONCE = 24;
const isSame = (a: Uint8Array, b: Uint8Array): boolean => {
  for (let n = 0; n < NONCE; n++) if (a[n] !== b[n]) return false;
  return true;
};

function rowWords(id: string, sealed: Uint8Array): RowWords | null {
  const known = lockState() === "open" ? opened.get(id) : undefined;
  if (known && isSame(known.sealed, sealed)) return known.said;
  const said = words<RowWords>(sealed, `note ${id}`);
  if (said) opened.set(id, { sealed, said });
  return said;
}

export function openedRow(row: NoteRow): NoteRow {
  if (row.sealed === undefined) return row;
  nowSecret(row.id, true);
  const said = rowWords(row.id, row.sealed);
  if (!said) return row;
  const { sealed: _, server, ...rest } = row;
  return { ...rest, content: said.content, secret: true, ...(server !== undefined && { server: server && { ...server, content: said.server ?? null } }) };
}

export function sealedRow(row: NoteRow): NoteRow {
  nowSecret(row.id, true);
  const { secret: _, content, server, ...rest } = row;
  const readable = row.kind === RUN_SHEET ? numbers(content) : {};
  if (row.sealed !== undefined) {
    asItLay(content, readable);
    asItLay(server?.content);
    return row;
  }
  const said: RowWords = { content, ...(server && { server: server.content }) };
  const bytes = sealedWords(said, `note ${row.id}`);
  return { ...rest, content: readable, ...(server !== undefined && { server: server && { ...server, content: null } }), sealed: bytes };
}

/** Where a line of a run sheet stands and how long it may take says nothing of its item: the order holds while the words are locked. */
function numbers({ package: its, item, minutes, place_in_order }: NoteContent): NoteContent {
  return { package: its, item, minutes, place_in_order };
}

export function plainRow({ secret: _, ...row }: NoteRow): NoteRow {
  nowSecret(row.id, false);
  return row;
}

type EntryWords = Pick<LogEntry, "fields" | "undo">;

export function openedEntry(entry: LogEntry): LogEntry {
  const said = entry.sealed && words<EntryWords>(entry.sealed, `log ${entry.note}`);
  if (!said) return entry;
  const { sealed: _, fields: _f, ...rest } = entry;
  return { ...rest, ...said, secret: true };
}

/** What says which note it is stays readable: what waits is counted, and waits for what it replies to. */
export function sealedEntry(entry: LogEntry): LogEntry {
  const { secret: _, fields, undo, ...rest } = entry;
  const { kind, parent } = fields ?? {};
  const shown = { ...(kind !== undefined && { kind }), ...(parent !== undefined && { parent }) };
  if (entry.sealed !== undefined) {
    asItLay(fields, shown);
    asItLay(undo?.fields);
    return entry;
  }
  const said: EntryWords = { ...(fields && { fields }), ...(undo !== undefined && { undo }) };
  return { ...rest, ...(fields && { fields: shown }), sealed: sealedWords(said, `log ${entry.note}`) };
}

export const plainEntry = ({ secret: _, ...entry }: LogEntry): LogEntry => entry;

type DraftWords = Pick<Draft, "change" | "row">;

export function openedDraft(draft: Draft): Draft {
  const said = draft.sealed && words<DraftWords>(draft.sealed, `draft ${draft.id}`);
  if (!said) return draft;
  const { sealed: _, ...rest } = draft;
  return { ...rest, ...said, secret: true };
}

/** Of a deletion or a share there is nothing to seal. */
export function sealedDraft(draft: Draft): Draft {
  if (draft.sealed !== undefined) return draft;
  const { secret: _, change, row, ...rest } = draft;
  if (!row && Object.keys(change).length === 0) return { ...rest, change };
  return { ...rest, change: {}, sealed: sealedWords({ change, ...(row && { row }) } satisfies DraftWords, `draft ${draft.id}`) };
}

export const plainDraft = ({ secret: _, ...draft }: Draft): Draft => draft;

export type KeptRow = Kept & Secret;

export function openedKept(kept: KeptRow): KeptRow {
  const content = kept.sealed && words<NoteContent>(kept.sealed, `kept ${kept.id}`);
  if (!content) return kept;
  const { sealed: _, note, ...rest } = kept;
  return { ...rest, note: { ...note, content }, secret: true };
}

export function sealedKept(kept: KeptRow): KeptRow {
  if (kept.sealed !== undefined) {
    asItLay(kept.note.content);
    return kept;
  }
  const { secret: _, note, ...rest } = kept;
  return { ...rest, note: { ...note, content: {} }, sealed: sealedWords(note.content, `kept ${kept.id}`) };
}

export const plainKept = ({ secret: _, ...kept }: KeptRow): KeptRow => kept;

export type AnchorRow = Anchor & Pick<Secret, "sealed">;
type AnchorWords = Pick<Anchor, "place" | "words">;

export function openedAnchor(anchor: AnchorRow): AnchorRow {
  const said = anchor.sealed && words<AnchorWords>(anchor.sealed, `anchor ${anchor.version} ${anchor.note}`);
  if (!said) return anchor;
  const { sealed: _, ...rest } = anchor;
  return { ...rest, ...said };
}

export function sealedAnchor(anchor: AnchorRow): AnchorRow {
  if (anchor.sealed !== undefined) return anchor;
  const { place, words: its, ...rest } = anchor;
  return { ...rest, place: null, sealed: sealedWords({ place, ...(its && { words: its }) } satisfies AnchorWords, `anchor ${anchor.version} ${anchor.note}`) };
}
