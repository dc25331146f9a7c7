import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { sitting, timeOf } from "../domain/people";
import type { Book, BookPerson, BookSeat, SeatGiven } from "../domain/shapes";
import { people } from "../sync";
import { Dialog } from "../ui/ask";
import { to } from "../ui/router";
import { capital } from "../words/index";
import { p } from "../words/people-register";
import { roleName, shortDay, sorryFor, today, useDoing } from "./people-parts";

type Opened = { how: "new" } | { how: "change" | "end"; seat: BookSeat };

/** Where somebody sits: their seats now and coming, what was before, and what can be done with each. */
export function Seats({ book, person, again }: { book: Book; person: BookPerson; again: () => Promise<void> }) {
  const words = p.seats;
  const [opened, setOpened] = useState<Opened | null>(null);
  const { says, run } = useDoing(again);
  const past = person.seats.filter((seat) => timeOf(seat, today()) === "past");
  const rest = person.seats.filter((seat) => !past.includes(seat));
  const save = (what: Promise<unknown>, said: string) => run(() => what.then(() => said));
  return (
    <section class="panel" aria-labelledby="seats">
      <h2 class="ds-heading" data-size="sm" id="seats">{words.title}</h2>
      {rest.length === 0 && <p>{words.none}</p>}
      <ul class="plain seats">
        {rest.map((seat) => (
          <li key={seat.id} class="seat">
            <SeatWords book={book} seat={seat} />
            <div class="actions">
              <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => setOpened({ how: "change", seat })}>{words.change}<span class="ds-sr-only">: {named(book, seat)}</span></button>
              <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => setOpened({ how: "end", seat })}>{words.end}<span class="ds-sr-only">: {named(book, seat)}</span></button>
            </div>
          </li>
        ))}
      </ul>
      {past.length > 0 && (
        <details class="seats-past">
          <summary>{words.past(past.length)}</summary>
          <ul class="plain seats">{past.map((seat) => <li key={seat.id} class="seat"><SeatWords book={book} seat={seat} /></li>)}</ul>
        </details>
      )}
      {says}
      {person.revoked_at === null && <div class="actions"><button type="button" class="ds-button" data-variant="secondary" onClick={() => setOpened({ how: "new" })}>{words.add}</button></div>}
      {opened?.how === "end" && <EndSeat book={book} person={person} seat={opened.seat} onClose={() => setOpened(null)} onSave={save} />}
      {opened && opened.how !== "end" && <SeatDialog book={book} person={person} seat={opened.how === "change" ? opened.seat : null} onClose={() => setOpened(null)} onSave={save} />}
    </section>
  );
}

const committeeOf = (book: Book, seat: BookSeat): string => book.committees.find(({ id }) => id === seat.committee)?.name ?? "";
const named = (book: Book, seat: BookSeat): string => p.seats.of(roleName(seat.role), committeeOf(book, seat));

function SeatWords({ book, seat }: { book: Book; seat: BookSeat }) {
  const words = p.seats;
  const principal = seat.deputy_for && book.people.find((one) => one.seats.some(({ id }) => id === seat.deputy_for));
  const days = seat.valid_to ? words.days(shortDay(seat.valid_from), shortDay(seat.valid_to)) : words.from(shortDay(seat.valid_from));
  const role = seat.role === "deputy" && seat.rank ? words.rank(roleName(seat.role), seat.rank) : roleName(seat.role);
  const more = [role, seat.party, principal ? words.for(principal.name) : "", days].filter(Boolean);
  return (
    <div class="seat-words">
      <p><a class="ds-link" href={to.committee(seat.committee)}>{committeeOf(book, seat)}</a> {timeOf(seat, today()) === "coming" && <span class="ds-tag" data-color="info" data-size="sm">{words.coming}</span>}</p>
      <p class="quiet">{more.join(" · ")}</p>
    </div>
  );
}

interface Saving {
  book: Book;
  person: BookPerson;
  onClose: () => void;
  onSave: (what: Promise<unknown>, said: string) => Promise<boolean>;
}

const asGiven = ({ committee, role, valid_from, valid_to, rank, party, deputy_for }: BookSeat): SeatGiven => ({ committee, role, valid_from, valid_to: valid_to ?? "", rank, party, deputy_for: deputy_for ?? "" });

function EndSeat({ book, person, seat, onClose, onSave }: Saving & { seat: BookSeat }) {
  const [last, setLast] = useState(seat.valid_to ?? today());
  const end = () => {
    onClose();
    void onSave(people.changeSeat(seat.id, { ...asGiven(seat), valid_to: last }), p.seats.ended);
  };
  return (
    <Dialog title={p.seats.ask(person.name)} onClose={onClose} actions={<button type="button" class="ds-button" data-color="danger" onClick={end}>{p.seats.yes}</button>}>
      <p>{p.seats.endMore(capital(named(book, seat)))}</p>
      <Day id="seat-last" label={p.seats.last} value={last} onChange={setLast} />
    </Dialog>
  );
}

