import { useState } from "preact/hooks";
import { MOST_TEXT, type Note } from "../domain/notes";
import { changeNote, deleteNote } from "../store/notes";
import { Dialog } from "../ui/ask";
import { momentWords } from "../words/time";
import { n } from "../words/notes";

/** Two texts that were written at once, side by side. Nothing goes away until somebody says so. */
export function Conflict({ note, copy }: { note: Note; copy: Note }) {
  const [merging, setMerging] = useState(false);
  return (
    <section class="conflict" aria-label={n.conflict.title}>
      <p><strong>{n.conflict.title}.</strong> {n.conflict.more}</p>
      <div class="conflict-pair">
        {[note, copy].map((one, index) => (
          <div key={one.id} class="conflict-side">
            <p class="quiet">{index === 0 ? n.conflict.first : n.conflict.second}, {momentWords(one.changed)}</p>
            <p class="note-text">{one.content.text}</p>
          </div>
        ))}
      </div>
      <div class="actions">
        <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => void changeNote(copy.id, { conflict_of: null }, copy.ver)}>{n.conflict.keep}</button>
        <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => setMerging(true)}>{n.conflict.merge}</button>
      </div>
      {merging && <Merge note={note} copy={copy} onClose={() => setMerging(false)} />}
    </section>
  );
}

function Merge({ note, copy, onClose }: { note: Note; copy: Note; onClose: () => void }) {
  const [text, setText] = useState([note, copy].map(({ content }) => content.text ?? "").filter(Boolean).join("\n\n"));
  const [base] = useState(note.ver);
  const save = async () => {
    const tags = [...new Set([...(note.content.tags ?? []), ...(copy.content.tags ?? [])])];
    await changeNote(note.id, { text, tags }, base);
    await deleteNote(copy.id);
    onClose();
  };
  return (
    <Dialog title={n.conflict.mergeTitle} onClose={onClose} actions={<button type="button" class="ds-button" onClick={() => void save()}>{n.conflict.save}</button>}>
      <p>{n.conflict.mergeMore}</p>
      <textarea class="ds-input" rows={8} autocomplete="off" maxLength={MOST_TEXT} aria-label={n.conflict.mergeTitle} value={text} onInput={(event) => setText(event.currentTarget.value)} />
    </Dialog>
  );
}
