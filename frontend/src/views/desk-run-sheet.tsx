import { useState } from "preact/hooks";
import { type RunRow, type Sheet, sheetOf } from "../domain/run-sheet";
import type { Manifest, RunSheet } from "../domain/shapes";
import { desk } from "../sync";
import { sorry } from "../words/index";
import { r } from "../words/run";
import { momentWords } from "../words/time";
import { wordOf } from "./live";
import { timesOf } from "./run-sheet-here";
import { SheetTable } from "./run-sheet-table";

/** What the chair lets the secretariat see. It is asked for when somebody wants it: the log says who did. */
export function FromChair({ draft }: { draft: Manifest }) {
  const [state, setState] = useState<{ told: RunSheet } | "none" | "closed" | { word: string }>("closed");
  const open = () =>
    void desk.runSheet(draft.package).then((told) => setState({ told }), (trouble) => setState(wordOf(trouble) === "not_found" ? "none" : { word: wordOf(trouble) }));
  const told = typeof state === "object" && "told" in state ? state.told : null;
  const sheet = told && sheetOf(draft, rowsOf(told));
  return (
    <section class="desk-run" aria-labelledby="desk-run">
      <h2 class="ds-heading" data-size="sm" id="desk-run">{r.desk.title}</h2>
      <p class="quiet">{r.desk.more}</p>
      <p role="status">{state === "none" ? r.desk.none : typeof state === "object" && "word" in state ? sorry(state.word) : told ? r.desk.by(told.chair, momentWords(told.changed)) : ""}</p>
      {sheet && <Shown sheet={sheet} shown={draft} />}
      <div class="actions">
        {told ? <button type="button" class="ds-button" data-variant="secondary" onClick={() => setState("closed")}>{r.desk.close}</button> : <button type="button" class="ds-button" data-variant="secondary" onClick={open}>{r.desk.open}</button>}
      </div>
    </section>
  );
}

const Shown = ({ sheet, shown }: { sheet: Sheet; shown: Manifest }) => <div class="run-read"><SheetTable sheet={sheet} running={timesOf({ sheet, shown, leading: null }, null)} /></div>;

/** The server tells one row for each line; the first of an item is the one that stands. */
function rowsOf({ rows, changed }: RunSheet): RunRow[] {
  const seen = new Set<string>();
  return rows.map((content, at) => {
    const item = content.item ?? "";
    const first = !seen.has(item);
    seen.add(item);
    return { id: String(at), ver: 0, changed, content, item, first };
  });
}
