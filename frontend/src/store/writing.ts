/** Transactions over everything a note is made of, and what of it waits for the server. */

import type { IDBPTransaction } from "idb";
import { rows, type PersonDatabase, type PersonSchema } from "./database";
import type { LogEntry } from "./note-rows";

const STORES = ["notes", "log", "kept", "about", "anchors"] as const;
export type Writing = IDBPTransaction<PersonSchema, (typeof STORES)[number][], "readwrite">;
export type WorkingIn = IDBPTransaction<PersonSchema, ((typeof STORES)[number] | "drafts")[], "readwrite">;

/** One transaction over everything a note is made of. Null when nobody is signed in here. */
export async function writing<T>(work: (tx: Writing) => Promise<T>, durability: "strict" | "default" = "strict"): Promise<T | null> {
  const database = await rows();
  return database && whole(database.transaction([...STORES], "readwrite", { durability }), work);
}

/**
 * The same with what was written down and is to be worked in. Nothing else holds on to the drafts: what is pressed while
 * the server's changes are coming in need not wait for them, which a page on its way out cannot.
 */
export const workingIn = <T>(database: PersonDatabase, work: (tx: WorkingIn) => Promise<T>): Promise<T> =>
  whole(database.transaction([...STORES, "drafts"], "readwrite", { durability: "default" }), work); // the drafts are on disk

async function whole<T, Tx extends Writing | WorkingIn>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  tx.done.catch(() => undefined); // told by what is waited for below
  try {
    const result = await work(tx);
    await tx.done;
    return result;
  } catch (trouble) {
    if (tx.error === null) abort(tx);
    throw trouble;
  }
}

function abort(tx: Writing | WorkingIn): void {
  try {
    tx.abort();
  } catch {
    // it is over already
  }
}

/** What waits for the server and has not been sent, in order. */
export const waitingFor = (tx: Writing, id: string): Promise<LogEntry[]> =>
  tx.objectStore("log").getAll(IDBKeyRange.bound([id], [id, []]));

export const SENT = (): IDBKeyRange => IDBKeyRange.bound(0, Number.MAX_VALUE);

export const sentFor = async (tx: Writing, id: string): Promise<LogEntry[]> =>
  (await tx.objectStore("log").getAll(SENT())).filter((entry) => entry.note === id || entry.copy === id);
