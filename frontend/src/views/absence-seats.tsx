import { standIns } from "../domain/attendance";
import type { Attendance, SeatLine } from "../domain/shapes";
import { t } from "../words/attendance";
import { w } from "../words/index";
import { momentWords } from "../words/time";
import { about, type Acting, named } from "./absence-desk";

interface Props extends Acting {
  onReport: (seat: SeatLine) => void;
}

/** Everybody who has a seat that day, and the deputies: who comes, and who has said that they cannot. */
export function Seats(props: Props) {
  const { seats, deputies } = props.sheet;
  return (
    <>
      <section class="panel" aria-labelledby="seats">
        <h2 class="ds-heading" data-size="xs" id="seats">{t.desk.members}</h2>
        <ul class="plain access-list">{seats.map((seat) => <Line key={seat.person} seat={seat} {...props} />)}</ul>
      </section>
      {deputies.length > 0 && (
        <section class="panel" aria-labelledby="deputies">
          <h2 class="ds-heading" data-size="xs" id="deputies">{t.desk.deputies}</h2>
          <ul class="plain access-list">{deputies.map((seat) => <Line key={seat.person} seat={seat} {...props} />)}</ul>
        </section>
      )}
    </>
  );
}

const COLOUR = { reported: "info", provisional: "warning", decided: "danger" } as const;

function Line({ seat, sheet, onAct, onReport }: Props & { seat: SeatLine }) {
  const { absence } = seat;
  const of = <span class="ds-sr-only">: {seat.name}</span>;
  const deputy = seat.role === "deputy";
  return (
    <li class="access-ranked">
      <p>
        <strong>{named(seat)}</strong> {!deputy && <span class="quiet">{(w.role as Record<string, string>)[seat.role]}</span>}{" "}
        <span class="attendance-tags">
          {absence && <span class="ds-tag" data-color="warning" data-size="sm">{t.desk.absent(about(sheet, absence.items))}</span>}
          {barred(seat, sheet).map(([state, what]) => <span key={state} class="ds-tag" data-color={COLOUR[state]} data-size="sm">{t.desk.barred[state](what)}</span>)}
        </span>
        {absence && <span class="quiet access-of">{t.desk.reason(absence.reason, absence.by, momentWords(absence.at))}</span>}
        {standIns(sheet.called, seat.person).map((line) => <span key={line.person} class="quiet access-of">{t.chair.substitute(named(line), t.answers[line.answer] ?? "")}</span>)}
      </p>
      <div class="actions">
        <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => onReport(seat)}>{absence ? t.mine.change : t.desk.report}{of}</button>
        {absence && <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => void onAct({ act: "take_back", person: seat.person }, t.desk.done.take_back(seat.name))}>{t.desk.back2}{of}</button>}
      </div>
    </li>
  );
}

/** How far it has come, with the items of each. */
function barred(seat: SeatLine, sheet: Attendance): ["reported" | "provisional" | "decided", string][] {
  return (["decided", "provisional", "reported"] as const).flatMap((state) => {
    const items = seat.barred.filter((line) => line.state === state).map(({ item }) => item);
    return items.length > 0 ? [[state, about(sheet, items)]] : [];
  });
}
