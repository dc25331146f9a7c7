/** The list of packages on this device as the server last gave it. Only the sync writes here. */

import type { IDBPTransaction } from "idb";
import type { Manifest, Me, Paper } from "../domain/shapes";
import { type About, type PaperRow, type PersonSchema, rows } from "./database";
import { changed } from "./notices";
import { newestFirst } from "./rows";

export async function about<K extends keyof About>(key: K): Promise<About[K] | undefined> {
  return (await (await rows())?.get("about", key)) as About[K] | undefined;
}

export async function keepMe(me: Me): Promise<void> {
  await (await rows())?.put("about", me, "me");
  changed("me");
}

export async function listed(): Promise<PaperRow[]> {
  return (await (await rows())?.getAll("papers")) ?? [];
}

/** Takes over a new list: what it no longer names is gone from the rows when this returns. */
export async function takeList(papers: Paper[], etag: string, at: number): Promise<void> {
  const tx = (await rows())?.transaction(["papers", "manifests", "about"], "readwrite");
  if (!tx) return;
  const store = tx.objectStore("papers");
  const before = new Map((await store.getAll()).map((row) => [row.package, row]));
  for (const paper of papers) {
    const old = before.get(paper.package);
    before.delete(paper.package);
    const trouble = old?.manifest === paper.manifest ? old.trouble : null;
    const { here = null, opened = null, received = null } = old ?? {};
    await store.put({ ...paper, here, opened, received, trouble });
  }
  for (const gone of before.keys()) await dropPackage(tx, gone);
  await tx.objectStore("about").put(etag, "etag");
  await tx.objectStore("about").put(at, "pulled");
  await tx.done;
  changed("papers", "downloads");
}

/** The server said that nothing has changed since the list we have. */
export async function stillCurrent(at: number): Promise<void> {
  await (await rows())?.put("about", at, "pulled");
  changed("papers");
}

/** Drops what may no longer be kept at `now` (server time, ms). */
export async function dropExpired(now: number): Promise<boolean> {
  const tx = (await rows())?.transaction(["papers", "manifests", "about"], "readwrite");
  if (!tx) return false;
  const expired = (await tx.objectStore("papers").getAll()).filter((row) => Date.parse(row.valid_until) <= now);
  for (const row of expired) await dropPackage(tx, row.package);
  if (expired.length) await tx.objectStore("about").delete("etag"); // so that the next list is given whole
  await tx.done;
  if (expired.length) changed("papers", "downloads");
  return expired.length > 0;
}

type Dropping = IDBPTransaction<PersonSchema, ("papers" | "manifests" | "about")[], "readwrite">;

async function dropPackage(tx: Dropping, packageId: string): Promise<void> {
  await tx.objectStore("papers").delete(packageId);
  const manifests = tx.objectStore("manifests");
  for (const key of await manifests.index("package").getAllKeys(packageId)) await manifests.delete(key);
}

export async function hasManifest(sha256: string): Promise<boolean> {
  return (await (await rows())?.getKey("manifests", sha256)) !== undefined;
}

/** Keeps a manifest and, if the list still names it, shows it from now on. */
export async function keepManifest(sha256: string, manifest: Manifest, order: number): Promise<void> {
  const tx = (await rows())?.transaction(["papers", "manifests"], "readwrite");
  const row = await tx?.objectStore("papers").get(manifest.package);
  if (!tx || row?.manifest !== sha256) return;
  await tx.objectStore("manifests").put({ sha256, package: manifest.package, order, manifest });
  await tx.objectStore("papers").put({ ...row, here: sha256 });
  await tx.done;
  changed("papers", "downloads");
}

/** A list can go back to a manifest that is still here. */
export async function showKept(): Promise<void> {
  for (const row of await listed()) {
    if (row.here === row.manifest || !(await hasManifest(row.manifest))) continue;
    const kept = await (await rows())?.get("manifests", row.manifest);
    if (kept) await keepManifest(kept.sha256, kept.manifest, Date.now());
  }
}

/** What is the matter with packages whose rows there was no room to write it in. */
export const unwritten = new Map<string, PaperRow["trouble"]>();

export async function mark(packageId: string, change: Pick<PaperRow, "trouble">): Promise<void> {
  unwritten.set(packageId, change.trouble);
  await written(packageId, change).then(
    () => unwritten.delete(packageId),
    () => changed("downloads"), // a device without room for a paper may have none for a row either
  );
}

async function written(packageId: string, change: Pick<PaperRow, "trouble">): Promise<void> {
  const tx = (await rows())?.transaction("papers", "readwrite");
  const row = await tx?.store.get(packageId);
  if (!tx || !row) return;
  await Promise.all([tx.store.put({ ...row, ...change }), tx.done]);
  changed("downloads");
}

/** A whole package has arrived: older manifests have served, and the server is told at the next contact. */
export async function arrivedWhole(packageId: string): Promise<void> {
  const tx = (await rows())?.transaction(["papers", "manifests", "outbox"], "readwrite", { durability: "strict" });
  const row = await tx?.objectStore("papers").get(packageId);
  if (!tx || !row?.here) return;
  for (const old of newestFirst(await tx.objectStore("manifests").index("package").getAll(packageId)))
    if (old.sha256 !== row.here) await tx.objectStore("manifests").delete(old.sha256);
  if (row.received !== row.here) {
    const receipt = { manifest: row.here, what: "received" } as const;
    await tx.objectStore("outbox").put({ id: `received ${row.here}`, at: Date.now(), receipt });
  }
  await tx.objectStore("papers").put({ ...row, received: row.here, trouble: null });
  await tx.done;
  changed("downloads");
}

/** Every manifest kept here, the shown one of each package first. */
export async function manifestsKept(): Promise<{ row: PaperRow; shown: Manifest; before: Manifest[] }[]> {
  const database = await rows();
  if (!database) return [];
  const tx = database.transaction(["papers", "manifests"]);
  const kept = newestFirst(await tx.objectStore("manifests").getAll());
  const packages = await tx.objectStore("papers").getAll();
  return packages.flatMap((row) => {
    const shown = kept.find((one) => one.sha256 === row.here)?.manifest;
    const before = kept.filter((one) => one.package === row.package && one.sha256 !== row.here).map((one) => one.manifest);
    return shown ? [{ row, shown, before }] : [];
  });
}
