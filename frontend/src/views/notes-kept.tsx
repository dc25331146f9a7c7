import { useState } from "preact/hooks";
import type { Kept } from "../domain/notes";
import { dropKept, putBack } from "../store/notes";
import { Ask } from "../ui/ask";
import { sorry } from "../words/index";
import { n } from "../words/notes";
import { momentWords } from "../words/time";
import { gist, nameOf } from "./note-names";

/** What the server did not take: only here, and readable. */
export function KeptList({ kept }: { kept: Kept[] }) {
  return (
    <section class="notes-first" aria-labelledby="kept">
      <h2 class="ds-heading" data-size="sm" id="kept">{n.kept.title}</h2>
      <p class="quiet">{n.kept.more}</p>
      {kept.map((one) => <KeptCard key={one.id} kept={one} />)}
    </section>
  );
}

function KeptCard({ kept: { id, note, word, at } }: { kept: Kept }) {
  const [asking, setAsking] = useState(false);
  return (
    <article class="note" aria-label={gist(note, 60) || nameOf(note)}>
      <p class="note-place">{nameOf(note)}<span class="quiet">{[note.content.paper, momentWords(at)].filter(Boolean).join(", ")}</span></p>
      <p class="refused">{sorry(word)}</p>
      {note.content.quote && <blockquote class="note-quote">{note.content.quote.exact}</blockquote>}
      <p class="note-text">{note.content.text || n.kept.ink}</p>
      <div class="actions">
        <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => void putBack(id)}>{n.kept.back}</button>
        <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => setAsking(true)}>{n.kept.drop}</button>
      </div>
      {asking && (
        <Ask title={n.kept.dropAsk} yes={n.kept.drop} onYes={() => void dropKept(id)} onNo={() => setAsking(false)}>
          <p>{n.kept.dropMore}</p>
        </Ask>
      )}
    </article>
  );
}
