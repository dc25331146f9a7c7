/** What the server's answer to a change of ours does to the rows here. */

import type { NoteChange, NoteReply } from "../domain/shapes";
import type { Batch } from "./log";
import { keep, queueFor } from "./edits";
import { type LogEntry, type NoteRow, quiet, sameWords, standing, wholeFields } from "./note-rows";
import { onlyContent, settle, showBeneath, TRAIL } from "./settled";
import { waitingFor, type Writing, writing } from "./writing";

/**
 * Takes in the answers to `batch`, those that are there. An answer that names no number of ours changes nothing.
 * `at` is the server's time, ISO 8601. Tells which words it was refused with.
 */
export async function answered({ client, mutations }: Batch, replies: NoteReply[], at: string): Promise<string[]> {
  const asked = new Set(mutations.map(({ mid }) => mid));
  const words = await writing(async (tx) => {
    if ((await tx.objectStore("about").get("client")) !== client) return [];
    const refused: string[] = [];
    for (const reply of replies) {
      const entry = asked.delete(reply.mid) ? await tx.objectStore("log").get(reply.mid) : undefined;
      if (!entry) continue;
      await tx.objectStore("log").delete(reply.mid);
      if (reply.is === "rejected") refused.push(reply.word ?? "");
      await take(tx, entry, reply, at);
    }
    return refused;
  }, "default"); // what is lost of it with the power is sent once more, and answered the same
  return words ?? [];
}

async function take(tx: Writing, entry: LogEntry, reply: NoteReply, at: string): Promise<void> {
  const { ver = 0, copy = "", word = "bad_note" } = reply;
  if (reply.is === "conflict" && copy) return entry.op === "narrow" ? isAlready(tx, entry, copy, ver) : follow(tx, entry, copy, ver);
  if (reply.is === "gone" && entry.op !== "delete") return reject(tx, entry, "note_gone", at);
  if (reply.is === "rejected" || reply.is === "conflict") return reject(tx, entry, word, at);
  const row = await tx.objectStore("notes").get(entry.note);
  if (!row) return;
  if (reply.is === "gone") row.server = null;
  else if (reply.is === "kept") await outlived(tx, row);
  else stands(row, entry, ver);
  if (reply.is === "ok" && entry.op === "narrow") await settle(tx, await tx.objectStore("notes").get(entry.copy ?? ""));
  await settle(tx, row);
}

/** The change is in the server's row, which is then ahead of ours until it is told. */
function stands(row: NoteRow, entry: LogEntry, ver: number): void {
  const known = row.server ?? { ...standing(row), scope: row.parent === null ? "private" : row.scope, ver: 0, content: {} };
  if (ver > Math.max(row.ver, known.ver)) row.behind = ver;
  if (known.ver < ver) {
    const { conflict_of = known.conflict_of, kind: _k, document: _d, version: _v, parent: _p, ...content } = entry.fields ?? {};
    row.server = { ...known, conflict_of, deleted: entry.op === "delete" || entry.op === "narrow" };
    if (entry.op === "put") row.server.content = { ...known.content, ...content };
    if (entry.op === "share") row.server.scope = entry.scope ?? known.scope;
    if (row.server.content === null && !row.server.deleted) row.server.content = row.content;
  }
  if (entry.seen !== undefined || entry.fields?.kind !== undefined) row.main = entry.line;
}

/** Somebody had changed what we deleted, and it stays. */
async function outlived(tx: Writing, row: NoteRow): Promise<void> {
  if ((await waitingFor(tx, row.id)).length === 0) delete row.hidden;
}

/** The note was changed elsewhere first: our words, and what was written after them, go on as the copy. */
async function follow(tx: Writing, entry: LogEntry, copy: string, ver: number): Promise<void> {
  const row = await tx.objectStore("notes").get(entry.note);
  if (!row) return;
  const moving = (await waitingFor(tx, row.id)).filter(({ line, op }) => line === entry.line && op !== "narrow");
  const there = await tx.objectStore("notes").get(copy);
  const known = there ? (there.server ?? standing(there)) : (row.server ?? standing(row));
  const standsAs: NoteChange = { ...known, content: { ...(known.content ?? row.content), ...onlyContent(entry) } };
  if (!there) Object.assign(standsAs, { id: copy, scope: "private", conflict_of: row.id, ver, deleted: false });
  const last = moving.findLast(({ seen }) => seen !== undefined) ?? entry;
  const made: NoteRow = there ?? { ...asRow(standsAs), shown: last.seen ?? ver, saves: row.saves };
  if (moving.length > 0 || there) {
    made.content = Object.assign({}, standsAs.content, ...moving.filter(({ op }) => op === "put").map(onlyContent));
    Object.assign(made, { line: entry.line, main: entry.line, saves: Math.max(row.saves, made.saves), server: standsAs });
    if (ver > made.ver) made.behind = ver;
  }
  if (last.by !== undefined) made.by = last.by;
  if (moving.some(({ op }) => op === "delete")) {
    made.hidden = row.hidden ?? Date.now();
    delete row.hidden;
  }
  const trail = [...(row.trail ?? [])];
  for (const { seen: from, by } of [entry, ...moving]) {
    if (from !== undefined) trail.push({ from, id: copy, to: from, ...(by !== undefined && { by }) });
  }
  row.trail = trail.slice(-TRAIL);
  for (const one of moving) {
    await tx.objectStore("log").delete(one.key);
    await tx.objectStore("log").put({ ...one, key: [copy, (one.key as [string, number])[1]], note: copy, base: ver });
  }
  await settle(tx, made);
  await backOut(tx, row, entry);
}

