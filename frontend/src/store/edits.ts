/** What an edit does to the rows: the note as it is seen, and the entry that will tell the server. */

import type { PersonDatabase } from "./database";
import { creation, type Draft, hasWords, type LogEntry, newId, newRow, type NoteChanges, noteOf, type NoteRow, RUN_SHEET, SAVE, standing, touch, wholeFields } from "./note-rows";
import { settle, showBeneath } from "./settled";
import { lockState } from "./vault";
import { sentFor, waitingFor, type Writing, workingIn } from "./writing";

/** Works in every draft there is, oldest first; gives the id each was saved under. What is locked stays written down. */
export const workIn = (database: PersonDatabase): Promise<Map<number, string>> =>
  workingIn(database, async (tx) => {
    const ids = new Map<number, string>();
    const waits = new Set<string>();
    for (const draft of await tx.objectStore("drafts").getAll()) {
      if (waits.has(draft.id) || (await shut(tx, draft))) {
        waits.add(draft.id); // and so does what was written in it later
        continue;
      }
      ids.set(draft.n ?? 0, await workedIn(tx, draft));
      await tx.objectStore("drafts").delete(draft.n ?? 0); // gone no sooner than what came of it is there
    }
    return ids;
  });

async function shut(tx: Writing, { id, row, sealed, act }: Draft): Promise<boolean> {
  if (sealed !== undefined || (row && tx.exempt.shut(row))) return true;
  const here = await tx.objectStore("notes").get(id);
  if (here) return tx.exempt.shut(here);
  if (row || act) return false;
  if (!tx.exempt.none && lockState() === "locked") return true; // what it was about is not known here any more
  return (await tx.objectStore("kept").getAll()).some((kept) => kept.sealed !== undefined && kept.note.id === id);
}

const workedIn = async (tx: Writing, draft: Draft): Promise<string> => {
  if (draft.row && !(draft.row.kind === RUN_SHEET && (await tx.objectStore("notes").get(draft.id)))) return putNew(tx, draft.row);
  return draft.act ? act(tx, draft.id, draft.act) : edit(tx, draft);
};

async function putNew(tx: Writing, row: NoteRow): Promise<string> {
  await tx.objectStore("notes").put(row);
  await tx.objectStore("log").put(creation(row));
  if (row.parent !== null) {
    const above = await tx.objectStore("notes").get(row.parent);
    if (above) await tx.objectStore("notes").put({ ...row, scope: above.scope });
  }
  return row.id;
}

const lastOf = (waiting: LogEntry[], row: NoteRow): LogEntry | undefined => waiting.filter((entry) => entry.line === (row.line ?? 0)).at(-1);

export async function queueFor(tx: Writing, row: NoteRow, entry: Pick<LogEntry, "op"> & Partial<LogEntry>): Promise<void> {
  row.saves++;
  const base = row.base ?? row.ver;
  await tx.objectStore("log").put({ key: [row.id, row.saves], note: row.id, line: row.line ?? 0, base, ...entry });
}

async function edit(tx: Writing, draft: Draft): Promise<string> {
  let found = await whereNow(tx, draft);
  if (!found) return keepLoose(tx, draft);
  if (Object.keys(differing(found.row, draft.change)).length === 0) return found.row.id;
  if (found.row.hidden !== undefined) {
    const { shown } = found.row;
    await bringBack(tx, found.row);
    found = (await whereNow(tx, draft)) ?? found;
    found.follows ||= found.row.shown === shown; // what was deleted is in nobody's way
  }
  const { row, follows } = found;
  const fields = differing(row, draft.change);
  const words = hasWords(fields);
  if (words) fields.written = draft.written;
  touch(row);
  const waiting = await waitingFor(tx, row.id);
  let into = lastOf(waiting, row);
  if (words && !follows) {
    into = waiting.findLast((entry) => entry.by === draft.by);
    row.line = into?.line ?? row.saves + 1;
    row.base = into?.base ?? Math.max(0, Math.floor(found.base));
  }
  const { conflict_of, ...content } = fields;
  const unseen = !follows && leftAsTheyWere(row, fields);
  row.content = { ...row.content, ...content };
  if (conflict_of === null) row.conflict_of = null;
  row.changed = draft.at;
  if (into?.op !== "put") into = undefined;
  else into.fields = { ...into.fields, ...fields };
  const entry: Pick<LogEntry, "op"> & Partial<LogEntry> = into ?? { op: "put", fields };
  if (words) {
    entry.by = draft.by;
    if (!unseen) row.by = draft.by;
    row.shown = entry.seen = row.ver + (row.saves + 1) * SAVE;
  }
  if (into) {
    row.saves++;
    await tx.objectStore("log").put(into);
  } else {
    await queueFor(tx, row, entry);
  }
  await tx.objectStore("notes").put(row);
  return row.id;
}

