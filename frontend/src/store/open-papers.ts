/** Which papers someone has open in each meeting on this device. */

import { rows } from "./database";

/** Documents, in the order they stand in the row. */
export async function openPapers(packageId: string): Promise<string[]> {
  return ((await (await rows())?.get("about", "open")) as Record<string, string[]> | undefined)?.[packageId] ?? [];
}

/** What `change` makes of them, in one transaction: another tab may open papers too. Packages that are gone are forgotten. */
export async function keepOpen(packageId: string, change: (open: string[]) => string[]): Promise<void> {
  const tx = (await rows())?.transaction(["about", "papers"], "readwrite");
  if (!tx) return;
  const about = tx.objectStore("about");
  const [kept, packages] = await Promise.all([about.get("open"), tx.objectStore("papers").getAllKeys()]);
  const open = Object.entries((kept as Record<string, string[]> | undefined) ?? {}).filter(([id]) => packages.includes(id));
  const all = Object.fromEntries(open);
  await about.put({ ...all, [packageId]: change(all[packageId] ?? []) }, "open");
  await tx.done;
}
