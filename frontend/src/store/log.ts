/** What waits for the server, as the sync takes it out. */

import { rows } from "./database";
import { quietEntry } from "./note-rows";

/** How many notes have something the server has not answered; places and print selections do not count. */
export async function unsentNotes(): Promise<number> {
  const database = await rows();
  if (!database) return 0;
  const tx = database.transaction(["log", "drafts"]);
  const [entries, drafts] = [await tx.objectStore("log").getAll(), await tx.objectStore("drafts").getAll()];
  return new Set([...entries.filter((entry) => !quietEntry(entry)).map(({ note }) => note), ...drafts.map(({ id }) => id)]).size;
}
