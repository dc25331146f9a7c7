import { useState } from "preact/hooks";
import type { Book, BookPerson, PersonGiven } from "../domain/shapes";
import { people } from "../sync";
import { Ask } from "../ui/ask";
import { Loading, Notice, Page, Trouble } from "../ui/page";
import { go, to } from "../ui/router";
import { p } from "../words/people-register";
import { momentWords } from "../words/time";
import { ToPeople, useBook, useDoing } from "./people-parts";
import { Seats } from "./people-seats";

const NOBODY: PersonGiven = { name: "", email: "", phone: "", party: "", language: "nb", secretariat: false };

/** One person: who they are, where they sit, and how they come in; "ny" is somebody who is not here yet. */
export function PersonPage({ id }: { id: string }) {
  const [live, again] = useBook();
  const fresh = id === "ny";
  if (live.state === "loading") return <Loading title={fresh ? p.person.new : p.back} lines={5} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  const book = live.value;
  if (fresh) {
    return (
      <Page title={p.person.new} above={<ToPeople />}>
        <p class="quiet">{p.person.newMore}</p>
        <Details book={book} first={NOBODY} yes={p.person.add} onSave={async (given) => go(to.person((await people.add(given)).id), "replace")} />
      </Page>
    );
  }
  const person = book.people.find((each) => each.id === id);
  if (!person) return <Notice title={p.person.gone} action={<a class="ds-button" data-variant="secondary" href={to.people}>{p.back}</a>}><p>{p.person.goneMore}</p></Notice>;
  return (
    <Page title={person.name} wide above={<ToPeople />}>
      <div class="person-page">
        <div class="person-main">
          <Seats book={book} person={person} again={again} />
          <Access book={book} person={person} again={again} />
        </div>
        <section class="panel" aria-labelledby="details">
          <h2 class="ds-heading" data-size="sm" id="details">{p.person.details}</h2>
          <Details key={person.id} book={book} first={person} yes={p.person.save} onSave={(given) => people.change(id, given).then(again)} />
        </section>
      </div>
    </Page>
  );
}

function Details({ book, first, yes, onSave }: { book: Book; first: PersonGiven; yes: string; onSave: (given: PersonGiven) => Promise<void> }) {
  const { name, email, phone = "", party = "", language = "nb", secretariat = false } = first;
  const [given, setGiven] = useState({ name, email, phone, party, language, secretariat });
  const [lacking, setLacking] = useState(false);
  const { doing, run, says } = useDoing();
  const words = p.person;
  const change = (some: Partial<PersonGiven>) => setGiven({ ...given, ...some });
  const save = (event: Event) => {
    event.preventDefault();
    const whole = given.name.trim() !== "" && /^\S+@\S+\.\S+$/.test(given.email.trim());
    setLacking(!whole);
    if (whole) void run(() => onSave(given).then(() => p.saved));
  };
  const field = (key: "name" | "email" | "phone", type: "text" | "email" | "tel") => (
    <div class="ds-field">
      <label class="ds-label" for={`person-${key}`}>{words[key]}</label>
      <input class="ds-input" id={`person-${key}`} type={type as "text"} autocomplete="off" maxLength={key === "phone" ? 30 : 200} value={given[key]} onInput={(event) => change({ [key]: event.currentTarget.value })} />
    </div>
  );
  return (
    <form class="person-form" noValidate onSubmit={save}>
      {field("name", "text")}
      {field("email", "email")}
      {field("phone", "tel")}
      <div class="ds-field">
        <label class="ds-label" for="person-party">{words.party}</label>
        <input class="ds-input" id="person-party" list="person-parties" autocomplete="off" maxLength={200} aria-describedby="person-party-more" value={given.party} onInput={(event) => change({ party: event.currentTarget.value })} />
        <datalist id="person-parties">{book.parties.map((one) => <option key={one.short} value={one.short}>{one.name}</option>)}</datalist>
        <p class="quiet" id="person-party-more">{words.partyMore}</p>
      </div>
      <div class="ds-field">
        <label class="ds-label" for="person-language">{words.language}</label>
        <select class="ds-input" id="person-language" value={given.language} onChange={(event) => change({ language: event.currentTarget.value as "nb" })}>
          {(["nb", "nn", "en"] as const).map((one) => <option key={one} value={one}>{words.languages[one]}</option>)}
        </select>
      </div>
      <label class="choice"><input class="ds-input" type="checkbox" checked={given.secretariat} onChange={(event) => change({ secretariat: event.currentTarget.checked })} />{words.staff}</label>
      {lacking && <p role="alert" class="warn">{words.need}</p>}
      {says}
      <div class="actions"><button type="submit" class="ds-button" aria-busy={doing}>{doing ? p.saving : yes}</button></div>
    </form>
  );
}

function Access({ book, person, again }: { book: Book; person: BookPerson; again: () => Promise<void> }) {
  const words = p.access;
  const { doing, run, says } = useDoing(again);
  const [asked, setAsked] = useState(false);
  const close = () => {
    setAsked(false);
    void run(() => people.revoke(person.id).then(() => ""));
  };
  return (
    <section class="panel" aria-labelledby="access">
      <h2 class="ds-heading" data-size="sm" id="access">{words.title}</h2>
      <p>
        {person.revoked_at ? words.closed(momentWords(person.revoked_at)) : person.seen_at ? p.person.seen(momentWords(person.seen_at)) : p.person.never}
        {!person.revoked_at && !person.seen_at && person.invited_at && <>{" "}{p.person.invited(momentWords(person.invited_at))}</>}
      </p>
      {says}
      {person.revoked_at ? (
        <>
          <p class="quiet">{words.openMore}</p>
          <div class="actions"><button type="button" class="ds-button" aria-busy={doing} onClick={() => void run(() => people.readmit(person.id).then(() => words.opened))}>{words.open}</button></div>
        </>
      ) : (
        <div class="actions">
          <a class="ds-button" data-variant="secondary" href={to.letters([person.id])}>{words.letter}</a>
          {book.mail && <button type="button" class="ds-button" data-variant="secondary" aria-busy={doing} onClick={() => void run(() => people.invite([person.id]).then(() => words.sent))}>{words.email}</button>}
          <button type="button" class="ds-button" data-variant="secondary" data-color="danger" onClick={() => setAsked(true)}>{words.close}</button>
        </div>
      )}
      {asked && <Ask title={words.ask(person.name)} yes={words.yes} onYes={close} onNo={() => setAsked(false)}><p>{words.more}</p></Ask>}
    </section>
  );
}
