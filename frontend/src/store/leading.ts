/** How far each meeting that is led on this device has come, and who waits to speak. It goes nowhere else. */

import type { Leading } from "../domain/run-sheet";
import { atOnce, rows } from "./database";
import { changed } from "./notices";

export async function leadingOf(packageId: string): Promise<Leading | null> {
  return ((await (await rows())?.get("about", "leading")) as Record<string, Leading> | undefined)?.[packageId] ?? null;
}

/** What `change` makes of it, in one transaction: another tab may show it too. Packages that are gone are forgotten. */
export async function keepLeading(packageId: string, change: (leading: Leading | null) => Leading | null): Promise<void> {
  await atOnce(async (database) => {
    const tx = database.transaction(["about", "papers"], "readwrite", { durability: "strict" });
    const about = tx.objectStore("about");
    const [kept, packages] = await Promise.all([about.get("leading"), tx.objectStore("papers").getAllKeys()]);
    const all = Object.fromEntries(Object.entries((kept as Record<string, Leading> | undefined) ?? {}).filter(([id]) => packages.includes(id)));
    const led = change(all[packageId] ?? null);
    if (led) all[packageId] = led;
    else delete all[packageId];
    await about.put(all, "leading");
    await tx.done;
  });
  changed("notes");
}
