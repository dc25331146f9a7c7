import { NEXT, stateOf } from "../domain/access";
import type { Grid } from "../domain/shapes";
import { a } from "../words/access";
import { q } from "../words/people";
import { blankAct, type Draft, mayTreat } from "./access-acts";
import { itemName, paperName, personName, rolesWords, whyWords } from "./access-names";

/** The cell that is chosen: a person's id and a document's. */
export interface Chosen {
  person: string;
  document: string;
}

/** Why someone sees what they see of a paper, and what can be done about it from here. */
export function CellPanel({ grid, chosen, onAct }: { grid: Grid; chosen: Chosen | null; onAct: (act: Draft) => void }) {
  const person = grid.people.find(({ id }) => id === chosen?.person);
  const at = grid.papers.findIndex(({ document }) => document === chosen?.document);
  const [paper, cell] = [grid.papers[at], person?.cells[at]];
  if (!chosen || !person || !paper || !cell) return <p class="access-cell quiet">{a.cell.none}</p>;
  const item = grid.items.find(({ id }) => id === paper.item_id);
  const line = grid.disqualifications.find((one) => one.person === person.id && one.item === item?.id);
  const called = grid.substitutes.find((one) => one.person === person.id);
  const act = (name: string, draft: Draft) => <button type="button" class="ds-button" data-variant="secondary" onClick={() => onAct(draft)}>{name}</button>;
  return (
    <div class="access-cell panel" role="group" aria-label={a.cell.title}>
      <p><strong>{personName(person)}</strong> <span class="quiet">{rolesWords(person, grid)}</span></p>
      <p>{paperName(paper)}{paper.exempt && <span class="quiet"> {[a.exempt, paper.legal_basis].filter(Boolean).join(", ")}</span>}</p>
      <p><span class={`sight sight-${cell.sees}`} aria-hidden="true" /> {a.sees[cell.sees]}. {whyWords(cell)}{line && line.state !== "lifted" && ` (${q.states[line.state]})`}</p>
      <div class="actions" role="group" aria-label={a.cell.acts}>
        {item && mayTreat(person) && act(a.disqualify.of(itemName(item, true)), blankAct({ act: "disqualify", person: person.id, item: item.id, state: NEXT[stateOf(grid, person.id, item.id)][0] ?? "provisional" }))}
        {called && !called.called && act(a.substitutes.callIn, blankAct({ act: "call_in", person: person.id }))}
        {called?.called && act(a.substitutes.callOff, blankAct({ act: "call_off", person: person.id }))}
        {paper.exempt ? act(a.exemption.liftHere, blankAct({ act: "lift_exemption", ...(item?.exempt ? { item: item.id } : { document: paper.document }) })) : act(a.exemption.of(paperName(paper)), blankAct({ act: "exempt", document: paper.document }))}
      </div>
    </div>
  );
}
