import { useMemo, useState } from "preact/hooks";
import { invitable, type Wanted } from "../domain/people";
import type { Book, InvitationLetter, InvitationLetters } from "../domain/shapes";
import { people } from "../sync";
import { Loading, Page, Trouble } from "../ui/page";
import { capital } from "../words/index";
import { letterWords } from "../words/people-letter";
import { p } from "../words/people-register";
import { inOslo } from "../words/time";
import { shortDay, today, ToPeople, useBook, useDoing } from "./people-parts";
import { Choice } from "./people-seats";

const MOST = 200; // at a time: as many as the server takes

/** Invitations: who is to have one, and then their letters, one sheet each, or an e-mail. */
export function PeopleLetters({ chosen }: { chosen: string[] }) {
  const [live, again] = useBook();
  const [made, setMade] = useState<InvitationLetters | null>(null);
  if (live.state === "loading") return <Loading title={p.letters.title} lines={6} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  return (
    <Page title={p.letters.title} above={<ToPeople />}>
      {made ? <Letters made={made} onAgain={() => setMade(null)} /> : <Choose book={live.value} first={chosen} onMade={setMade} />}
    </Page>
  );
}

function Choose({ book, first, onMade }: { book: Book; first: string[]; onMade: (made: InvitationLetters) => void }) {
  const words = p.letters;
  const [wanted, setWanted] = useState<Wanted>(first.length > 0 ? "everyone" : "never");
  const [committee, setCommittee] = useState("");
  const [off, setOff] = useState<Set<string> | null>(first.length > 0 ? new Set(book.people.filter(({ id }) => !first.includes(id)).map(({ id }) => id)) : null);
  const { doing, run, says } = useDoing();
  const listed = useMemo(() => invitable(book, wanted, committee, today()), [book, wanted, committee]);
  const ids = listed.filter(({ id }) => !off?.has(id)).map(({ id }) => id);
  const toggle = (id: string, on: boolean) => setOff(new Set(on ? [...(off ?? [])].filter((one) => one !== id) : [...(off ?? []), id]));
  const tooMany = ids.length > MOST;
  const make = () => void run(async () => {
    onMade(await people.letters(ids));
    return "";
  });
  return (
    <>
      <p>{words.lead}</p>
      <div class="act-two letters-who">
        <Choice id="letters-who" label={words.who} value={wanted} onChoose={(value) => setWanted(value as Wanted)}>
          <option value="never">{words.never}</option>
          <option value="everyone">{words.everyone}</option>
        </Choice>
        <Choice id="letters-body" label={words.committee} value={committee} onChoose={setCommittee}>
          <option value="">{words.all}</option>
          {book.committees.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </Choice>
      </div>
      {listed.length === 0 ? <p class="quiet">{words.nobody}</p> : (
        <fieldset class="panel letters-list">
          <legend class="ds-label">{words.chosen(ids.length)}</legend>
          <label class="choice"><input class="ds-input" type="checkbox" checked={ids.length === listed.length} onChange={(event) => setOff(event.currentTarget.checked ? null : new Set(listed.map(({ id }) => id)))} />{words.toggle}</label>
          <div class="letters-people">
            {listed.map((person) => (
              <label key={person.id} class="choice">
                <input class="ds-input" type="checkbox" checked={!off?.has(person.id)} onChange={(event) => toggle(person.id, event.currentTarget.checked)} />
                <span>{person.name} <span class="quiet">{person.email}</span></span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {tooMany && <p class="warn">{words.most}</p>}
      {says}
      {ids.length > 0 && !tooMany && (
        <div class="actions">
          <button type="button" class="ds-button" aria-busy={doing} onClick={make}>{doing ? words.making : words.paper(ids.length)}</button>
          {book.mail ? <button type="button" class="ds-button" data-variant="secondary" aria-busy={doing} onClick={() => void run(() => people.invite(ids).then(({ ordered }) => words.sent(ordered)))}>{words.email(ids.length)}</button> : <p class="quiet">{words.noMail}</p>}
        </div>
      )}
    </>
  );
}

function Letters({ made, onAgain }: { made: InvitationLetters; onAgain: () => void }) {
  const words = p.letters;
  return (
    <>
      <div class="letters-above">
        <p class="told" role="status">{words.ready(made.letters.length)}</p>
        <p>{words.once}</p>
        <div class="actions">
          <button type="button" class="ds-button" onClick={() => print()}>{words.print}</button>
          <button type="button" class="ds-button" data-variant="secondary" onClick={onAgain}>{words.again}</button>
        </div>
      </div>
      <div class="letters">{made.letters.map((letter) => <Letter key={letter.person} letter={letter} place={made.municipality} />)}</div>
    </>
  );
}

function Letter({ letter, place }: { letter: InvitationLetter; place: string }) {
  const words = letterWords[letter.language];
  return (
    <article class="letter" lang={letter.language} aria-label={letter.name}>
      <p class="letter-place">{place}</p>
      <h2>{words.title(place)}</h2>
      <p>{words.dear(letter.name)}</p>
      <p>{words.lead(place)}</p>
      {letter.seats.length > 0 && (
        <>
          <p>{words.seats}</p>
          <ul>{letter.seats.map((seat) => <li key={seat.committee}>{seat.committee}: {words.role(seat.role)}</li>)}</ul>
        </>
      )}
      <h3>{capital(words.how)}</h3>
      <ol>{words.steps.map((step) => <li key={step}>{step}</li>)}</ol>
      <p class="letter-link">{letter.link}</p>
      <p>{words.until(shortDay(inOslo(new Date(letter.until)).date))} {words.secret}</p>
      <p>{words.help}</p>
      <p class="letter-from">{words.from}</p>
    </article>
  );
}
