/** Notes as the views read and write them. All of it works without network, and is on disk when it returns. */

import type { Kept, Note, NoteDraft } from "../domain/notes";
import { type PersonDatabase, rows } from "./database";
import { device, serverNow } from "./device";
import { exemptions } from "./exempt";
import { revive as reviveRow, workIn } from "./edits";
import { creation, type Draft, isNote, newId, newRow, noteOf, type NoteRow } from "./note-rows";
import { changed } from "./notices";
import { putQuiet, quietContent } from "./quiet";
import { me } from "./rows";
import { openedKept, openedRow } from "./sealing";
import { Locked, lockState } from "./vault";
import { writing } from "./writing";
import { type Told, writtenDown } from "./written-down";

export { newId } from "./note-rows";
export { logTrouble, unsentNotes } from "./log";

const iso = async (): Promise<string> => new Date(await serverNow()).toISOString();
const bySort = (a: Note, b: Note): number => compare(a.content.sort ?? "", b.content.sort ?? "") || compare(a.id, b.id);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0); // no letters in them: 10 times localeCompare

const isLive = (row: NoteRow): boolean => row.hidden === undefined && isNote(row);

async function noted(database: PersonDatabase | null, found: NoteRow[]): Promise<Note[]> {
  if (!database) return [];
  const [{ person }, self, exempt] = [await device(), await me(), await exemptions(database)];
  const live = found.filter(isLive).map(openedRow).filter((row) => exempt.shows(row));
  return live.map((row) => noteOf(row, person ?? "", self?.name ?? "")).sort(bySort);
}

/** How many live notes, on some papers or on all, are there to be read once the vault is open. */
export async function lockedNotes(papers?: ReadonlySet<string>): Promise<number> {
  const database = await rows();
  const exempt = database && lockState() === "locked" ? await exemptions(database) : null;
  if (!database || !exempt || exempt.none) return 0;
  const asked = (row: NoteRow): boolean => isLive(row) && (papers === undefined || (row.document !== null && papers.has(row.document)));
  return (await database.getAll("notes")).filter((row) => asked(row) && exempt.shut(openedRow(row)) && exempt.gives(row)).length;
}

/** Live notes on a paper, mine and those shared with me, as they stand in it. */
export async function notesOf(document: string): Promise<Note[]> {
  const database = await rows();
  return noted(database, (await database?.getAllFromIndex("notes", "place", IDBKeyRange.bound([document], [document, []]))) ?? []);
}

export async function allNotes(): Promise<Note[]> {
  const database = await rows();
  return noted(database, (await database?.getAll("notes")) ?? []);
}

export async function note(id: string): Promise<Note | null> {
  const database = await rows();
  const row = await database?.get("notes", id);
  return (row && (await noted(database, [row]))[0]) ?? null;
}

/** A new private note; a reply is for whoever reads what it replies to. */
export async function makeNote({ parent = null, ...draft }: NoteDraft, id: string = newId()): Promise<string> {
  const written = new Date().toISOString();
  return saved(id, (person, at) => ({ change: {}, base: 0, row: newRow(id, person, { parent, ...draft, written }, at) }));
}

/**
 * Saves what an editor has. `base` is the note's `ver` when the editor was opened. Answers the id it was saved under:
 * another one than `id` when the words were moved to a copy meanwhile, because somebody else had changed the note.
 */
export async function changeNote(id: string, change: Draft["change"], base: number): Promise<string> {
  return saved(id, () => ({ change, base }));
}

async function saved(id: string, what: (person: string, at: string) => Omit<Told, "id">): Promise<string> {
  return (await writtenDown((person, at) => [{ id, ...what(person, at) }]))?.[0] ?? id;
}

const done = (id: string, act: Draft["act"]): Promise<string> => saved(id, () => ({ change: {}, base: 0, act }));

/** What a page that was killed had written down and not worked in. Call before the first view reads. */
export async function recoverDrafts(): Promise<void> {
  const database = await rows();
  if (!database || (await database.count("drafts")) === 0) return;
  await workIn(database);
  changed("notes"); // a view may have read already
}

export async function deleteNote(id: string): Promise<void> {
  await done(id, "delete");
}

/** Undoes a deletion. */
export async function revive(note: Note): Promise<string> {
  const { id, kind, document, version, parent, content } = note;
  const found = await writing(async (tx) => {
    const row = await tx.objectStore("notes").get(id);
    if (row && tx.exempt.shut(row)) throw new Locked();
    if (row) await reviveRow(tx, row);
    return row !== undefined;
  });
  changed("notes");
  return found ? id : makeNote({ kind, document, version, parent, ...content }, id);
}

/** Shares with a circle, to be read by exactly these people. */
export async function shareNote(id: string, scope: string, readers: string[]): Promise<void> {
  await done(id, { scope, readers });
}

/** Takes a shared note back; answers the id of the private copy that stays. */
export async function narrowNote(id: string): Promise<string> {
  return done(id, "narrow");
}

/** What could not go to the server, newest first. */
export async function keptNotes(): Promise<Kept[]> {
  const database = await rows();
  if (!database) return [];
  const exempt = await exemptions(database);
  const found = (await database.getAll("kept")).map(openedKept).filter((kept) => exempt.showsKept(kept));
  return found.map(({ sealed: _, secret: _s, ...kept }) => kept).sort((a, b) => b.at.localeCompare(a.at));
}

/** Writes a kept note anew, as a private one. When what it says stands here already, it is only no longer kept. */
export async function putBack(id: string): Promise<string> {
  const { person } = await device();
  const at = await iso();
  const put = await writing(async (tx) => {
    const kept = await tx.objectStore("kept").get(id);
    if (!kept || person === null) return id;
    if (kept.sealed !== undefined) throw new Locked();
    await tx.objectStore("kept").delete(id);
    const { note: old, word, secret } = kept;
    const here = await tx.objectStore("notes").get(old.id);
    if (here?.hidden === undefined && here && JSON.stringify(here.content) === JSON.stringify(old.content)) return here.id;
    const { kind, document, version, parent, content } = old;
    const row = newRow(here || word !== "missing" ? newId() : old.id, person, { kind, document, version, parent, ...content }, at);
    await tx.objectStore("notes").put({ ...row, ...(secret && { secret }) });
    await tx.objectStore("log").put({ ...creation(row), ...(secret && { secret }) });
    return row.id;
  });
  changed("notes");
  return put ?? id;
}

export async function dropKept(id: string): Promise<void> {
  await writing((tx) => tx.objectStore("kept").delete(id));
  changed("notes");
}

export async function savePrintSelection(packageId: string, selection: string): Promise<void> {
  await putQuiet({ kind: "print", about: [packageId], document: null, version: "", package: packageId, selection });
  changed("notes");
}

export async function printSelection(packageId: string): Promise<string> {
  return (await quietContent([packageId]))?.selection ?? "";
}
