import type { Sheet, SheetLine, Times } from "../domain/run-sheet";
import { wholePlan } from "../domain/run-sheet";
import { r } from "../words/run";
import { clockWord } from "./run-sheet-line";

const LISTS = ["disqualified", "substitutes", "motions", "votes"] as const;

/** All that the sheet says, to be read: on paper, and by the secretariat. */
export function SheetTable({ sheet, running }: { sheet: Sheet; running: Times }) {
  const size = weight(sheet);
  return (
    <table class={`run-table${size > TIGHT ? " run-tight" : ""}${size > TIGHTER ? " run-tighter" : ""}`}>
      <caption class="ds-sr-only">{r.table.caption}</caption>
      <thead>
        <tr><th scope="col">{r.table.clock}</th><th scope="col">{r.table.item}</th><th scope="col">{r.table.minutes}</th></tr>
      </thead>
      <tbody>
        {sheet.lines.map((line) => (
          <tr key={line.item}>
            <td>{line.gone ? "" : clockOf(running.at.get(line.item))}</td>
            <td>
              <p class="run-table-title"><strong>{line.number}</strong>{line.number && " "}{line.title}{line.closed && ` (${r.table.closed})`}{line.gone && ` – ${r.line.gone}`}</p>
              {line.text && <p class="run-table-note">{line.text}</p>}
              <Lists plan={line.plan} />
              {line.beside.map(({ id, content }) => (
                <div key={id} class="run-table-beside">
                  <p>{r.table.beside}: {content.text}</p>
                  <Lists plan={wholePlan(content.plan)} />
                </div>
              ))}
            </td>
            <td>{line.gone ? "" : (line.minutes ?? "")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Lists({ plan }: { plan: SheetLine["plan"] }) {
  return <>{LISTS.map((list) => plan[list].length > 0 && <p key={list} class="run-table-list"><strong>{r.plan[list]}:</strong> {plan[list].join("; ")}</p>)}</>;
}

const clockOf = (at: number | null | undefined): string => (at === null || at === undefined ? "" : clockWord(at));

/** Roughly how many lines of print it takes; from so many on it is set smaller, to stay on two sheets. */
const [TIGHT, TIGHTER] = [95, 240];
const weight = (sheet: Sheet): number =>
  sheet.lines.reduce((sum, { title, text, plan, beside }) => sum + [title, ...text.split("\n"), ...LISTS.map((list) => plan[list].join("; ")), ...beside.map(({ content }) => content.text ?? "")].reduce((all, one) => all + Math.ceil(one.length / 85), 0), 0);
