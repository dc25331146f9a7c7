/** What the server tells: taken into the rows here, page by page. */

import type { NoteChange } from "../domain/shapes";
import { rows } from "./database";
import { keep, queueFor } from "./edits";
import { asTold, type Exempt, exemptions, Exemptions, shownManifests } from "./exempt";
import { creation, ELSEWHERE, type LogEntry, type NoteRow, quiet, sameWords, standing, stopOf, touch, wholeFields } from "./note-rows";
import { replaced } from "./settled";
import { lockState } from "./vault";
import { SENT, waitingFor, type Writing, writing } from "./writing";

/** Whether something that came could not be sealed, and can be now. */
export async function isUnread(): Promise<boolean> {
  const database = await rows();
  return database !== null && lockState() === "open" && (await exemptions(database)).kept.unread;
}

export async function logCursor(): Promise<string> {
  return ((await (await rows())?.get("about", "cursor")) as string | undefined) ?? "";
}

/**
 * Takes in one page that was asked for with the cursor `after`; the next one begins where this ended, or not at all.
 * False when another tab has read on meanwhile. `last` = nothing follows for now. `exempt` is what the page says is.
 * What can be neither sealed nor opened now is left, and the log is read anew when it can. So is a note of which something
 * was sent and is asked again only when the vault opens: whether its words here are ours is in the answer.
 */
export async function arrived(after: string, changes: NoteChange[], cursor: string, last: boolean, at: string, exempt: string[] = []): Promise<boolean> {
  const shownBy = exempt.length > 0 ? await whoShows() : new Map<string, string>();
  const taken = await writing(async (tx) => {
    const about = tx.objectStore("about");
    if (((await about.get("cursor")) ?? "") !== after) return false;
    await learn(tx, exempt, shownBy);
    const before = await rowsOf(tx, changes);
    const asked = new Set((await tx.objectStore("log").getAll(SENT())).map(({ note }) => note));
    let left = false;
    for (const change of changes) {
      const row = before.get(change.id);
      if (asked.has(change.id) || isShut(tx, change) || (row && tx.exempt.shut(row))) left = true;
      else await arrive(tx, row, change);
    }
    if (left) await owe(tx, { unread: true });
    const first = after === "" || (await about.get("reading")) === "first";
    if (first && last) await missing(tx, at);
    await about.put(first && !last ? "first" : "", "reading");
    await about.put(cursor, "cursor");
    return true;
  }, "default");
  return taken ?? false;
}

const isShut = ({ exempt }: Writing, { content, ...change }: NoteChange): boolean => exempt.shut({ ...change, ...(content && { content }) });

/** Which shown manifest has which paper or line. */
async function whoShows(): Promise<Map<string, string>> {
  return new Map((await shownManifests()).flatMap(([name, { items, documents }]) => [...items, ...documents].map(({ id }) => [id, name] as const)));
}

/** More is exempt than was known: what lies here of it in clear is sealed next. */
async function learn(tx: Writing, told: string[], shownBy: ReadonlyMap<string, string>): Promise<void> {
  const { kept } = tx.exempt;
  const next = asTold(kept, told, shownBy);
  const known = (one: Exempt): number => Object.keys(one.subjects).length + Object.keys(one.versions).length;
  if (known(next) === known(kept)) return;
  tx.exempt = new Exemptions(next);
  await owe(tx, { owed: true });
}

async function owe(tx: Writing, what: Partial<Pick<Exempt, "unread" | "owed">>): Promise<void> {
  tx.exempt = new Exemptions({ ...tx.exempt.kept, ...what });
  await tx.objectStore("about").put(tx.exempt.kept, "exempt");
}

/** Those rows of a page that are here already; asking for each costs as much as writing it. */
async function rowsOf(tx: Writing, changes: NoteChange[]): Promise<Map<string, NoteRow>> {
  const ids = changes.map(({ id }) => id).sort();
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const notes = tx.objectStore("notes");
  const here = new Set(await notes.getAllKeys(IDBKeyRange.bound(first, last)));
  const found = await Promise.all(ids.filter((id) => here.has(id)).map((id) => notes.get(id)));
  return new Map(found.flatMap((row) => (row ? [[row.id, row]] : [])));
}

async function arrive(tx: Writing, row: NoteRow | undefined, change: NoteChange): Promise<void> {
  const notes = tx.objectStore("notes");
  const { deleted, content, ...rest } = change;
  if (!row) {
    if (!deleted && content) void notes.put({ ...rest, content, shown: change.ver, saves: 0, ...stopOf(change) });
    return;
  }
  const forgotten = row.old && change.ver < row.ver && !sameWords(content, row.content);
  delete row.old;
  if (row.server !== undefined) await park(tx, row, change);
  else if (forgotten && row.hidden === undefined && !quiet(row)) await tellAgain(tx, row, change);
  else if (change.ver < row.ver || (!deleted && !content)) void notes.put(row);
  else if (deleted && (await isOthers(tx, row))) await drop(tx, row.id);
  else void notes.put(replaced(row, change));
}

