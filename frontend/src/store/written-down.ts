/** What is typed or pressed goes to disk before anything is asked for; then it is worked into the rows. */

import { atOnce } from "./database";
import { workIn } from "./edits";
import { exemptAsRead, isSecret } from "./exempt";
import { type Draft, newId } from "./note-rows";
import { changed } from "./notices";
import { sealedDraft } from "./sealing";
import { Locked, lockState } from "./vault";

const TAB = newId();

/** `by`: who edits, when it is not one who opened the note as it stood. */
export type Told = Pick<Draft, "id" | "change" | "base" | "act" | "row"> & { by?: string };

/** Who edits: a later edit by the same one has seen the words of the earlier. */
export const editor = (of: number | string): string => `${TAB} ${of}`;

/** Answers the ids they were saved under, in order; null when nobody is signed in here. */
export async function writtenDown(told: (person: string, at: string) => Told[]): Promise<string[] | null> {
  const written = new Date().toISOString();
  const saved = await atOnce(async (database, person, at) => {
    const drafts = told(person, at).map((one) => asSafe({ by: editor(one.base), ...one, at, written })); // throws Locked
    const tx = database.transaction("drafts", "readwrite", { durability: "strict" });
    const added = drafts.map((draft) => tx.store.add(draft));
    tx.commit(); // it is on its way to disk before anything is asked for
    const [ns, , ids] = await Promise.all([Promise.all(added), tx.done, workIn(database)]);
    return drafts.map(({ id }, at) => ids.get(ns[at] ?? 0) ?? id);
  });
  if (saved !== null) changed("notes");
  return saved;
}

/** What is about an exempt paper is sealed before it touches the disk; what is not known not to be, too, when it can be. */
function asSafe(draft: Draft): Draft {
  const { id, row } = draft;
  const exempt = exemptAsRead();
  const covered = row !== undefined && (exempt?.cover(row) ?? false);
  if (lockState() === "open") return covered || isSecret(id) || exempt === null ? sealedDraft(draft) : draft;
  if (covered || isSecret(id) || (row?.parent && isSecret(row.parent))) throw new Locked();
  return draft;
}
