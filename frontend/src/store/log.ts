/** What waits for the server, as the sync takes it out. */

import type { NoteMutation } from "../domain/shapes";
import { reject } from "./answers";
import { rows } from "./database";
import { type LogEntry, newId, quietEntry } from "./note-rows";
import { lockState } from "./vault";
import { SENT, type Writing, writing } from "./writing";

/** What one push may hold; the server takes 1 MiB. */
const MOST = { entries: 500, bytes: 1_000_000 };

export interface Batch {
  client: string;
  mutations: NoteMutation[];
}

/** How many notes have something the server has not answered; places and print selections do not count. */
export async function unsentNotes(): Promise<number> {
  const database = await rows();
  if (!database) return 0;
  const tx = database.transaction(["log", "drafts"]);
  const [entries, drafts] = await Promise.all([tx.objectStore("log").getAll(), tx.objectStore("drafts").getAll()]);
  return new Set([...entries.filter((entry) => !quietEntry(entry)).map(({ note }) => note), ...drafts.map(({ id }) => id)]).size;
}

/** Whether anything waits, quiet kinds included. */
export async function anythingWaits(): Promise<boolean> {
  return ((await (await rows())?.count("log")) ?? 0) > 0;
}

/**
 * What is to be sent now: what was sent before and not answered, just as it was; else the first entry of each note
 * that can go. From when this returns those have their numbers for good.
 */
export async function take(): Promise<Batch | null> {
  return writing(async (tx) => {
    const about = tx.objectStore("about");
    let client = (await about.get("client")) as string | undefined;
    if (!client) await about.put((client = newId()), "client");
    const log = tx.objectStore("log");
    const sent = await log.getAll(SENT());
    for (const entry of sent) if (await isShut(tx, entry)) return null; // what was sent goes again just as it was
    if (sent.length === 0) {
      let mid = ((await about.get("mid")) as number | undefined) ?? 0;
      for (const { key, ...entry } of await ready(tx)) {
        await log.delete(key);
        sent.push({ ...entry, key: ++mid });
        await log.put(sent.at(-1) as LogEntry);
      }
      if (sent.length > 0) await about.put(mid, "mid");
    }
    return sent.length > 0 ? { client, mutations: sent.map(mutationOf) } : null;
  });
}

/** The first entry of each note, as long as what it builds on is known to the server, and to us. */
async function ready(tx: Writing): Promise<LogEntry[]> {
  const found: LogEntry[] = [];
  let bytes = 0;
  let last = "";
  for (let from: IDBKeyRange = IDBKeyRange.lowerBound([]); ; ) {
    const some = await tx.objectStore("log").getAll(from, 2 * MOST.entries);
    for (const entry of some) {
      if (entry.note === last) continue;
      last = entry.note;
      if (!(await canGo(tx, entry))) continue;
      const size = new TextEncoder().encode(JSON.stringify(mutationOf(entry))).length;
      if (size > MOST.bytes) {
        await tx.objectStore("log").delete(entry.key);
        await reject(tx, entry, entry.fields?.geometry ? "ink_too_large" : "text_too_long");
        continue;
      }
      bytes += size + 1;
      if (bytes > MOST.bytes || found.length === MOST.entries) return found;
      found.push(entry);
    }
    const end = some.at(-1);
    if (!end) return found;
    from = IDBKeyRange.lowerBound(end.key, true);
  }
}

/** Whether it is about something exempt and the vault is locked: then it waits, and the rest need not. */
async function isShut(tx: Writing, entry: LogEntry): Promise<boolean> {
  if (entry.sealed !== undefined) return true;
  if (tx.exempt.none || lockState() === "open") return false;
  const row = await tx.objectStore("notes").get(entry.note);
  return row !== undefined && tx.exempt.shut(row);
}

async function canGo(tx: Writing, entry: LogEntry): Promise<boolean> {
  if (quietEntry(entry)) return true;
  if (await isShut(tx, entry)) return false;
  const row = await tx.objectStore("notes").get(entry.note);
  if (row?.behind !== undefined) return false;
  const above = entry.fields?.parent ? await tx.objectStore("notes").get(entry.fields.parent) : undefined;
  return above?.server !== null; // a reply waits until what it replies to is there
}

const mutationOf = ({ key, note, op, base, fields, scope, readers, copy }: LogEntry): NoteMutation => ({
  mid: typeof key === "number" ? key : 0,
  op,
  id: note,
  base,
  ...(fields && { fields }),
  ...(scope !== undefined && { scope }),
  ...(readers && { readers }),
  ...(copy !== undefined && { copy }),
});

/** The server does not go on with this client's numbers: begins anew under another name. Nothing that waits is lost. */
export async function beginAsAnother(client: string): Promise<void> {
  await writing(async (tx) => {
    const about = tx.objectStore("about");
    if ((await about.get("client")) !== client) return;
    const log = tx.objectStore("log");
    const sent = await log.getAll(SENT());
    await log.delete(SENT());
    for (const [n, entry] of sent.entries()) await log.put({ ...entry, key: n + 1 });
    await about.put(newId(), "client");
    await about.put(sent.length, "mid");
  });
}

/** A word for what keeps everything from being sent ("old_app"), or nothing. */
export async function logTrouble(): Promise<string> {
  return ((await (await rows())?.get("about", "trouble")) as string | undefined) ?? "";
}

export async function setLogTrouble(word: string): Promise<boolean> {
  if ((await logTrouble()) === word) return false;
  await (await rows())?.put("about", word, "trouble");
  return true;
}