/** Something of ours waits: the server's row is remembered, and our words stand. */
async function park(tx: Writing, row: NoteRow, change: NoteChange): Promise<void> {
  if (row.server && change.ver < row.server.ver) return void tx.objectStore("notes").put(row);
  const main = row.main ?? 0;
  const before = row.server?.content ?? null;
  if (!change.deleted && !sameWords(change.content, before)) {
    row.main = ELSEWHERE;
  } else if (!change.deleted && main !== ELSEWHERE) {
    row.ver = change.ver; // what we wrote was written on these very words
    if ((row.line ?? 0) === main) delete row.base;
    const waiting = (await waitingFor(tx, row.id)).filter(({ line }) => line === main);
    for (const entry of waiting) await tx.objectStore("log").put(onBase(entry, change.ver));
  }
  row.server = { ...change, content: change.content ?? before }; // of what is deleted the words that may come back
  if ((row.behind ?? 0) <= change.ver) delete row.behind;
  void tx.objectStore("notes").put(row);
}

const onBase = (entry: LogEntry, base: number): LogEntry => ({ ...entry, base, ...(entry.undo && { undo: { ...entry.undo, base } }) });

async function isOthers(tx: Writing, row: NoteRow): Promise<boolean> {
  const me = (await tx.objectStore("about").get("me")) as { id: string } | undefined;
  return me !== undefined && me.id !== row.author;
}

/** Takes a note off this device, and where it stands in newer versions. */
async function drop(tx: Writing, id: string): Promise<void> {
  await tx.objectStore("notes").delete(id);
  const anchors = tx.objectStore("anchors");
  for (const key of await anchors.index("note").getAllKeys(id)) await anchors.delete(key);
}

/** The log begins anew: other people's notes are gone at once, one's own stay until it is known what the server has. */
export async function beginAnew(after: string, person: string): Promise<void> {
  await writing(async (tx) => {
    if (((await tx.objectStore("about").get("cursor")) ?? "") !== after) return;
    let owed = lockState() === "locked" && tx.exempt.kept.unread;
    for (const row of await tx.objectStore("notes").getAll()) {
      if (row.author !== person) await drop(tx, row.id);
      else if (row.sealed === undefined && tx.exempt.shut(row)) owed = true; // it can be neither marked nor told now
      else await tx.objectStore("notes").put({ ...row, old: 1 });
    }
    await tx.objectStore("about").put("", "cursor");
    if (owed !== tx.exempt.kept.unread) await owe(tx, { unread: owed });
  });
}

/**
 * All that is alive on the server has been told, from the beginning. What one has here beside that is kept; what waits
 * is sent whole; what the server had and was deleted on another device before we heard of it is gone here too.
 */
async function missing(tx: Writing, at: string): Promise<void> {
  const notes = tx.objectStore("notes");
  const shut = (row: NoteRow): boolean => tx.exempt.shut(row); // it has not been told, but was left
  const left = [...(await notes.index("behind").getAll()), ...(await notes.index("old").getAll())].some(shut);
  if (left) await owe(tx, { unread: true });
  for (const row of await notes.index("behind").getAll()) {
    if (row.old || shut(row)) continue;
    const { behind = 0 } = row;
    delete row.behind;
    if (row.server !== undefined) await deletedSince(tx, row, behind);
    else await notes.put({ ...row, hidden: row.hidden ?? Date.parse(at) });
  }
  for (const row of await notes.index("old").getAll()) {
    if (shut(row)) continue;
    delete row.old;
    if (row.server !== undefined) await sendWhole(tx, row);
    else if (row.hidden !== undefined) await drop(tx, row.id);
    else if (quiet(row)) await again(tx, row);
    else {
      await keep(tx, row, "missing", at);
      await drop(tx, row.id);
    }
  }
}

/** What waits goes on from our own words, which the server took under the number `ver` and which are deleted since, or taken back. */
async function deletedSince(tx: Writing, row: NoteRow, ver: number): Promise<void> {
  const waiting = await waitingFor(tx, row.id);
  for (const entry of waiting.filter(({ line }) => line === (row.main ?? 0))) await tx.objectStore("log").put(onBase(entry, ver));
  if (row.hidden === undefined && !waiting.some(({ op }) => op === "put")) await queueFor(tx, { ...row, saves: -1 }, { op: "put", base: ver, fields: {} });
  Object.assign(row, { ver, server: { ...(row.server ?? standing(row)), ver, deleted: true } });
  await tx.objectStore("notes").put(row);
}

async function sendWhole(tx: Writing, row: NoteRow): Promise<void> {
  delete row.behind;
  Object.assign(row, { server: null, ver: 0 });
  const first = (await waitingFor(tx, row.id)).find(({ op }) => op === "put");
  if (first) await tx.objectStore("log").put({ ...first, base: 0, fields: { ...wholeFields(row), ...first.fields } });
  else if (row.hidden === undefined) await queueFor(tx, { ...row, saves: -1 }, { op: "put", base: 0, fields: wholeFields(row) });
  await tx.objectStore("notes").put(row);
}

/** A backup was put back on the server: it has forgotten these words of ours, and hears them again. */
async function tellAgain(tx: Writing, row: NoteRow, change: NoteChange): Promise<void> {
  Object.assign(row, { server: change, ver: change.ver });
  await queueFor(tx, row, { op: "put", fields: wholeFields(row) });
  await tx.objectStore("notes").put(row);
}

async function again(tx: Writing, row: NoteRow): Promise<void> {
  row.ver = 0;
  touch(row);
  await tx.objectStore("notes").put(row);
  await tx.objectStore("log").put(creation(row));
}

/** Forgets what was deleted before `time` (ms); until then an editor that stood open could bring it back. */
export async function forgetDeleted(time: number): Promise<void> {
  await writing(async (tx) => {
    for (const row of await tx.objectStore("notes").index("hidden").getAll(IDBKeyRange.upperBound(time)))
      if (row.server === undefined) await drop(tx, row.id);
  }, "default");
}
