import { useState } from "preact/hooks";
import { next } from "../domain/attendance";
import type { Attendance, Proposal, Vacancy } from "../domain/shapes";
import { Tick } from "../ui/icons";
import { t } from "../words/attendance";
import { about, type Acting, named } from "./absence-desk";

/** Every seat that nobody sits in, with the next deputy and one button. */
export function Vacancies({ sheet, onAct }: Acting) {
  const waiting = sheet.called.filter(({ answer, gone }) => answer === "" && !gone).map(({ name }) => name);
  return (
    <section class="panel" aria-labelledby="vacancies">
      <h2 class="ds-heading" data-size="xs" id="vacancies">{t.desk.todo}</h2>
      {sheet.vacancies.length === 0 ? <p class="attendance-well"><Tick />{t.desk.nothing}</p> : (
        <ul class="plain access-list">
          {sheet.vacancies.map((vacancy) => <Empty key={`${vacancy.instead_of} ${vacancy.why}`} vacancy={vacancy} sheet={sheet} onAct={onAct} />)}
        </ul>
      )}
      {waiting.length > 0 && <p>{t.desk.waiting(waiting.join(", "))}</p>}
    </section>
  );
}

function Empty({ vacancy, sheet, onAct }: Acting & { vacancy: Vacancy }) {
  const [calling, setCalling] = useState(false);
  const first = next(vacancy);
  const seat = sheet.seats.find(({ person }) => person === vacancy.instead_of);
  const callIn = async (one: Proposal) => {
    if (calling) return;
    setCalling(true);
    await onAct({ act: "call_in", person: one.person, instead_of: vacancy.instead_of, items: one.items }, t.desk.done.call_in(one.name));
    setCalling(false);
  };
  return (
    <li class="vacancy">
      <p><strong>{t.desk.why[vacancy.why](seat ? named(seat) : "", about(sheet, vacancy.items))}</strong></p>
      {vacancy.why === "reported" && <p class="quiet">{t.desk.reportedMore}</p>}
      {!first && <p>{t.desk.none}</p>}
      {first && (
        <div class="vacancy-next">
          <p>{t.desk.next(named(first))}<span class="quiet access-of">{placeWords(first)}</span></p>
          <button type="button" class="ds-button" data-variant={vacancy.why === "reported" ? "secondary" : "primary"} aria-busy={calling} onClick={() => void callIn(first)}>{calling ? t.desk.calling : t.desk.callIn(first.name)}</button>
        </div>
      )}
      {vacancy.proposals.length > 0 && <Order vacancy={vacancy} sheet={sheet} first={first} onCallIn={(one) => void callIn(one)} />}
    </li>
  );
}

/** All deputies in the order they are called, and why somebody is passed over. Another than the next may be called. */
function Order({ vacancy, sheet, first, onCallIn }: { vacancy: Vacancy; sheet: Attendance; first: Proposal | null; onCallIn: (one: Proposal) => void }) {
  const whom = sheet.seats.find(({ person }) => person === vacancy.instead_of)?.name ?? "";
  return (
    <details class="access-history">
      <summary>{t.desk.order}<span class="ds-sr-only">: {whom}</span></summary>
      <ol class="plain access-steps">
        {vacancy.proposals.map((one) => (
          <li key={one.person} class="access-ranked">
            <p>{named(one)}<span class="quiet access-of">{[placeWords(one), one.skip && t.desk.skip[one.skip]].filter(Boolean).join(" · ")}</span></p>
            {one.skip === "" && one !== first && <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => onCallIn(one)}>{t.desk.callThis}<span class="ds-sr-only">: {one.name}</span></button>}
          </li>
        ))}
      </ol>
    </details>
  );
}

const placeWords = (one: Proposal): string => [one.rank !== null && t.desk.rank(one.rank), t.desk.place[one.place]].filter(Boolean).join(", ");
