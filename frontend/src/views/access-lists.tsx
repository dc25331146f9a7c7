import { NEXT } from "../domain/access";
import type { DisqualificationLine, Grid, Substitute } from "../domain/shapes";
import { Lock } from "../ui/icons";
import { a } from "../words/access";
import { dateWords, momentWords } from "../words/time";
import { q } from "../words/people";
import { blankAct, type Draft } from "./access-acts";
import { itemName, paperName } from "./access-names";

interface Props {
  grid: Grid;
  onAct: (act: Draft) => void;
}

const COLOUR = { reported: "info", provisional: "warning", decided: "danger", lifted: "neutral" } as const;

/** Everybody who is or was possibly disqualified, how far it has come, and each step on the way. */
export function Disqualifications({ grid, onAct }: Props) {
  return (
    <section class="panel" aria-labelledby="disqualified">
      <h2 class="ds-heading" data-size="xs" id="disqualified">{a.disqualify.title}</h2>
      <p class="quiet">{a.disqualify.more}</p>
      {grid.disqualifications.length === 0 ? <p>{a.disqualify.none}</p> : (
        <ul class="plain access-list">{grid.disqualifications.map((line) => <Barred key={`${line.person} ${line.item}`} line={line} grid={grid} onAct={onAct} />)}</ul>
      )}
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => onAct(blankAct({ act: "disqualify", state: "provisional" }))}>{a.disqualify.add}</button>
    </section>
  );
}

function Barred({ line, grid, onAct }: Props & { line: DisqualificationLine }) {
  const item = itemName(grid.items.find(({ id }) => id === line.item));
  return (
    <li>
      <p><strong>{line.name}</strong> <span class="ds-tag" data-color={COLOUR[line.state]} data-size="sm">{q.states[line.state]}</span><span class="quiet access-of">{item}</span></p>
      <details class="access-history">
        <summary>{a.disqualify.history}<span class="ds-sr-only">: {a.disqualify.about(line.name, item)}</span></summary>
        <Steps steps={line.steps} />
      </details>
      <div class="actions">
        {NEXT[line.state].map((state) => (
          <button key={state} type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => onAct(blankAct({ act: "disqualify", person: line.person, item: line.item, state }))}>
            {a.disqualify.next[state]}<span class="ds-sr-only">: {a.disqualify.about(line.name, item)}</span>
          </button>
        ))}
      </div>
    </li>
  );
}

export function Steps({ steps }: { steps: DisqualificationLine["steps"] }) {
  return (
    <ol class="plain access-steps">
      {steps.map((step) => (
        <li key={`${step.at} ${step.state}`}>{a.disqualify.step(q.states[step.state], momentWords(step.at), step.by)}{step.reason && <span class="quiet access-of">{step.reason}</span>}</li>
      ))}
    </ol>
  );
}

/** Deputies in rank order, and whether they are called in. */
export function Substitutes({ grid, onAct }: Props) {
  const ranked = [...grid.substitutes].sort((one, other) => (one.rank ?? 99) - (other.rank ?? 99) || one.name.localeCompare(other.name, "nb"));
  return (
    <section class="panel" aria-labelledby="substitutes">
      <h2 class="ds-heading" data-size="xs" id="substitutes">{a.substitutes.title}</h2>
      <p class="quiet">{ranked.length === 0 ? a.substitutes.none : a.substitutes.more}</p>
      <ul class="plain access-list">{ranked.map((one) => <Ranked key={one.person} one={one} grid={grid} onAct={onAct} />)}</ul>
    </section>
  );
}

function Ranked({ one, grid, onAct }: Props & { one: Substitute }) {
  const items = one.items.map((id) => itemName(grid.items.find((item) => item.id === id), true)).join(", ");
  const of = <span class="ds-sr-only">: {one.name}</span>;
  return (
    <li class="access-ranked">
      <p><strong>{one.name}</strong><span class="quiet access-of">{[one.rank !== null && a.substitutes.rank(one.rank), one.called && (items ? a.substitutes.calledTo(items) : a.substitutes.called)].filter(Boolean).join(" · ")}</span></p>
      <div class="actions">
        <button type="button" class="ds-button" data-variant={one.called ? "tertiary" : "secondary"} data-size="sm" onClick={() => onAct(blankAct({ act: "call_in", person: one.person, items: one.items }))}>{one.called ? a.substitutes.change : a.substitutes.callIn}{of}</button>
        {one.called && <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => onAct(blankAct({ act: "call_off", person: one.person }))}>{a.substitutes.callOff}{of}</button>}
      </div>
    </li>
  );
}

/** Items and papers that are exempt, with why and until when. */
export function ExemptHere({ grid, onAct }: Props) {
  const items = grid.items.filter(({ exempt }) => exempt);
  const papers = grid.papers.filter((paper) => paper.exempt && !items.some(({ id }) => id === paper.item_id));
  const line = (key: string, name: string, why: string, draft: Draft) => (
    <li key={key} class="access-ranked">
      <p><Lock /> <strong>{name}</strong><span class="quiet access-of">{why}</span></p>
      <div class="actions"><button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => onAct(draft)}>{a.exemption.lift}<span class="ds-sr-only">: {name}</span></button></div>
    </li>
  );
  const until = (date: string | null) => date && a.until(dateWords(date));
  return (
    <section class="panel" aria-labelledby="exempt">
      <h2 class="ds-heading" data-size="xs" id="exempt">{a.exemption.title}</h2>
      {items.length + papers.length === 0 && <p>{a.exemption.none}</p>}
      <ul class="plain access-list">
        {items.map((item) => line(item.id, itemName(item), [item.legal_basis, until(grid.papers.find(({ item_id }) => item_id === item.id)?.until ?? null)].filter(Boolean).join(", "), blankAct({ act: "lift_exemption", item: item.id })))}
        {papers.map((paper) => line(paper.document, paperName(paper), [paper.legal_basis, until(paper.until)].filter(Boolean).join(", "), blankAct({ act: "lift_exemption", document: paper.document })))}
      </ul>
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => onAct(blankAct({ act: "exempt" }))}>{a.exemption.add}</button>
    </section>
  );
}

/** Whether the committee's exempt papers may lie on devices at all. */
export function OnDevices({ grid, onAct }: Props) {
  return (
    <section class="panel" aria-labelledby="on-devices">
      <h2 class="ds-heading" data-size="xs" id="on-devices">{a.devices.title}</h2>
      <p>{grid.exempt_on_devices ? a.devices.allowed : a.devices.never}</p>
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => onAct(blankAct({ act: "exempt_on_devices", allowed: !grid.exempt_on_devices }))}>{grid.exempt_on_devices ? a.devices.forbid : a.devices.allow}</button>
    </section>
  );
}
