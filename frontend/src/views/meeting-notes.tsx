import { useState } from "preact/hooks";
import type { Note } from "../domain/notes";
import { toLookAt } from "../store/anchors";
import { circlesOf } from "../store/circles";
import { allNotes, lockedNotes } from "../store/notes";
import { Save } from "../ui/icons";
import { to } from "../ui/router";
import { n } from "../words/notes";
import { useLive } from "./live";
import { circleNames } from "./note-names";
import { meetingName, type Shelved, shelves } from "./note-shelves";
import { OutDialog } from "./notes-out";

/** My notes in one meeting, by paper; and how many of each paper's must be looked at. */
export interface MeetingNotes {
  notes: Note[];
  byPaper: Map<string, number>;
  look: Map<string, number>;
  locked: number;
}

export async function notesIn(documents: ReadonlySet<string>): Promise<MeetingNotes> {
  const [all, doubtful, locked] = await Promise.all([allNotes(), toLookAt(), lockedNotes(documents)]);
  const notes = all.filter(({ mine, document, conflictOf }) => mine && conflictOf === null && document !== null && documents.has(document));
  return { notes, byPaper: counted(notes), look: counted(doubtful.map(({ note }) => note)), locked };
}

function counted(notes: Note[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { document } of notes) if (document !== null) found.set(document, (found.get(document) ?? 0) + 1);
  return found;
}

export function MyNotes({ packageId, notes: { notes, look, locked } }: { packageId: string; notes: MeetingNotes }) {
  const [out, setOut] = useState(false);
  const doubtful = [...look.values()].reduce((sum, one) => sum + one, 0);
  if (notes.length === 0 && locked === 0) return null;
  return (
    <section class="my-notes" aria-labelledby="my-notes">
      <h2 class="ds-sr-only" id="my-notes">{n.list.mine}</h2>
      <p>{notes.length > 0 && n.list.mineMore(notes.length)} {locked > 0 && `${n.locked(locked)}.`} {doubtful > 0 && <strong>{n.carry.look(doubtful)}.</strong>}</p>
      <div class="actions">
        <a class="ds-button" data-variant="tertiary" href={to.notes({ meeting: packageId })}>{n.list.see}</a>
        <button type="button" class="ds-button" data-variant="tertiary" onClick={() => setOut(true)}><Save />{n.out.short}<span class="ds-sr-only">: {n.list.mine}</span></button>
      </div>
      {out && <Out packageId={packageId} notes={notes} onClose={() => setOut(false)} />}
    </section>
  );
}

function Out({ packageId, notes, onClose }: { packageId: string; notes: Note[]; onClose: () => void }) {
  const [live] = useLive(["papers"], async () => ({ where: await shelves(), circles: await circlesOf(packageId) }), packageId);
  if (live.state !== "here") return null;
  const { where, circles } = live.value;
  const shelf: Shelved | undefined = [...where.values()].find((one) => one.package === packageId);
  return <OutDialog notes={notes} where={where} circles={circleNames(circles)} label={shelf ? meetingName(shelf) : n.title} onClose={onClose} />;
}
