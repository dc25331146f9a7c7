import { useState } from "preact/hooks";
import type { Note } from "../domain/notes";
import type { NoteCircle } from "../domain/shapes";
import { narrowNote, shareNote } from "../store/notes";
import { Ask, Dialog } from "../ui/ask";
import { n } from "../words/notes";
import { sorry } from "../words/index";
import { Desk, Share } from "../ui/icons";
import { circleTitle } from "./note-names";
import { wordOf } from "./live";

/** Who would read it, by name and counted, before it is sent; and why not where it may not be. */
export function ShareDialog({ note, circles, onClose }: { note: Note; circles: NoteCircle[]; onClose: () => void }) {
  const [failed, setFailed] = useState("");
  const share = (circle: NoteCircle) =>
    void shareNote(note.id, circle.scope, circle.readers.map(({ id }) => id)).then(onClose, (trouble: unknown) => setFailed(wordOf(trouble)));
  return (
    <Dialog title={n.share.title} onClose={onClose}>
      {circles.length === 0 && <><p><strong>{n.share.none}</strong></p><p>{n.share.noneMore}</p></>}
      {[...circles].sort((a, b) => b.kind.localeCompare(a.kind)).map((circle) => (
        <section key={circle.scope} class="circle" aria-labelledby={`circle-${circle.scope}`}>
          <h3 class="ds-heading" data-size="2xs" id={`circle-${circle.scope}`}>{circle.kind === "chair" ? <Desk /> : <Share />}{circleTitle(circle)}</h3>
          {circle.refused === "" ? (
            <>
              <p>{n.share.only[circle.kind]} {n.share.readers(circle.readers.length)}</p>
              <ul class="readers">{circle.readers.map(({ id, name }) => <li key={id}>{name}</li>)}</ul>
              <button type="button" class="ds-button" onClick={() => share(circle)}>{n.share.yes(circle.kind, circle.readers.map(({ name }) => name))}<span class="ds-sr-only">, {circleTitle(circle)}</span></button>
            </>
          ) : (
            <p class="refused">{circle.refused === "quorum" ? n.share.quorum(circle.present, circle.seats, circle.body) : n.share.nobody}</p>
          )}
        </section>
      ))}
      {circles.some(({ refused }) => refused === "") && <p class="quiet">{n.share.more} {n.share.logged}</p>}
      {failed && <p role="alert" class="warn">{sorry(failed)}</p>}
    </Dialog>
  );
}

/** `onStopped` hears the id of the private note that is left. */
export function UnshareDialog({ note, onStopped, onClose }: { note: Note; onStopped: (id: string) => void; onClose: () => void }) {
  return (
    <Ask title={n.share.stop} yes={n.share.stopYes} onYes={() => void narrowNote(note.id).then(onStopped).finally(onClose)} onNo={onClose}>
      <p>{n.share.stopMore}</p>
    </Ask>
  );
}
