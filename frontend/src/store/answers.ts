/** What the server's answer to a change of ours does to the rows here. */

import type { NoteChange, NoteReply } from "../domain/shapes";
import type { Batch } from "./log";
import { keep, queueFor } from "./edits";
import { ELSEWHERE, type LogEntry, type NoteRow, quiet, SAVE, sameWords, standing, wholeFields } from "./note-rows";
import { onlyContent, settle, showBeneath, TRAIL } from "./settled";
import { Locked } from "./vault";
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
      const row = await tx.objectStore("notes").get(entry.note);
      if (entry.sealed !== undefined || (row && tx.exempt.shut(row))) throw new Locked(); // it is asked again, and answered the same
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
  if (worded(entry)) row.main = entry.line;
}

const worded = (entry: LogEntry): boolean => entry.seen !== undefined || entry.fields?.kind !== undefined;

/** Somebody had changed what we deleted, and it stays. */
async function outlived(tx: Writing, row: NoteRow): Promise<void> {
  if ((await waitingFor(tx, row.id)).length === 0) delete row.hidden;
}

/** The note was changed elsewhere first: our words, and what was written after them, go on as the copy. */
async function follow(tx: Writing, entry: LogEntry, copy: string, ver: number): Promise<void> {
  const row = await tx.objectStore("notes").get(entry.note);
  if (!row) return;
  const moving = (await waitingFor(tx, row.id)).filter(({ line, op }) => line === entry.line && op !== "narrow");
  await goOn(tx, row, moving, copy, ver, entry);
  const alone = row.server === null && (await waitingFor(tx, row.id)).length === 0; // the server told of none by this id
  if (alone) Object.assign(row, { hidden: row.hidden ?? Date.now(), narrowed: copy });
  await backOut(tx, row, entry);
}

/**
 * What waits of `row` goes on in the row `copy`, which the server has under `ver` with what `told` said in it. Without words
 * in that, other words may stand there which nobody here has seen. What waits there already stays a line of its own.
 */
async function goOn(tx: Writing, row: NoteRow, moving: LogEntry[], copy: string, ver: number, told?: LogEntry): Promise<void> {
  const there = await tx.objectStore("notes").get(copy);
  const ours = told !== undefined && worded(told);
  const known = (there ?? row).server ?? standing(there ?? row);
  const server: NoteChange = { ...known, content: { ...(known.content ?? row.content), ...(told && onlyContent(told)) } };
  if (!there) Object.assign(server, { id: copy, scope: "private", deleted: false, ver: ours ? ver : row.ver, ...(ours && { conflict_of: row.id }) });
  const last = moving.findLast(({ seen }) => seen !== undefined) ?? (ours ? told : undefined);
  const shows = last !== undefined || !there; // ours, and not what waits there
  const from = told?.line ?? row.line ?? 0;
  const same = (row.main ?? 0) === from && sameWords(known.content, row.server?.content ?? null);
  const base = ours ? ver : same && ver <= known.ver ? known.ver : undefined;
  const apart = there ? there.saves + 1 : 0;
  const lineOf = (line: number): number => (shows ? line + apart : (there?.line ?? 0));
  const seenAs = (seen: number): number => seen + apart * SAVE;

  const made: NoteRow = there ?? { ...asRow(server), shown: ver, saves: 0 };
  const before = shows ? server.content : { ...there?.content, ...(told && onlyContent(told)) };
  made.content = Object.assign({}, before, ...moving.filter(({ op }) => op === "put").map(onlyContent));
  made.saves = row.saves + apart;
  if (last) made.shown = last.seen === undefined ? ver : seenAs(last.seen);
  else if (!there && sameWords(made.content, row.content)) made.shown = row.shown;
  if (last?.by !== undefined) made.by = last.by;
  if (moving.length > 0 || there) {
    made.server = server;
    if (shows) Object.assign(made, { line: lineOf(from), main: ours || same ? lineOf(from) : ELSEWHERE, base: base ?? last?.base ?? row.ver });
  }
  if (ver > made.ver) made.behind = ver;
  if (moving.some(({ op }) => op === "delete")) {
    made.hidden = row.hidden ?? Date.now();
    delete row.hidden;
  }
  const steps = (told ? [told, ...moving] : moving).flatMap(({ seen, by }) =>
    seen === undefined ? [] : [{ from: seen, id: copy, to: seenAs(seen), ...(by !== undefined && { by }) }],
  );
  row.trail = [...(row.trail ?? []), ...steps].slice(-TRAIL);
  const moved = ({ undo, ...one }: LogEntry): LogEntry => ({
    ...one,
    key: [copy, (one.key as [string, number])[1] + apart],
    note: copy,
    line: lineOf(one.line),
    base: base ?? one.base,
    ...(one.seen !== undefined && { seen: seenAs(one.seen) }),
    ...(undo !== undefined && { undo: undo && moved(undo) }),
  });
  for (const one of moving) {
    await tx.objectStore("log").delete(one.key);
    await tx.objectStore("log").put(moved(one));
  }
  await settle(tx, made);
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
    await goOn(tx, ours, await waitingFor(tx, ours.id), copy, ver);
    const { server: _, ...left } = ours;
    await tx.objectStore("notes").put({ ...left, hidden: Date.now(), narrowed: copy });
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
