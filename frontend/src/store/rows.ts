/** What the views read of this device, and the little they write. All of it works without network. */

import type { Manifest, Me, Paper } from "../domain/shapes";
import { type ManifestRow, type PaperRow, rows } from "./database";
import { serverNow } from "./device";
import { changed } from "./notices";
import { inMemory, withWholeTitles } from "./vault";

export { watch, type Topic } from "./notices";
export { everyStop, markSeen, type Position, position, positions, savePosition } from "./stops";

/** `isNew`: this revision has not been opened here; `opened`: some revision has. */
export type StoredPaper = Paper & { isNew: boolean; opened: boolean };

export async function me(): Promise<Me | null> {
  return ((await (await rows())?.get("about", "me")) as Me | undefined) ?? null;
}

export async function papers(): Promise<StoredPaper[]> {
  const database = await rows();
  if (!database) return [];
  const now = await serverNow();
  return (await database.getAll("papers"))
    .filter((row) => Date.parse(row.valid_until) > now)
    .map(({ here: _here, received: _received, trouble: _trouble, opened, ...paper }) => ({
      ...paper,
      isNew: opened !== paper.manifest,
      opened: opened !== null,
    }));
}

/** The newest manifest of a package whose rows are here; with whole titles for whoever has unlocked them. */
export async function manifest(packageId: string): Promise<Manifest | null> {
  const database = await rows();
  const row = await database?.get("papers", packageId);
  if (!row?.here || Date.parse(row.valid_until) <= (await serverNow())) return null;
  const kept = (await database?.get("manifests", row.here))?.manifest;
  return kept ? withWholeTitles(kept) : null;
}

/** The sha-256 of every file that is here whole. */
export async function filesHere(): Promise<Set<string>> {
  return new Set(await (await rows())?.getAllKeys("files"));
}

/**
 * The file to show for a document: the version its manifest names, or, until that one has arrived,
 * the one before it. Null when neither is here or the paper is no longer given to this person.
 */
export async function fileFor(packageId: string, documentId: string): Promise<{ sha256: string; older: boolean } | null> {
  const newest = (await manifest(packageId))?.documents.find((document) => document.id === documentId)?.version;
  const database = await rows();
  if (!newest || !database) return null;
  for (const row of newestFirst(await database.getAllFromIndex("manifests", "package", packageId))) {
    const { sha256, sealed } = row.manifest.documents.find((document) => document.id === documentId)?.version ?? {};
    if (sha256 && sealed === newest.sealed && (inMemory(sha256) || (await database.getKey("files", sha256)))) return { sha256, older: sha256 !== newest.sha256 };
  }
  return null;
}

/** Call when a package is shown to its reader: it is no longer new, and the server is told at the next contact. */
export async function opened(packageId: string): Promise<void> {
  const tx = (await rows())?.transaction(["papers", "outbox"], "readwrite", { durability: "strict" });
  const row = await tx?.objectStore("papers").get(packageId);
  if (!tx || !row?.here || row.opened === row.here) return;
  await tx.objectStore("papers").put({ ...row, opened: row.here });
  const receipt = { manifest: row.here, what: "opened" } as const;
  await tx.objectStore("outbox").put({ id: `opened ${row.here}`, at: Date.now(), receipt });
  await tx.done;
  changed("papers");
}

export async function lastPulled(): Promise<Date | null> {
  const at = (await (await rows())?.get("about", "pulled")) as number | undefined;
  return at === undefined ? null : new Date(at);
}

export const newestFirst = (found: ManifestRow[]): ManifestRow[] => found.sort((a, b) => b.order - a.order);

export type { PaperRow };
