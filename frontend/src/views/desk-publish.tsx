import { useState } from "preact/hooks";
import type { DeskPackage } from "../domain/shapes";
import { desk, pullNow } from "../sync";
import { wordOf } from "./live";
import { d } from "../words/desk";
import { sorry } from "../words/index";

/** The one green button, and what it will do. `onDone` gets what to tell, and fetches the package anew. */
export function PublishPanel({ opened, onDone }: { opened: DeskPackage; onDone: (message: string) => Promise<void> }) {
  const words = d().package;
  const { row, state } = opened;
  const [note, setNote] = useState("");
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const nothing = row.revision > 0 && row.differences === 0; // what is missing still is told as a difference, but is no news
  const publish = async () => {
    if (working) return;
    setWorking(true);
    setFailed(null);
    try {
      const published = await desk.publish(row.package, { state, change_note: note.trim() });
      void pullNow();
      await onDone(words.done(published.revision, published.recipients));
    } catch (trouble) {
      const word = wordOf(trouble);
      if (word === "stale") await onDone(words.stale);
      else setFailed(word === "offline" ? words.offline : sorry(word));
    }
    setWorking(false);
  };
  return (
    <section class="panel publish" aria-labelledby="publish">
      <h2 class="ds-heading" data-size="xs" id="publish">{d().desk.next}</h2>
      {nothing ? <p class="quiet">{words.nothing}</p> : (
        <>
          <div class="ds-field">
            <label class="ds-label" for="note">{words.note}</label>
            <p class="quiet" id="note-more">{words.noteMore}</p>
            <textarea class="ds-input" id="note" rows={3} aria-describedby="note-more" value={note} onInput={(event) => setNote(event.currentTarget.value)} />
          </div>
          <button type="button" class="ds-button" data-fullwidth aria-busy={working} aria-describedby="publish-does" onClick={() => void publish()}>
            {working ? words.working : words.publish}
          </button>
          <div id="publish-does" class="quiet">
            <p>{words.publishAs(row.revision + 1, row.recipients, row.documents - row.missing)}</p>
            {row.missing > 0 && <p>{words.missingWarning(row.missing)}</p>}
          </div>
        </>
      )}
      <p role="alert" class="warn">{failed}</p>
    </section>
  );
}