/** A seat with everything that is said of it. The dialog stays until it is saved, and says what stands in the way. */
function SeatDialog({ book, person, seat, onClose, onSave }: Saving & { seat: BookSeat | null }) {
  const words = p.seats;
  const first: SeatGiven = { committee: "", role: "member", valid_from: today(), valid_to: "", rank: null, party: person.party, deputy_for: "" };
  const [given, setGiven] = useState<SeatGiven>(seat ? asGiven(seat) : first);
  const [doing, setDoing] = useState(false);
  const [failed, setFailed] = useState("");
  const change = (some: Partial<SeatGiven>) => setGiven({ ...given, ...some });
  const principals = sitting(book, given.committee, today()).filter((each) => each.seat.role !== "deputy" && each.seat.role !== "secretariat" && each.person.id !== person.id);
  const save = async () => {
    if (doing) return;
    if (!given.committee || !given.valid_from) return setFailed(words.need);
    setDoing(true);
    try {
      await (seat ? people.changeSeat(seat.id, given) : people.seat(person.id, given));
      onClose();
      void onSave(Promise.resolve(), p.saved);
    } catch (trouble) {
      setFailed(sorryFor(trouble));
      setDoing(false);
    }
  };
  const remove = () => {
    onClose();
    if (seat) void onSave(people.removeSeat(seat.id), words.removed);
  };
  return (
    <Dialog title={seat ? capital(named(book, seat)) : words.add} onClose={onClose} actions={<button type="button" class="ds-button" aria-busy={doing} onClick={() => void save()}>{doing ? p.saving : p.person.save}</button>}>
      <Choice id="seat-committee" label={words.committee} value={given.committee} onChoose={(committee) => change({ committee, deputy_for: "" })}>
        <option value="">{words.choose}</option>
        {book.committees.filter(({ valid_to }) => (valid_to ?? "9999") >= today()).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
      </Choice>
      <Choice id="seat-role" label={words.role} value={given.role} onChoose={(role) => change({ role: role as SeatGiven["role"] })}>
        {(["member", "chair", "deputy_chair", "deputy", "secretariat"] as const).map((role) => <option key={role} value={role}>{capital(roleName(role))}</option>)}
      </Choice>
      {given.role === "deputy" && (
        <div class="act-two">
          <div class="ds-field">
            <label class="ds-label" for="seat-rank">{words.number}</label>
            <input class="ds-input" id="seat-rank" type="number" min={1} max={999} value={given.rank ?? ""} onInput={(event) => change({ rank: Number(event.currentTarget.value) || null })} />
          </div>
          <Choice id="seat-for" label={words.stands} value={given.deputy_for ?? ""} onChoose={(deputy_for) => change({ deputy_for })}>
            <option value="">{words.anyone}</option>
            {principals.map((each) => <option key={each.seat.id} value={each.seat.id}>{each.person.name}</option>)}
          </Choice>
        </div>
      )}
      <div class="ds-field">
        <label class="ds-label" for="seat-party">{words.list}</label>
        <input class="ds-input" id="seat-party" list="seat-parties" autocomplete="off" maxLength={20} value={given.party} onInput={(event) => change({ party: event.currentTarget.value })} />
        <datalist id="seat-parties">{book.parties.map((one) => <option key={one.short} value={one.short}>{one.name}</option>)}</datalist>
      </div>
      <div class="act-two">
        <Day id="seat-first" label={words.first} value={given.valid_from} onChange={(valid_from) => change({ valid_from })} />
        <Day id="seat-until" label={words.last} more={words.lastMore} value={given.valid_to ?? ""} onChange={(valid_to) => change({ valid_to })} />
      </div>
      <p class="quiet">{words.does}</p>
      {failed && <p role="alert" class="warn">{failed}</p>}
      {seat && <button type="button" class="ds-button link-button" data-variant="tertiary" data-color="danger" onClick={remove}>{words.remove}</button>}
    </Dialog>
  );
}

export function Day({ id, label, more, value, onChange }: { id: string; label: string; more?: string; value: string; onChange: (day: string) => void }) {
  return (
    <div class="ds-field">
      <label class="ds-label" for={id}>{label}</label>
      {more && <p class="quiet" id={`${id}-more`}>{more}</p>}
      <input class="ds-input" id={id} type="date" aria-describedby={more ? `${id}-more` : undefined} value={value} onInput={(event) => onChange(event.currentTarget.value)} />
    </div>
  );
}

export function Choice(props: { id: string; label: string; value: string; onChoose: (value: string) => void; children: ComponentChildren }) {
  return (
    <div class="ds-field">
      <label class="ds-label" for={props.id}>{props.label}</label>
      <select class="ds-input" id={props.id} value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value)}>{props.children}</select>
    </div>
  );
}
