import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { cellKey, type Shown } from "../domain/access";
import type { GridCell } from "../domain/shapes";
import { a } from "../words/access";
import type { Chosen } from "./access-cell";
import { paperName, personName, whyWords } from "./access-names";

interface Props {
  shown: Shown;
  changed: Set<string>;
  chosen: Chosen | null;
  onChoose: (cell: Chosen) => void;
  /** What stands under the line that is chosen. */
  panel: ComponentChildren;
}

/** For a narrow screen: what one person sees of each paper, or who sees one paper. */
export function OneAtATime({ shown, changed, chosen, onChoose, panel }: Props) {
  const [by, setBy] = useState<"person" | "paper">("person");
  const [picked, setPicked] = useState<string | null>(null);
  const { people, columns } = shown;
  const person = people.find(({ id }) => by === "person" && id === picked) ?? people[0];
  const column = columns.find(({ paper }) => by === "paper" && paper.document === picked) ?? columns[0];
  if (!person || !column) return null;
  const lines = by === "person"
    ? columns.map(({ paper, at }) => ({ name: paperName(paper), cell: person.cells[at], at: { person: person.id, document: paper.document } }))
    : people.map((one) => ({ name: personName(one), cell: one.cells[column.at], at: { person: one.id, document: column.paper.document } }));
  return (
    <div class="access-one">
      <fieldset class="ds-fieldset access-by">
        <legend class="ds-label">{a.one.by}</legend>
        {(["person", "paper"] as const).map((one) => (
          <label key={one} class="choice"><input class="ds-input" type="radio" name="access-by" checked={by === one} onChange={() => setBy(one)} />{a.one[one]}</label>
        ))}
      </fieldset>
      <div class="ds-field">
        <label class="ds-label" for="access-which">{by === "person" ? a.one.whichPerson : a.one.whichPaper}</label>
        <select class="ds-input" id="access-which" value={by === "person" ? person.id : column.paper.document} onChange={(event) => setPicked(event.currentTarget.value)}>
          {by === "person" ? people.map((one) => <option key={one.id} value={one.id}>{personName(one)}</option>) : columns.map(({ paper }) => <option key={paper.document} value={paper.document}>{paperName(paper)}</option>)}
        </select>
      </div>
      <ul class="plain access-rows">
        {lines.map((line) => <Line key={cellKey(line.at.person, line.at.document)} {...line} changed={changed.has(cellKey(line.at.person, line.at.document))} chosen={chosen?.person === line.at.person && chosen.document === line.at.document} onChoose={onChoose} panel={panel} />)}
      </ul>
    </div>
  );
}

function Line({ name, cell, at, changed, chosen, onChoose, panel }: { name: string; cell: GridCell | undefined; at: Chosen; changed: boolean; chosen: boolean; onChoose: (cell: Chosen) => void; panel: ComponentChildren }) {
  if (!cell) return null;
  return (
    <li class={changed ? "access-row access-changed" : "access-row"}>
      <button type="button" aria-pressed={chosen} onClick={() => onChoose(at)}>
        <span class={`sight sight-${cell.sees}`} aria-hidden="true" />
        <span class="access-row-words">
          <span>{name}</span>
          <span class="quiet">{a.sees[cell.sees]}. {whyWords(cell)}{changed && ` (${a.changedNow})`}</span>
        </span>
      </button>
      {chosen && panel}
    </li>
  );
}
