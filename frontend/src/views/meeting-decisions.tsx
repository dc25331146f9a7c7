import { useState } from "preact/hooks";
import { decided, type Decided } from "../domain/decided";
import type { Note } from "../domain/notes";
import type { Manifest } from "../domain/shapes";
import { Paper } from "../ui/icons";
import { to } from "../ui/router";
import { b } from "../words/brought";
import { legalWords } from "../words/missing";
import type { MeetingNotes } from "./meeting-notes";
import { nameOf } from "./note-names";

const AT_ONCE = 3; // notes of an item

/** "Hva ble vedtatt": each decision with one's own notes beside it. Nothing before the minutes are out. */
export function MeetingDecisions({ shown, notes }: { shown: Manifest; notes: MeetingNotes }) {
  const { lines, waiting } = decided(shown);
  const minutes = shown.documents.filter(({ kind, version, item }) => kind === "minutes" && version !== null && item === null);
  if (lines.length === 0 && minutes.length === 0) return null;
  return (
    <section class="decided" aria-labelledby="decided">
      <h2 class="ds-heading" data-size="sm" id="decided">{b.decided.title}</h2>
      {minutes.length > 0 && <p class="decided-minutes">{minutes.map(({ id, title }) => <a key={id} class="ds-link" href={to.paper(shown.package, id)}><Paper />{title || b.decided.minutes}</a>)}</p>}
      <ol class="plain">
        {lines.map((line) => <Line key={line.item.id} packageId={shown.package} line={line} notes={notesOf(line, notes.notes)} />)}
      </ol>
      {waiting > 0 && <p class="quiet">{b.decided.waiting(waiting)}</p>}
    </section>
  );
}

const notesOf = ({ papers }: Decided, notes: Note[]): Note[] => {
  const there = new Set(papers.map(({ id }) => id));
  return notes.filter(({ document, kind }) => document !== null && there.has(document) && kind !== "bookmark");
};

function Line({ packageId, line: { item, text, minutes }, notes }: { packageId: string; line: Decided; notes: Note[] }) {
  return (
    <li class="decided-item">
      <h3 class="ds-heading" data-size="2xs">{item.number && <span class="item-number">{item.number} </span>}{item.title}</h3>
      <div class="decided-sides">
        <div>
          {text && <blockquote class="decision" aria-label={b.decided.decision}>{text}</blockquote>}
          {!text && item.exemption && <p class="why">{b.decided.exempt} {legalWords(item.exemption)}</p>}
          {minutes.map(({ id, title }) => <p key={id}><a class="ds-link" href={to.paper(packageId, id)}><Paper />{title}</a></p>)}
        </div>
        <Mine packageId={packageId} notes={notes} />
      </div>
    </li>
  );
}

/** My notes on the papers of the item, to be held against what was decided. */
function Mine({ packageId, notes }: { packageId: string; notes: Note[] }) {
  const [all, setAll] = useState(false);
  if (notes.length === 0) return <p class="quiet decided-mine">{b.decided.noNotes}</p>;
  return (
    <div class="decided-mine">
      <h4>{b.decided.notes(notes.length)}</h4>
      <ul class="plain">
        {(all ? notes : notes.slice(0, AT_ONCE)).map((note) => (
          <li key={note.id}>
            <a class="ds-link" href={to.note(packageId, note.document ?? "", note.id)}>{note.content.text || note.content.quote?.exact || nameOf(note)}</a>
            {note.content.text && note.content.quote && <span class="quiet decided-quote">«{note.content.quote.exact}»</span>}
          </li>
        ))}
      </ul>
      {!all && notes.length > AT_ONCE && <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => setAll(true)}>{b.decided.more(notes.length - AT_ONCE)}</button>}
    </div>
  );
}
