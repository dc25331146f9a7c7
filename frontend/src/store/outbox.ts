/** What this person did that the server has not heard yet, oldest first. */

import { rows, type Unsent } from "./database";

export type { Unsent } from "./database";

export async function unsent(): Promise<Unsent[]> {
  return ((await (await rows())?.getAll("outbox")) ?? []).sort((a, b) => a.at - b.at);
}

export async function queue(entry: Unsent): Promise<void> {
  const tx = (await rows())?.transaction("outbox", "readwrite", { durability: "strict" });
  await tx?.store.put(entry);
  await tx?.done;
}

/** Forgets an entry unless it was replaced by a later one while it was being sent. */
export async function sent(entry: Unsent): Promise<void> {
  const tx = (await rows())?.transaction("outbox", "readwrite");
  if (tx && (await tx.store.get(entry.id))?.at === entry.at) await tx.store.delete(entry.id);
  await tx?.done;
}
