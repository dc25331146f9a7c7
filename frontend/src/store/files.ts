/**
 * The bytes of the papers and their layers, by sha-256 or the layer's name, in the browser's own file system (OPFS), one folder per person.
 * A file is here when its row says so; the row is written after its sha-256 was verified.
 */

import { indexName, layeredVersion, textsHere } from "../domain/layers";
import type { PaperSource } from "../domain/paper-source";
import { device } from "./device";
import { type FileRow, rows } from "./database";
import { folderIn, holding } from "./holding";
import { manifestsKept } from "./list";
import { quiet } from "./note-rows";
import { changed } from "./notices";
import { opened } from "./sealed";
import { contentKey, inMemory } from "./vault";
import { storedFiles } from "./vault-rows";

export type { PaperSource } from "../domain/paper-source";

export const ROOT = "papers";

/** The lock of whoever gathers words into an index file; held too while a person's files are deleted, so that none comes after. */
export const INDEXING = "folkevalgt-search";

/** A person's folder name; ids come from the server, so nothing in them may leave the folder. */
export const folderName = (person: string): string => encodeURIComponent(person).replaceAll(".", "%2E");

/** A file that is here, opened if it is sealed; null when it is not here, or nobody has unlocked what opens it. */
export async function openFile(sha256: string): Promise<PaperSource | null> {
  const passing = inMemory(sha256);
  const row = passing ? null : await (await rows())?.get("files", sha256);
  const sealed = passing?.sealed ?? row?.sealed;
  const key = sealed === undefined ? null : contentKey(sealed);
  if (sealed !== undefined && key === null) return null;
  const source = passing ?? (row ? await onDisk(sha256) : null);
  return source && key ? opened(source, key) : source;
}

async function onDisk(sha256: string): Promise<PaperSource | null> {
  const { person } = await device();
  if (person === null) return null;
  try {
    const handle = await holding(await folderOf(person), (folder) => folder.getFileHandle(sha256));
    const file = await holding(handle, (one) => one.getFile());
    return {
      size: file.size,
      read: async (begin, end) => new Uint8Array(await file.slice(begin, end).arrayBuffer()),
    };
  } catch {
    // The browser took the file away: then it is not here, and the next download brings it again.
    await (await rows())?.delete("files", sha256);
    changed("downloads", "lost");
    return null;
  }
}

/** The files of `person` that are here whole, with their sizes in bytes. */
export async function filesOf(person: string): Promise<Map<string, number>> {
  if ((await device()).person !== person) return new Map();
  return new Map(((await (await rows())?.getAll("files")) ?? []).map((row) => [row.sha256, row.size]));
}

/** Files of `person` that were verified are here from when this returns. */
export async function arrived(person: string, files: FileRow[]): Promise<void> {
  if ((await device()).person !== person) return;
  const tx = (await rows())?.transaction("files", "readwrite");
  if (!tx) return;
  for (const file of files) void tx.store.put(file);
  await tx.done;
}

/**
 * Older versions of the papers here with notes on them that nobody has said the new place of: sha-256 and package.
 * They are the old page beside.
 */
export async function olderWithNotes(): Promise<Map<string, string>> {
  const database = await rows();
  const found = new Map<string, string>();
  if (!database) return found;
  const shown = (await manifestsKept()).flatMap(({ shown: now }) => now.documents.map((one) => ({ ...one, package: now.package })));
  const newest = new Map(shown.map((document) => [document.id, document]));
  const index = database.transaction("notes").store.index("place");
  for (let at = await index.openKeyCursor(null, "nextunique"); at; at = await at.continue()) {
    const [id, version] = at.key;
    const { package: packageId, version: now } = newest.get(id) ?? {};
    if (packageId === undefined || !now || now.sealed || !version || now.sha256 === version) continue;
    const notes = await index.getAll(at.key);
    const open = notes.some((row) => row.hidden === undefined && !quiet(row) && row.content.accepted?.version !== now.sha256);
    if (open) found.set(version, packageId);
  }
  return found;
}

/**
 * Drops files that no manifest here names any more, and a paper's layers with it. An older version stays as long as the paper is still
 * given to this person and the newer version has not arrived, or there are notes on it. Run it only while nothing
 * is downloading.
 */
export async function dropUnnamed(person: string): Promise<void> {
  const here = await filesOf(person);
  const named = new Set((await olderWithNotes()).keys());
  const stored = await storedFiles();
  const present = new Set(here.keys());
  for (const { shown, before } of await manifestsKept()) {
    named.add(await indexName(shown.package, textsHere(shown, present)));
    for (const { id, version } of shown.documents) {
      if (!version || (version.sealed && !stored.has(version.sha256))) continue; // its key is gone, and so are its bytes
      named.add(version.sha256);
      if (version.text) named.add(version.text);
      if (here.has(version.sha256)) continue;
      const older = before.flatMap((one) => one.documents).filter((document) => document.id === id && document.version?.sealed === version.sealed);
      for (const { version: had } of older) for (const name of [had?.sha256, had?.text]) if (name) named.add(name);
    }
  }
  const folder = await folderOf(person);
  const stays = (name: string): boolean => named.has(name) || named.has(layeredVersion(name) ?? "");
  for (const name of here.keys()) if (!stays(name)) await (await rows())?.delete("files", name);
  await holding(folder, async () => {
    for await (const name of folder.keys()) if (!stays(name)) await folder.removeEntry(name).catch(() => undefined);
  });
}

/** Deletes every file of one person, finished or not. */
export async function deleteFiles(person: string): Promise<void> {
  const root = await folderIn(await navigator.storage.getDirectory(), ROOT);
  await holding(root, () => root.removeEntry(folderName(person), { recursive: true })).catch((trouble: unknown) => {
    if (!(trouble instanceof DOMException && trouble.name === "NotFoundError")) throw trouble;
  });
}

async function folderOf(person: string): Promise<FileSystemDirectoryHandle> {
  return folderIn(await folderIn(await navigator.storage.getDirectory(), ROOT), folderName(person));
}
