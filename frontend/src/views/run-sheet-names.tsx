import { useRef } from "preact/hooks";
import { MOST } from "../domain/run-sheet";
import type { RollPerson, RunPlan } from "../domain/shapes";
import { Cross, Plus } from "../ui/icons";
import { r } from "../words/run";
import { useLeaving } from "./leaving";
import { type LineSaving, withLine } from "./run-sheet-kept";

const LISTS = ["disqualified", "substitutes", "motions", "votes"] as const;
const NAMED: readonly string[] = ["disqualified", "substitutes"];

/** Who is disqualified, who comes instead, what is moved and what is voted on: small lists that save themselves. */
export function PlanLists({ title, line, roll, onSaid }: { title: string; line: LineSaving; roll: RollPerson[]; onSaid: (said: string, undo?: () => void) => void }) {
  return (
    <div class="run-lists">
      {LISTS.map((list) => (
        <PlanList key={list} list={list} title={title} line={line} roll={NAMED.includes(list) ? roll : []} onSaid={onSaid} />
      ))}
    </div>
  );
}

function PlanList({ list, title, line, roll, onSaid }: { list: keyof RunPlan; title: string; line: LineSaving; roll: RollPerson[]; onSaid: (said: string, undo?: () => void) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const lines = line.plan[list];
  const full = lines.length >= MOST.lines;
  const add = () => {
    const said = field.current?.value ?? "";
    if (!field.current || said.trim() === "") return;
    field.current.value = "";
    void line.changePlan((plan) => withLine(plan, list, said));
  };
  const latest = useRef(add);
  latest.current = add;
  useLeaving(() => latest.current(), []);
  const names = suggested(roll, list).filter((name) => !lines.includes(name));
  const id = `run-${list}-${title}`;
  return (
    <div class="run-list" role="group" aria-label={`${r.plan[list]}: ${title}`}>
      <p class="run-list-name" aria-hidden="true">{r.plan[list]}</p>
      {lines.length > 0 && (
        <ul class="plain run-list-lines">
          {lines.map((said) => (
            <li key={said}>
              <span>{said}</span>
              <button
                type="button"
                class="ds-button"
                data-variant="tertiary"
                data-icon
                aria-label={r.plan.remove(said)}
                onClick={() => {
                  const at = lines.indexOf(said);
                  void line.changePlan((plan) => ({ ...plan, [list]: plan[list].filter((one) => one !== said) }));
                  field.current?.focus();
                  onSaid(r.plan.removed(said), () => void line.changePlan((plan) => ({ ...plan, [list]: [...plan[list].slice(0, at), said, ...plan[list].slice(at)] })));
                }}
              >
                <Cross />
              </button>
            </li>
          ))}
        </ul>
      )}
      {full ? <p class="quiet">{r.plan.full}</p> : (
        <div class="run-add">
          <input
            ref={field}
            class="ds-input"
            aria-label={`${r.plan.add[list]} ${title}`}
            placeholder={r.plan.add[list]}
            maxLength={MOST.line}
            list={names.length > 0 ? id : undefined}
            autocomplete="off"
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              add();
            }}
          />
          <button type="button" class="ds-button" data-variant="tertiary" data-icon aria-label={`${r.plan.addTo}: ${r.plan[list]}, ${title}`} onClick={() => { add(); field.current?.focus(); }}><Plus /></button>
          {names.length > 0 && <datalist id={id}>{names.map((name) => <option key={name} value={name} />)}</datalist>}
        </div>
      )}
    </div>
  );
}

const STANDS_IN: readonly string[] = ["substitute", "deputy"];

/** "Kari Nordmann (Ap)". Whoever can stand in comes first where that is asked. */
export const suggested = (roll: RollPerson[], list: keyof RunPlan): string[] => {
  const last = (person: RollPerson) => Number(list === "substitutes" && !STANDS_IN.includes(person.role));
  return [...roll].sort((a, b) => last(a) - last(b)).map(nameIn);
};

export const nameIn = ({ name, party }: RollPerson): string => (party ? `${name} (${party})` : name);
