/** Whom a note may be shared with, as the server last said it. */

import type { NoteCircle } from "../domain/shapes";
import { rows } from "./database";
import { changed } from "./notices";

export async function circlesOf(packageId: string): Promise<NoteCircle[]> {
  return (await (await rows())?.getAll("circles", IDBKeyRange.bound([packageId], [packageId, []]))) ?? [];
}

export async function circlesEtag(): Promise<string> {
  return ((await (await rows())?.get("about", "circles")) as string | undefined) ?? "";
}

export async function keepCircles(circles: NoteCircle[], etag: string): Promise<void> {
  const tx = (await rows())?.transaction(["circles", "about"], "readwrite");
  if (!tx) return;
  await tx.objectStore("circles").clear();
  for (const circle of circles) await tx.objectStore("circles").put(circle);
  await tx.objectStore("about").put(etag, "circles");
  await tx.done;
  changed("notes");
}
