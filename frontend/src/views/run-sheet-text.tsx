import { MOST_TEXT } from "../domain/notes";
import type { SheetLine } from "../domain/run-sheet";
import { r } from "../words/run";
import { type LineSaving, useKept } from "./run-sheet-kept";

/** The chair's own words about an item. */
export function LineText({ line, saving, title, big = false }: { line: SheetLine; saving: LineSaving; title: string; big?: boolean }) {
  const kept = useKept(line.text, line.ver, (text) => saving.save({ text }), saving);
  return (
    <div class={big ? "run-note run-note-big" : "run-note"}>
      <textarea
        class="ds-input"
        aria-label={r.line.noteTo(title)}
        placeholder={r.line.note}
        rows={Math.min(12, kept.value.split("\n").length)}
        autocomplete="off"
        maxLength={MOST_TEXT}
        value={kept.value}
        onFocus={kept.focus}
        onInput={(event) => kept.type(event.currentTarget.value)}
        onBlur={() => kept.blur()}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
      <Saved state={kept.state} told={kept.value.length >= MOST_TEXT ? r.line.full : ""} />
    </div>
  );
}

export function Saved({ state, told = "" }: { state: "still" | "saving" | "saved" | "failed"; told?: string }) {
  if (state === "failed") return <p role="alert" class="warn">{r.failed}</p>;
  return told ? <p class="quiet" role="status">{told}</p> : null;
}
