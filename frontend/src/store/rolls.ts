/** Who sits in the committees whose papers are here, as the server last said it: names for a run sheet. */

import type { Roll, RollPerson } from "../domain/shapes";
import { rows } from "./database";
import { changed } from "./notices";

export async function rollOf(packageId: string): Promise<RollPerson[]> {
  const kept = (await (await rows())?.get("about", "rolls")) as Roll[] | undefined;
  return kept?.find((roll) => roll.package === packageId)?.people ?? [];
}

export async function rollsEtag(): Promise<string> {
  return ((await (await rows())?.get("about", "rollsEtag")) as string | undefined) ?? "";
}

export async function keepRolls(rolls: Roll[], etag: string): Promise<void> {
  const tx = (await rows())?.transaction("about", "readwrite");
  if (!tx) return;
  await tx.store.put(rolls, "rolls");
  await tx.store.put(etag, "rollsEtag");
  await tx.done;
  changed("notes");
}
