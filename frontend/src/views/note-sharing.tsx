import type { Note } from "../domain/notes";
import { Share } from "../ui/icons";
import { n } from "../words/notes";
import { sharingOf } from "./note-names";

/** Who reads a note, and whether it is sent. `circles` are names by scope. */
export function Sharing({ note, circles }: { note: Note; circles: ReadonlyMap<string, string> }) {
  return <p class="quiet note-sharing">{note.scope !== "private" && <Share />}{sharingOf(note, circles)}{note.unsent && ` · ${n.kept.title.toLowerCase()}`}</p>;
}
