/**
 * Transactions over everything a note is made of, and what of it waits for the server. What is exempt is sealed on its way
 * into a row and opened on its way out, here and nowhere else; a row that cannot be opened keeps its `sealed`, and goes back as it is.
 */

import type { IDBPObjectStore, IDBPTransaction, StoreNames } from "idb";
import { rows, type PersonDatabase, type PersonSchema } from "./database";
import { exemptIn, type Exemptions } from "./exempt";
import type { Draft, LogEntry, NoteRow } from "./note-rows";
import { type KeptRow, openedDraft, openedEntry, openedKept, openedRow, plainDraft, plainEntry, plainKept, plainRow, sealedEntry, sealedKept, sealedRow } from "./sealing";

const STORES = ["notes", "log", "kept", "about", "anchors"] as const;
type Name = (typeof STORES)[number] | "drafts";
type Transaction = IDBPTransaction<PersonSchema, Name[], "readwrite">;
type Raw<N extends Name> = IDBPObjectStore<PersonSchema, Name[], N, "readwrite">;
type Key<N extends StoreNames<PersonSchema>> = PersonSchema[N]["key"];

/** A store whose rows come out opened and go in sealed where that is needed. */
interface Store<V, N extends Name> {
  get(key: Key<N>): Promise<V | undefined>;
  getAll(query?: IDBKeyRange | null, count?: number): Promise<V[]>;
  getAllKeys(query?: IDBKeyRange | null): Promise<Key<N>[]>;
  put(value: V): Promise<unknown>;
  delete(key: Key<N> | IDBKeyRange): Promise<void>;
}

interface Stores {
  notes: Store<NoteRow, "notes"> & { index(name: "hidden" | "behind" | "old"): Pick<Store<NoteRow, "notes">, "getAll"> };
  log: Store<LogEntry, "log">;
  kept: Store<KeptRow, "kept">;
  drafts: Store<Draft, "drafts">;
  about: Raw<"about">;
  anchors: Raw<"anchors">;
}

export interface Writing {
  /** What is exempt here; whoever is told of more sets it. */
  exempt: Exemptions;
  objectStore<N extends keyof Stores>(name: N): Stores[N];
}
export type WorkingIn = Writing;

/** One transaction over everything a note is made of. Null when nobody is signed in here. */
export async function writing<T>(work: (tx: Writing) => Promise<T>, durability: "strict" | "default" = "strict"): Promise<T | null> {
  const database = await rows();
  return database && whole(database.transaction([...STORES], "readwrite", { durability }) as unknown as Transaction, work);
}

/**
 * The same with what was written down and is to be worked in. Nothing else holds on to the drafts: what is pressed while
 * the server's changes are coming in need not wait for them, which a page on its way out cannot.
 */
export const workingIn = <T>(database: PersonDatabase, work: (tx: WorkingIn) => Promise<T>): Promise<T> =>
  whole(database.transaction([...STORES, "drafts"], "readwrite", { durability: "default" }), work); // the drafts are on disk

async function whole<T>(tx: Transaction, work: (tx: Writing) => Promise<T>): Promise<T> {
  tx.done.catch(() => undefined); // told by what is waited for below
  try {
    const result = await work(sealing(tx, await exemptIn(tx.objectStore("about"))));
    await tx.done;
    return result;
  } catch (trouble) {
    if (tx.error === null) abort(tx);
    throw trouble;
  }
}

function abort(tx: Transaction): void {
  try {
    tx.abort();
  } catch {
    // it is over already
  }
}

function sealing(tx: Transaction, exempt: Exemptions): Writing {
  const through = <V, N extends Name>(name: N, open: (value: V) => V, put: (value: V) => Promise<unknown>): Store<V, N> => {
    const raw = tx.objectStore(name) as unknown as Store<V, N>;
    return {
      get: async (key) => {
        const found = await raw.get(key);
        return found && open(found);
      },
      getAll: async (query, count) => (await raw.getAll(query, count)).map(open),
      getAllKeys: (query) => raw.getAllKeys(query),
      put,
      delete: (key) => raw.delete(key),
    };
  };
  const notes = {
    ...through<NoteRow, "notes">("notes", openedRow, (row) => tx.objectStore("notes").put(told.exempt.seals(row) ? sealedRow(row) : plainRow(row))),
    index: (name: "hidden" | "behind" | "old") => ({
      getAll: async (query?: IDBKeyRange | null) => (await tx.objectStore("notes").index(name).getAll(query)).map(openedRow),
    }),
  };
  /** As its note lies, so does what waits of it. */
  const putEntry = async (entry: LogEntry): Promise<unknown> => {
    const row = told.exempt.none && !entry.secret ? undefined : await tx.objectStore("notes").get(entry.note);
    const seals = row ? row.sealed !== undefined : entry.secret === true || told.exempt.coversEntry(entry);
    return tx.objectStore("log").put(seals ? sealedEntry(entry) : plainEntry(entry));
  };
  const stores = {
    notes,
    log: through<LogEntry, "log">("log", openedEntry, putEntry),
    kept: through<KeptRow, "kept">("kept", openedKept, (kept) => tx.objectStore("kept").put(kept.secret || kept.sealed || told.exempt.cover(kept.note) ? sealedKept(kept) : plainKept(kept))),
  };
  const told: Writing = {
    exempt,
    objectStore: <N extends keyof Stores>(name: N) => {
      if (name === "drafts") return through<Draft, "drafts">("drafts", openedDraft, (draft) => tx.objectStore("drafts").put(plainDraft(draft))) as Stores[N];
      return (name in stores ? stores[name as keyof typeof stores] : tx.objectStore(name as "about")) as unknown as Stores[N];
    },
  };
  return told;
}

/** What waits for the server and has not been sent, in order. */
export const waitingFor = (tx: Writing, id: string): Promise<LogEntry[]> =>
  tx.objectStore("log").getAll(IDBKeyRange.bound([id], [id, []]));

export const SENT = (): IDBKeyRange => IDBKeyRange.bound(0, Number.MAX_VALUE);

export const sentFor = async (tx: Writing, id: string): Promise<LogEntry[]> =>
  (await tx.objectStore("log").getAll(SENT())).filter((entry) => entry.note === id || entry.copy === id);
