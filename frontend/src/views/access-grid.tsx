import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { cellKey, type Shown, stepFrom } from "../domain/access";
import type { GridCell } from "../domain/shapes";
import { Lock } from "../ui/icons";
import { a } from "../words/access";
import { w } from "../words/index";
import type { Chosen } from "./access-cell";
import { cellWords, itemName, personName } from "./access-names";

/**
 * People x papers. The arrow keys walk it, as in a spreadsheet: one cell at a time can be reached by Tab, so that a
 * large grid is one stop. A thousand cells are drawn, so each is a bare td with its words as a label.
 */
export function AccessGrid({ shown, changed, chosen, onChoose }: { shown: Shown; changed: Set<string>; chosen: Chosen | null; onChoose: (cell: Chosen) => void }) {
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState(() => placeOf(shown, chosen) ?? { row: 0, column: 0 });
  const { people, columns, groups } = shown;
  const here = { row: Math.min(at.row, people.length - 1), column: Math.min(at.column, columns.length - 1) };
  const choose = (row: number, column: number) => {
    const [person, found] = [people[row], columns[column]];
    if (!person || !found) return;
    setAt({ row, column });
    onChoose({ person: person.id, document: found.paper.document });
  };
  const cellOf = (target: EventTarget | null) => {
    const cell = target instanceof Element ? target.closest("td") : null;
    return cell && { row: Number(cell.dataset["row"]), column: Number(cell.dataset["column"]) };
  };
  const walk = (event: KeyboardEvent) => {
    const from = cellOf(event.target);
    const step = from && stepFrom(from, event.key, people.length, columns.length);
    if (!step) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`td[data-row="${step.row}"][data-column="${step.column}"]`)?.focus();
  };
  const focused = (event: FocusEvent) => {
    const found = cellOf(event.target);
    if (found) choose(found.row, found.column);
  };
  useEffect(() => {
    const { current } = table; // the cells themselves are drawn without a handler each
    current?.addEventListener("focusin", focused);
    return () => current?.removeEventListener("focusin", focused);
  });
  const body = useMemo(() => people.map((person, row) => (
    <tr key={person.id}>
      <th scope="row"><span class="access-name">{personName(person)}</span><span class="quiet">{person.id === "" ? a.publicRole : roles(person.roles)}</span></th>
      {columns.map(({ paper, at: index }, column) =>
        cellAt(paper.document, person.cells[index], row, column, paper.item_id !== columns[column - 1]?.paper.item_id, changed.has(cellKey(person.id, paper.document))),
      )}
    </tr>
  )), [people, columns, changed]);
  useMark(table, here, "tabindex", body);
  useMark(table, placeOf(shown, chosen), "aria-selected", body);
  return (
    <div class="access-region" role="region" aria-label={a.table}>
      <table class="access-table" role="grid" ref={table} onKeyDown={walk} aria-rowcount={people.length + 2} aria-colcount={columns.length + 1}>
        <caption class="ds-sr-only">{a.lead}</caption>
        <thead>
          <tr>
            <td class="access-corner" role="columnheader"><span class="ds-sr-only">{a.person}</span></td>
            {groups.map(({ item, columns: some }) => <th key={item?.id ?? ""} scope="colgroup" colSpan={some.length} title={itemName(item ?? undefined)}><span class="access-item">{itemName(item ?? undefined, true)}</span></th>)}
          </tr>
          <tr>
            <th scope="col" class="access-corner">{a.person}</th>
            {columns.map(({ paper }, column) => (
              <th key={paper.document} scope="col" class={paper.item_id === columns[column - 1]?.paper.item_id ? "access-paper" : "access-paper access-first"} title={paper.title}>
                <span class="access-title">{paper.title}</span>
                {paper.exempt && <><Lock /><span class="ds-sr-only">, {a.exempt}</span></>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{body}</tbody>
      </table>
    </div>
  );
}

const roles = (held: readonly string[]): string => held.map((role) => (w.role as Record<string, string>)[role] ?? role).join(", ");

function cellAt(key: string, cell: GridCell | undefined, row: number, column: number, first: boolean, changed: boolean) {
  const sees = cell?.sees ?? "nothing";
  const look = `sight-cell sight-${sees}${first ? " access-first" : ""}${changed ? " access-changed" : ""}`;
  const label = cell ? `${cellWords(cell)}${changed ? ` (${a.changedNow})` : ""}` : a.noReason;
  return <td key={key} role="gridcell" class={look} aria-label={label} tabIndex={-1} data-row={row} data-column={column} />;
}

function placeOf({ people, columns }: Shown, chosen: Chosen | null): { row: number; column: number } | null {
  const row = people.findIndex(({ id }) => id === chosen?.person);
  const column = columns.findIndex(({ paper }) => paper.document === chosen?.document);
  return row < 0 || column < 0 ? null : { row, column };
}

const MARKS = { tabindex: ["-1", "0"], "aria-selected": ["false", "true"] } as const;

/** The one cell that Tab reaches, and the one that is chosen: told to the cell without drawing all of them anew. */
function useMark(table: { current: HTMLTableElement | null }, at: { row: number; column: number } | null, what: keyof typeof MARKS, body: unknown): void {
  useEffect(() => {
    const cell = at && table.current?.querySelector(`td[data-row="${at.row}"][data-column="${at.column}"]`);
    cell?.setAttribute(what, MARKS[what][1]);
    return () => cell?.setAttribute(what, MARKS[what][0]);
  }, [at?.row, at?.column, body]);
}
