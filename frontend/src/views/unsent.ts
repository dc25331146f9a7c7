import { unsentNotes } from "../store/notes";
import { w } from "../words/index";

/** How many notes the server does not have yet, in words; empty when it has all. */
export async function unsentWords(): Promise<string> {
  const count = await unsentNotes();
  return count > 0 ? w.net.unsent(count) : "";
}
