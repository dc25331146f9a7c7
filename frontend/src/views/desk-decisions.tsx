import { useEffect, useState } from "preact/hooks";
import type { DecisionLine } from "../domain/shapes";
import { brought } from "../sync/brought";
import { b } from "../words/brought";
import { sorry } from "../words/index";
import type { DeskHere } from "./desk-agenda";
import { nameOf } from "./desk-lines";
import { useLive, wordOf } from "./live";

/** What is typed stays in the field until it is saved, whatever comes from elsewhere meanwhile. */
export function DeskDecisions({ here }: { here: DeskHere }) {
  const [live, again] = useLive(["desk"], () => brought.decisions(here.id), here.id);
  const [written, setWritten] = useState<Record<string, { text: string; ver: string }>>({});
  const [failed, setFailed] = useState("");
  const lines = live.state === "here" ? live.value.lines : [];
  const changed = Object.entries(written).filter(([item, { text }]) => lines.some((line) => line.item === item && (line.exempt ? text.trim() !== "" : text !== line.text)));
  useEffect(() => {
    if (changed.length === 0) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", hold);
    return () => removeEventListener("beforeunload", hold);
  }, [changed.length > 0]);
  if (lines.length === 0) return null;
  const save = async () => {
    if (changed.length === 0) return setFailed(b.decisions.nothing);
    try {
      await brought.decide(here.id, { decisions: changed.map(([item, { text, ver }]) => ({ item, text, ver: ver || (lines.find((line) => line.item === item)?.ver ?? "") })) });
      setWritten({});
      setFailed("");
      here.doing.tell(b.decisions.saved(changed.length));
    } catch (trouble) {
      const stale = wordOf(trouble) === "stale";
      setFailed(stale ? b.decisions.stale : sorry(wordOf(trouble)));
      // Shown again from where it stands now, with what was typed: the next save is of what was then seen.
      if (stale) setWritten((was) => Object.fromEntries(Object.entries(was).map(([item, { text }]) => [item, { text, ver: "" }])));
    }
    await again();
  };
  const put = (line: DecisionLine, text: string) => setWritten((was) => ({ ...was, [line.item]: { text, ver: was[line.item]?.ver || line.ver } }));
  return (
    <section aria-labelledby="desk-decisions">
      <h2 class="ds-heading" data-size="sm" id="desk-decisions">{b.decisions.title}</h2>
      <p class="quiet">{b.decisions.lead} {b.decisions.protocol}</p>
      <ul class="plain decisions">
        {lines.map((line) => (
          <li key={line.item} class="ds-field">
            <label class="ds-label" for={`decision-${line.item}`}>{b.decisions.field(nameOf(line))}</label>
            {(line.exempt || line.by_archive) && <p class="quiet" id={`about-${line.item}`}>{line.exempt ? (line.written ? b.decisions.exemptWritten : b.decisions.exempt) : b.decisions.byArchive}</p>}
            <textarea
              class="ds-input"
              id={`decision-${line.item}`}
              rows={3}
              maxLength={20_000}
              aria-describedby={line.exempt || line.by_archive ? `about-${line.item}` : undefined}
              value={written[line.item]?.text ?? line.text}
              onInput={(event) => put(line, event.currentTarget.value)}
            />
          </li>
        ))}
      </ul>
      {failed && <p role="alert" class="ds-alert" data-color={failed === b.decisions.nothing ? "info" : "danger"}>{failed}</p>}
      <div class="actions"><button type="button" class="ds-button" data-variant="secondary" onClick={() => void save()}>{b.decisions.save}</button></div>
    </section>
  );
}
