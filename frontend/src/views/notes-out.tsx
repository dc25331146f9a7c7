import { useState } from "preact/hooks";
import type { Note } from "../domain/notes";
import { Dialog } from "../ui/ask";
import { Save } from "../ui/icons";
import { w } from "../words/index";
import { n } from "../words/notes";
import type { Shelved } from "./note-shelves";
import { copies, data, type Made, readable, save, takeIn } from "./notes-files";

interface Props {
  notes: Note[];
  where: Map<string, Shelved>;
  circles: ReadonlyMap<string, string>;
  /** What the collection is called. */
  label: string;
  onClose: () => void;
}
type State = { now: "idle" } | { now: "working"; said: string } | { now: "done"; said: string[]; files: Made[] } | { now: "failed" };

/** One's own notes out of here, three ways; and in again. */
export function OutDialog({ notes, where, circles, label, onClose }: Props) {
  const [state, setState] = useState<State>({ now: "idle" });
  const run = (work: () => Promise<{ files: Made[]; said: string[] }>) => {
    setState({ now: "working", said: n.out.making });
    void work().then(({ files, said }) => {
      if (files.length === 1) files.forEach(save);
      setState({ now: "done", said: files.length === 1 ? [n.out.ready(1), ...said] : said, files });
    }, (trouble: unknown) => {
      console.error(trouble);
      setState({ now: "failed" });
    });
  };
  const pdfs = async () => {
    const { made, missing } = await copies(notes, where, (done, total) => setState({ now: "working", said: n.out.working(done + 1, total) }));
    return { files: made, said: missing > 0 ? [n.out.missing(missing)] : [] };
  };
  const one = (make: () => Promise<Made>) => async () => ({ files: [await make()], said: [] });
  const read = async (file: File) => ({ files: [], said: await takeIn(file, where) });
  const busy = state.now === "working";
  return (
    <Dialog title={n.out.title} onClose={onClose} leave={w.common.close}>
      <p class="quiet">{n.out.more}</p>
      {notes.length === 0 ? <p>{n.out.none}</p> : (
        <ul class="plain out">
          <Way name={n.out.copies} more={n.out.copiesMore} off={busy} onClick={() => run(pdfs)} />
          <Way name={n.out.document} more={n.out.documentMore} off={busy} onClick={() => run(one(() => readable(notes, where, label)))} />
          <Way name={n.out.data} more={n.out.dataMore} off={busy} onClick={() => run(one(() => data(notes, circles, label)))} />
        </ul>
      )}
      <label class="out-in">
        <span><strong>{n.out.back}</strong><br /><span class="quiet">{n.out.backMore}</span></span>
        <input
          type="file"
          accept=".jsonld,.json,application/ld+json,application/json"
          disabled={busy}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = ""; // the same file may be chosen again
            if (file) run(() => read(file));
          }}
        />
        <span class="ds-button" data-variant="secondary" aria-hidden="true">{n.out.choose}</span>
      </label>
      <div role="status" class="out-told">
        {busy && <p>{state.said}</p>}
        {state.now === "failed" && <p class="warn">{n.out.failed}</p>}
        {state.now === "done" && state.said.map((line) => <p key={line}>{line}</p>)}
        {state.now === "done" && state.files.length > 1 && (
          <ul class="plain">{state.files.map((file) => <li key={file.name}><button type="button" class="ds-button" data-variant="tertiary" onClick={() => save(file)}><Save />{file.name}</button></li>)}</ul>
        )}
      </div>
    </Dialog>
  );
}

function Way(props: { name: string; more: string; off: boolean; onClick: () => void }) {
  return (
    <li>
      <button type="button" class="out-way" aria-disabled={props.off || undefined} onClick={() => !props.off && props.onClick()}>
        <Save /><span><strong>{props.name}</strong><br /><span class="quiet">{props.more}</span></span>
      </button>
    </li>
  );
}