async function act(tx: Writing, id: string, what: NonNullable<Draft["act"]>): Promise<string> {
  const row = await tx.objectStore("notes").get(id);
  if (!row) return id;
  if (what === "narrow") return narrow(tx, row, Date.now());
  await (what === "delete" ? remove(tx, row, Date.now()) : share(tx, row, what.scope, what.readers));
  return id;
}

/** The row that holds what the editor had before it, and whether its words are the ones that stand there. */
async function whereNow(tx: Writing, { id, base, by }: Draft): Promise<{ row: NoteRow; base: number; follows: boolean } | null> {
  let row = await tx.objectStore("notes").get(id);
  for (let hops = 0; row && hops < 16; hops++) {
    const moved = row.hidden !== undefined && row.narrowed !== undefined;
    if (!moved && (row.shown === base || row.by === by)) return { row, base, follows: true };
    const step: { id: string; to: number } | undefined =
      row.trail?.findLast((one) => one.by === by) ??
      row.trail?.findLast((one) => one.from === base) ??
      (moved ? { id: row.narrowed ?? "", to: base } : undefined);
    if (!step) break;
    base = step.to;
    if (step.id !== row.id) row = await tx.objectStore("notes").get(step.id);
  }
  return row ? { row, base, follows: false } : null;
}

/** Whether other words stand in the row that this change says nothing of: whoever makes it without having seen them has not seen them now. */
const leftAsTheyWere = ({ content }: NoteRow, change: NoteChanges): boolean =>
  (["text", "plan"] as const).some((words) => content[words] && JSON.stringify(content[words]) !== "{}" && !(words in change));

function differing(row: NoteRow, change: NoteChanges): NoteChanges {
  const is: NoteChanges = row.content;
  const differs = ([key, value]: [string, unknown]): boolean =>
    value !== undefined && (key === "conflict_of" ? row.conflict_of !== null : JSON.stringify(is[key as keyof NoteChanges]) !== JSON.stringify(value));
  return Object.fromEntries(Object.entries(change).filter(differs)) as NoteChanges;
}

/** An edit of a note that is not here any more: its words are kept where its reader finds them. */
async function keepLoose(tx: Writing, { id, change: { conflict_of: _, ...content }, at, secret }: Draft): Promise<string> {
  const before = (await tx.objectStore("kept").getAll()).find(({ note }) => note.id === id);
  if (before) {
    await tx.objectStore("kept").put({ ...before, note: { ...before.note, content: { ...before.note.content, ...content } } });
    return id;
  }
  const me = await tx.objectStore("about").get("me");
  const author = (me as { id?: string } | undefined)?.id ?? "";
  const row = newRow(id, author, { kind: "comment", document: null, version: "", ...content }, at);
  await keep(tx, { ...row, ...((secret || !tx.exempt.none) && { secret: true as const }) }, "missing", at);
  return id;
}

export async function keep(tx: Writing, row: NoteRow, word: string, at: string): Promise<void> {
  const { secret } = row;
  await tx.objectStore("kept").put({ id: newId(), note: noteOf(row, row.author, ""), word, at, ...(secret && { secret }) });
}

/** Undoes a deletion that is waiting, or asks for the note anew. */
async function bringBack(tx: Writing, row: NoteRow): Promise<void> {
  const deletion = (await waitingFor(tx, row.id)).findLast((entry) => entry.op === "delete");
  if (!deletion) touch(row); // while it is still deleted: so the server has it
  delete row.hidden;
  if (!deletion) {
    await queueFor(tx, row, { op: "put", fields: wholeFields(row) });
  } else if (deletion.undo) {
    await tx.objectStore("log").put(deletion.undo);
  } else {
    await tx.objectStore("log").delete(deletion.key);
    return unsaid(tx, row);
  }
  await tx.objectStore("notes").put(row);
}

