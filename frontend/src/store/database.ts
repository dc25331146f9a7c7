/** One database per person: what one person has here is in no way reachable while another is signed in. */

import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Leading } from "../domain/run-sheet";
import type { Lease, Manifest, Me, NoteCircle, Opened, Paper, Printed, Receipt, Roll } from "../domain/shapes";
import { askDeviceAgain, device, deviceAsRead, momentIn } from "./device";
import type { Exempt } from "./exempt";
import { moveStops } from "./move-stops";
import type { Draft, LogEntry, NoteRow } from "./note-rows";
import type { AnchorRow, KeptRow } from "./sealing";

/** A package on this person's list. `here` names the manifest that is shown, `opened` the newest one that was opened. */
export interface PaperRow extends Paper {
  here: string | null;
  opened: string | null;
  received: string | null;
  trouble: "failed" | "no_space" | null;
}

/** A manifest kept here; `order` grows with each arrival. */
export interface ManifestRow {
  sha256: string;
  package: string;
  order: number;
  manifest: Manifest;
}

/** A file that is here whole, size in bytes; `sealed` is the version whose content key opens it (RFC 8188). */
export interface FileRow {
  sha256: string;
  size: number;
  sealed?: string;
}

/** What this person did that the server has not heard yet. `id` makes doing it twice the same as once. */
export type Unsent = { id: string; at: number } & ({ receipt: Receipt } | { printed: Printed } | { opening: Opened } | { language: Me["language"] });

export interface Prover {
  device: string;
  key: CryptoKey;
}

/** The notices this device has shown, and whether the server has heard so; and where it was last told to push, in ms. */
export interface NoticesHere {
  shown: { id: string; told: boolean }[];
  push: { endpoint: string; at: number } | null;
  /** Somebody was offered notices here and said no. */
  declined?: boolean;
}

export interface About {
  me: Me;
  etag: string;
  pulled: number;
  /** The notes' log: how far it was read, who this browser is to it, its last number used, what is the matter with it. */
  cursor: string;
  reading: "first" | "";
  client: string;
  mid: number;
  trouble: string;
  circles: string;
  /** The papers that are open in each package. */
  open: Record<string, string[]>;
  rolls: Roll[];
  rollsEtag: string;
  /** How this browser proves which device it is, when its session is over: a key that cannot leave it. */
  prover: Prover;
  /** How far each meeting that is led here has come. */
  leading: Record<string, Leading>;
  exempt: Exempt;
  notices: NoticesHere;
  /** The names of the versions shown, by paper and number. */
  named: Record<string, string>;
}

/** What the vault keeps: everything in `bytes` is sealed, save the device's half of its key, which opens nothing alone. */
export interface VaultRow {
  id: string;
  bytes: Uint8Array;
  /** On the row of the lease, in clear: how long the rest may be kept, and what says so. */
  lease?: Lease;
}

export interface PersonSchema extends DBSchema {
  about: { key: keyof About; value: About[keyof About] };
  papers: { key: string; value: PaperRow };
  manifests: { key: string; value: ManifestRow; indexes: { package: string } };
  files: { key: string; value: FileRow };
  outbox: { key: string; value: Unsent };
  notes: { key: string; value: NoteRow; indexes: { place: [string, string]; stop: string; hidden: number; behind: number; old: number } };
  log: { key: number | [string, number]; value: LogEntry };
  drafts: { key: number; value: Draft };
  anchors: { key: [string, string]; value: AnchorRow; indexes: { note: string; state: string } };
  kept: { key: string; value: KeptRow };
  circles: { key: [string, string]; value: NoteCircle };
  vault: { key: string; value: VaultRow };
}

export type PersonDatabase = IDBPDatabase<PersonSchema>;

let current: { person: string; database: Promise<PersonDatabase>; open?: PersonDatabase } | null = null;

const nameOf = (person: string): string => `folkevalgt-${person}`;

/** The rows of whoever is signed in on this device, or null. */
export async function rows(): Promise<PersonDatabase | null> {
  const { person } = await device();
  if (person === null) {
    await close();
    return null;
  }
  if (current?.person !== person) await close();
  if (current?.person !== person) { // or another reader has opened them while this one waited
    const opening: typeof current = (current = { person, database: open(person) });
    void opening.database.then((database) => (opening.open = database), () => undefined);
  }
  return current.database;
}

/**
 * Writes to the rows of whoever is signed in, at the server's time `at`. When the rows are open the work begins in this very
 * turn: a page on its way out gets no other. Null when nobody is signed in.
 */
export async function atOnce<T>(work: (database: PersonDatabase, person: string, at: string) => Promise<T>): Promise<T | null> {
  const asRead = deviceAsRead();
  if (asRead && current?.open && current.person === asRead.person) return work(current.open, current.person, momentIn(asRead));
  const [state, database] = [await device(), await rows()];
  return database && state.person !== null ? work(database, state.person, momentIn(state)) : null;
}

export async function close(): Promise<void> {
  const closing = current;
  current = null;
  (await closing?.database.catch(() => null))?.close();
}

/** Deletes everything one person has in the database. Other tabs let go of it by themselves. */
export async function deleteRows(person: string): Promise<void> {
  if (current?.person === person) await close();
  await deleteDB(nameOf(person));
}

async function open(person: string): Promise<PersonDatabase> {
  let made = false;
  let opened: PersonDatabase | undefined;
  const letGo = () => {
    askDeviceAgain();
    opened?.close();
    if (current?.person === person) void close();
  };
  const database = await openDB<PersonSchema>(nameOf(person), 3, {
    async upgrade(db, before, _now, tx) {
      if (before < 1) {
        made = true;
        db.createObjectStore("about");
        db.createObjectStore("papers", { keyPath: "package" });
        db.createObjectStore("manifests", { keyPath: "sha256" }).createIndex("package", "package");
        db.createObjectStore("files", { keyPath: "sha256" });
        db.createObjectStore("outbox", { keyPath: "id" });
      }
      db.createObjectStore("vault", { keyPath: "id" });
      if (before === 2) return;
      const notes = db.createObjectStore("notes", { keyPath: "id" });
      notes.createIndex("place", ["document", "version"]);
      for (const index of ["stop", "hidden", "behind", "old"] as const) notes.createIndex(index, index);
      db.createObjectStore("log", { keyPath: "key" });
      db.createObjectStore("drafts", { keyPath: "n", autoIncrement: true });
      const anchors = db.createObjectStore("anchors", { keyPath: ["version", "note"] });
      for (const index of ["note", "state"] as const) anchors.createIndex(index, index);
      db.createObjectStore("kept", { keyPath: "id" });
      db.createObjectStore("circles", { keyPath: ["package", "scope"] });
      if (before === 1) await moveStops(person, db, tx);
    },
    blocking: letGo,
    terminated: letGo,
  });
  opened = database;
  if (!made) return database;
  // Whoever was busy while the person was taken off this device has not heard of it, and must not bring their rows back.
  askDeviceAgain();
  if ((await device()).person === person) return database;
  database.close();
  await deleteDB(nameOf(person));
  throw new DOMException("signed out meanwhile", "InvalidStateError");
}
