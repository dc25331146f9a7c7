/** Rows of the quiet kinds: never in a list, never in conflict, never shared; the later arrival counts. They hold no words, and lie in clear. */

import type { NoteDraft, QuietKind } from "../domain/notes";
import { atOnce, rows } from "./database";
import { device } from "./device";
import { creation, idFor, newRow, type NoteRow } from "./note-rows";

/** `about` are the ids that name the row: with the person's they are its own, on all their devices. */
export type Quiet = Omit<NoteDraft, "kind" | "parent"> & { kind: QuietKind; about: string[] };

export const quietRow = (person: string, { about, ...made }: Quiet, at: string): NoteRow =>
  newRow(idFor(person, ...about), person, made, at);

/** Writes the row whole, as if for the first time. Who calls tells the watchers. */
export async function putQuiet(quiet: Quiet): Promise<void> {
  await atOnce(async (database, person, at) => {
    const row = quietRow(person, quiet, at);
    const tx = database.transaction(["notes", "log"], "readwrite", { durability: "strict" });
    void tx.objectStore("notes").put(row);
    void tx.objectStore("log").put(creation(row));
    tx.commit(); // without waiting to be called back: the page may be on its way out
    await tx.done;
  });
}

export async function quietContent(about: string[]): Promise<NoteRow["content"] | null> {
  const { person } = await device();
  const row = await (await rows())?.get("notes", idFor(person ?? "", ...about));
  return row && row.hidden === undefined ? row.content : null;
}
