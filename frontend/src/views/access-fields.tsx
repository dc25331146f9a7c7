import { useState } from "preact/hooks";
import { NEXT, stateOf } from "../domain/access";
import type { Act, Grid } from "../domain/shapes";
import { a } from "../words/access";
import { type Draft, treating } from "./access-acts";
import { itemName, paperName } from "./access-names";

interface Props {
  grid: Grid;
  act: Draft;
  first: Draft;
  whole: boolean;
  onWhole: (whole: boolean) => void;
  onChange: (change: Partial<Act>) => void;
}

/** What must be said about an act; what was known when it was begun is not asked for again. */
export function ActFields(props: Props) {
  switch (props.act.act) {
    case "disqualify": return <DisqualifyFields {...props} />;
    case "call_in": return <CallInFields {...props} />;
    case "exempt": return <ExemptFields {...props} />;
    case "lift_exemption": return <Reason label={a.exemption.why} {...props} />;
    case "exempt_on_devices": return <p>{props.act.allowed ? a.devices.allowMore : a.devices.forbidMore}</p>;
    default: return null;
  }
}

function Choice({ id, label, value, options, onChoose }: { id: string; label: string; value: string; options: { id: string; name: string }[]; onChoose: (id: string) => void }) {
  return (
    <div class="ds-field">
      <label class="ds-label" for={id}>{label}</label>
      <select class="ds-input" id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{a.disqualify.choose}</option>
        {options.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
      </select>
    </div>
  );
}

function Reason({ label, act, onChange }: Props & { label: string }) {
  return (
    <div class="ds-field">
      <label class="ds-label" for="act-reason">{label}</label>
      <p class="quiet" id="act-reason-more">{a.disqualify.reasonMore}</p>
      <textarea class="ds-input" id="act-reason" rows={2} maxLength={2000} aria-describedby="act-reason-more" autocomplete="off" value={act.reason} onInput={(event) => onChange({ reason: event.currentTarget.value })} />
    </div>
  );
}

function DisqualifyFields(props: Props) {
  const { grid, act, first, onChange } = props;
  const items = grid.items.map((item) => ({ id: item.id, name: itemName(item) }));
  const states = NEXT[stateOf(grid, act.person, act.item)];
  const about = (change: Pick<Act, "person" | "item">) => {
    const may = NEXT[stateOf(grid, change.person ?? act.person, change.item ?? act.item)];
    onChange({ ...change, state: may.includes(act.state) ? act.state : (may[0] ?? act.state) });
  };
  return (
    <>
      {!first.person && <Choice id="act-person" label={a.disqualify.person} value={act.person} options={treating(grid)} onChoose={(person) => about({ person })} />}
      {!first.item && <Choice id="act-item" label={a.disqualify.item} value={act.item} options={items} onChoose={(item) => about({ item })} />}
      <fieldset class="ds-fieldset">
        <legend class="ds-label">{a.disqualify.state}</legend>
        {states.map((state) => (
          <label key={state} class="choice"><input class="ds-input" type="radio" name="act-state" checked={act.state === state} onChange={() => onChange({ state })} />{a.disqualify.states[state]}</label>
        ))}
      </fieldset>
      <Reason label={a.disqualify.reason} {...props} />
    </>
  );
}

function CallInFields({ grid, act, whole, onWhole, onChange }: Props) {
  const choose = (all: boolean) => {
    onWhole(all);
    onChange({ items: [] });
  };
  const toggle = (id: string, on: boolean) => onChange({ items: on ? [...act.items, id] : act.items.filter((one) => one !== id) });
  const barred = (id: string) => grid.disqualifications.some(({ item, state }) => item === id && state !== "lifted");
  return (
    <>
      <fieldset class="ds-fieldset">
        <legend class="ds-label">{a.substitutes.what}</legend>
        <label class="choice"><input class="ds-input" type="radio" name="act-whole" checked={whole} onChange={() => choose(true)} />{a.substitutes.whole}</label>
        <label class="choice"><input class="ds-input" type="radio" name="act-whole" checked={!whole} onChange={() => choose(false)} />{a.substitutes.some}</label>
      </fieldset>
      {!whole && (
        <fieldset class="ds-fieldset act-items">
          <legend class="ds-label">{a.substitutes.items}</legend>
          {[...grid.items].sort((one, other) => Number(barred(other.id)) - Number(barred(one.id))).map((item) => (
            <label key={item.id} class="choice"><input class="ds-input" type="checkbox" checked={act.items.includes(item.id)} onChange={(event) => toggle(item.id, event.currentTarget.checked)} />{itemName(item)}</label>
          ))}
        </fieldset>
      )}
    </>
  );
}

function ExemptFields(props: Props) {
  const { grid, act, first, onChange } = props;
  const [other, setOther] = useState(false);
  const basis = (value: string) => {
    setOther(value === "other");
    onChange({ legal_basis: value === "other" ? "" : value });
  };
  return (
    <>
      {!first.item && !first.document && (
        <div class="ds-field">
          <label class="ds-label" for="act-what">{a.exemption.what}</label>
          <select class="ds-input" id="act-what" value={act.item ? `item ${act.item}` : act.document ? `paper ${act.document}` : ""} onChange={(event) => onChange(chosenWhat(event.currentTarget.value))}>
            <option value="">{a.exemption.choose}</option>
            <optgroup label={a.exemption.items}>{grid.items.filter(({ exempt }) => !exempt).map((item) => <option key={item.id} value={`item ${item.id}`}>{itemName(item)}</option>)}</optgroup>
            <optgroup label={a.exemption.papers}>{grid.papers.filter(({ exempt }) => !exempt).map((paper) => <option key={paper.document} value={`paper ${paper.document}`}>{paperName(paper)}</option>)}</optgroup>
          </select>
        </div>
      )}
      <div class="ds-field">
        <label class="ds-label" for="act-basis">{a.exemption.basis}</label>
        <select class="ds-input" id="act-basis" value={other ? "other" : act.legal_basis} onChange={(event) => basis(event.currentTarget.value)}>
          <option value="">{a.exemption.choose}</option>
          {a.exemption.bases.map((one) => <option key={one} value={one}>{one}</option>)}
          <option value="other">{a.exemption.other}</option>
        </select>
      </div>
      {other && <Line id="act-other" label={a.exemption.otherBasis} value={act.legal_basis} onWrite={(legal_basis) => onChange({ legal_basis })} />}
      <div class="act-two">
        <Line id="act-code" label={a.exemption.code} value={act.code} onWrite={(code) => onChange({ code })} />
        <Day id="act-until" label={a.exemption.until} value={act.until} onWrite={(until) => onChange({ until })} />
      </div>
    </>
  );
}

function chosenWhat(said: string): Partial<Act> {
  const [kind = "", id = ""] = said.split(" ");
  return { item: kind === "item" ? id : "", document: kind === "paper" ? id : "" };
}

interface Written {
  id: string;
  label: string;
  value: string;
  onWrite: (value: string) => void;
}

const Line = ({ id, label, value, onWrite }: Written) => (
  <div class="ds-field">
    <label class="ds-label" for={id}>{label}</label>
    <input class="ds-input" id={id} autocomplete="off" maxLength={60} value={value} onInput={(event) => onWrite(event.currentTarget.value)} />
  </div>
);

const Day = ({ id, label, value, onWrite }: Written) => (
  <div class="ds-field">
    <label class="ds-label" for={id}>{label}</label>
    <input class="ds-input" id={id} type="date" value={value} onInput={(event) => onWrite(event.currentTarget.value)} />
  </div>
);