/** Something that waited is not to be said after all: the row may be as the server has it. */
async function unsaid(tx: Writing, row: NoteRow): Promise<void> {
  if ((await sentFor(tx, row.id)).length === 0) await settle(tx, row);
  else await tx.objectStore("notes").put(row);
}

export async function revive(tx: Writing, row: NoteRow): Promise<void> {
  const goesOn = row.narrowed === undefined ? undefined : await tx.objectStore("notes").get(row.narrowed);
  if (row.hidden !== undefined) await (goesOn ? revive(tx, goesOn) : bringBack(tx, row));
}

async function remove(tx: Writing, row: NoteRow, now: number): Promise<void> {
  if (row.hidden !== undefined) return;
  const [waiting, sent] = [await waitingFor(tx, row.id), await sentFor(tx, row.id)];
  const others = waiting.filter(({ line }) => line !== (row.line ?? 0));
  if (others.length > 0 && !sent.some(({ line }) => line === (row.line ?? 0))) return removeOne(tx, row, waiting, others);
  if (row.server === null && sent.length === 0) {
    for (const { key } of waiting) await tx.objectStore("log").delete(key);
    delete row.server;
    if (row.parent === null) row.scope = "private"; // nobody was told of a share either
  } else {
    touch(row);
    const last = lastOf(waiting, row);
    if (last?.op === "put") {
      const { key, note, line, base } = last;
      await tx.objectStore("log").put({ key, note, line, base, op: "delete", undo: last });
    } else {
      await queueFor(tx, row, { op: "delete", undo: null });
    }
  }
  row.hidden = now;
  await tx.objectStore("notes").put(row);
}

/** Another tab has written other words in it meanwhile, which whoever deletes has not seen: those stay. */
async function removeOne(tx: Writing, row: NoteRow, waiting: LogEntry[], others: LogEntry[]): Promise<void> {
  const log = tx.objectStore("log");
  const left = [...others];
  for (const entry of waiting.filter((one) => !others.includes(one))) {
    await log.delete(entry.key);
    if (entry.fields?.kind === undefined || !left[0]) continue;
    await log.delete(left[0].key); // the words that stay are what the note is made with
    left[0] = { ...left[0], key: entry.key, fields: { ...entry.fields, ...left[0].fields } };
    await log.put(left[0]);
  }
  if (row.server && (row.line ?? 0) === (row.main ?? 0)) await queueFor(tx, row, { op: "delete", undo: null });
  showBeneath(row, left);
  await tx.objectStore("notes").put(row);
}

async function share(tx: Writing, row: NoteRow, scope: string, readers: string[]): Promise<void> {
  touch(row);
  row.scope = scope;
  await queueFor(tx, row, { op: "share", scope, readers });
  await tx.objectStore("notes").put(row);
}

/** Takes a shared note back: it stays as a private copy. A share that was never sent is simply not sent. */
async function narrow(tx: Writing, row: NoteRow, now: number): Promise<string> {
  const share = (await waitingFor(tx, row.id)).find((entry) => entry.op === "share");
  if (share) {
    await tx.objectStore("log").delete(share.key);
    row.scope = row.server?.scope ?? "private";
    await unsaid(tx, row);
    return row.id;
  }
  touch(row);
  const copy: NoteRow = { ...row, id: newId(), scope: "private", ver: 0, shown: 0, saves: 0, behind: 1 };
  for (const key of ["by", "line", "base", "main", "trail"] as const) delete copy[key];
  copy.server = { ...standing(copy), ver: 0 };
  await queueFor(tx, row, { op: "narrow", copy: copy.id });
  row.trail = [...(row.trail ?? []), { from: row.shown, id: copy.id, to: copy.shown, ...(row.by ? { by: row.by } : {}) }];
  Object.assign(row, { hidden: now, narrowed: copy.id });
  await tx.objectStore("notes").put(row);
  await tx.objectStore("notes").put(copy);
  return copy.id;
}