function asRow({ deleted: _, content, ...rest }: NoteChange): Omit<NoteRow, "shown" | "saves"> {
  return { ...rest, content: content ?? {} };
}

/** Our change is not in the server's row and will not come: what stands here is the server's again, unless it is another line's. */
async function backOut(tx: Writing, row: NoteRow, entry: LogEntry): Promise<void> {
  const others = await waitingFor(tx, row.id);
  if ((row.line ?? 0) === entry.line && row.server && !others.some(({ line }) => line === entry.line)) {
    const { by, shown } = row;
    const same = sameWords(row.content, row.server.content) && others.length === 0;
    showBeneath(row, others);
    if (same) Object.assign(row, { shown, ...(by !== undefined && { by }) });
  }
  await settle(tx, row);
}

/** It had been taken back on another device already, as another copy: ours goes on as that one. */
async function isAlready(tx: Writing, entry: LogEntry, copy: string, ver: number): Promise<void> {
  const [row, ours] = [await tx.objectStore("notes").get(entry.note), await tx.objectStore("notes").get(entry.copy ?? "")];
  if (ours && ours.id !== copy) {
    const there = await tx.objectStore("notes").get(copy);
    for (const one of await waitingFor(tx, ours.id)) {
      await tx.objectStore("log").delete(one.key);
      await tx.objectStore("log").put({ ...one, key: [copy, (one.key as [string, number])[1]], note: copy });
    }
    const server = there ? (there.server ?? standing(there)) : ours.server && { ...ours.server, id: copy };
    const moved: NoteRow = { ...ours, id: copy, ver: there?.ver ?? 0, behind: ver };
    if (server !== undefined) moved.server = server;
    if (there && there.ver >= ver) delete moved.behind;
    const { server: _, ...left } = ours;
    await tx.objectStore("notes").put({ ...left, hidden: Date.now(), narrowed: copy });
    await settle(tx, moved);
  }
  if (row) {
    row.narrowed = copy;
    await settle(tx, row);
  }
}

/** The server says no. What was typed is kept where its author can read it, unless a later change of it is still to be judged. */
export async function reject(tx: Writing, entry: LogEntry, word: string, at: string = new Date().toISOString()): Promise<void> {
  const row = await tx.objectStore("notes").get(entry.note);
  if (!row) return;
  if (entry.op === "share") {
    await keep(tx, row, word, at);
    row.scope = row.server?.scope ?? "private";
  } else if (entry.op === "narrow") {
    await notNarrowed(tx, row, entry, word, at);
  } else if (entry.op === "delete") {
    delete row.hidden;
  } else if (!quiet(row)) {
    return notPut(tx, row, entry, word, at);
  }
  await settle(tx, row);
}

async function notNarrowed(tx: Writing, row: NoteRow, entry: LogEntry, word: string, at: string): Promise<void> {
  const copy = await tx.objectStore("notes").get(entry.copy ?? "");
  delete row.hidden;
  delete row.narrowed;
  if (!copy) return;
  await keep(tx, copy, word, at);
  for (const { key } of await waitingFor(tx, copy.id)) await tx.objectStore("log").delete(key);
  await tx.objectStore("notes").delete(copy.id);
}

async function notPut(tx: Writing, row: NoteRow, entry: LogEntry, word: string, at: string): Promise<void> {
  const log = tx.objectStore("log");
  const same = (await waitingFor(tx, row.id)).filter(({ line }) => line === entry.line);
  const next = same.find(({ op }) => op === "put");
  const shown = (row.line ?? 0) === entry.line;
  const content = shown ? row.content : { ...row.server?.content, ...onlyContent(entry) };
  if (next) {
    await log.put({ ...next, base: entry.base, fields: { ...entry.fields, ...next.fields } });
  } else if (word === "note_gone" && entry.fields?.kind === undefined) {
    await queueFor(tx, row, { ...entry, key: [row.id, row.saves + 1], fields: wholeFields({ ...row, content }) });
  } else if (!same.some(({ op }) => op === "delete")) {
    await keep(tx, { ...row, content }, word, at);
    for (const { key } of same) await log.delete(key);
    if (row.server === null && (await waitingFor(tx, row.id)).length === 0) return tx.objectStore("notes").delete(row.id);
    return backOut(tx, row, entry);
  }
  await settle(tx, row);
}
