import { useState } from "preact/hooks";
import { nextTerm } from "../domain/people";
import type { Book, TermAsked, TermChanged, TermCommittee } from "../domain/shapes";
import { people } from "../sync";
import { Ask } from "../ui/ask";
import { Loading, Page, Trouble } from "../ui/page";
import { p } from "../words/people-register";
import { dateWords, momentWords } from "../words/time";
import { useLive, wordOf } from "./live";
import { Found } from "./people-import";
import { type Chosen, ListFile, shortDay, sorryFor, today, ToPeople, useBook, useDoing } from "./people-parts";
import { Choice, Day } from "./people-seats";

type Fate = "new" | "none" | "close";

/** From one election period to the next: what is asked for, what it does, and one button that does it. */
export function PeopleTerm() {
  const [live, again] = useBook();
  if (live.state === "loading") return <Loading title={p.term.title} lines={6} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  return (
    <Page title={p.term.title} wide above={<ToPeople />}>
      <p>{p.term.lead}</p>
      <Change book={live.value} />
      <Made />
    </Page>
  );
}

function Change({ book }: { book: Book }) {
  const words = p.term;
  const bodies = book.committees.filter(({ valid_to }) => (valid_to ?? "9999") >= today());
  const [first, setFirst] = useState(nextTerm(today()));
  const [last, setLast] = useState("");
  const [fates, setFates] = useState<Record<string, Fate>>({});
  const [successors, setSuccessors] = useState<Record<string, string>>({});
  const [file, setFile] = useState<Chosen | null>(null);
  const [making, setMaking] = useState(true);
  const [found, setFound] = useState<TermChanged | null>(null);
  const [working, setWorking] = useState<"" | "looking" | "doing">("");
  const [failed, setFailed] = useState("");
  const fate = (id: string): Fate => fates[id] ?? "new";
  const asked = (make: boolean, state: string): TermAsked => ({
    first_day: first,
    last_day: last,
    committees: bodies.filter(({ id }) => fate(id) === "new").map(({ id }) => id),
    closing: bodies.filter(({ id }) => fate(id) === "close").map(({ id }) => ({ committee: id, successor: successors[id] ?? "" })),
    file: file?.data ?? "",
    dry_run: state === "",
    state,
    new_committees: make,
  });
  const send = async (make = making, state = "") => {
    const what = asked(make, state);
    setFailed("");
    if (what.committees.length + (what.closing ?? []).length === 0) return setFailed(words.noOne);
    setWorking(state ? "doing" : "looking");
    try {
      setFound(await people.changeTerm(what));
    } catch (trouble) {
      const stale = wordOf(trouble) === "stale";
      setFound(stale ? await people.changeTerm(asked(make, "")).catch(() => null) : null);
      setFailed(stale ? p.import.stale : sorryFor(trouble));
    }
    setWorking("");
  };
  const changed = <T,>(set: (value: T) => void) => (value: T) => {
    set(value);
    setFound(null); // what was looked at is another by now
  };
  const make = (on: boolean) => {
    setMaking(on);
    void send(on);
  };
  if (found?.done) return <p class="told" role="status">{words.done(dateWords(first))}</p>;
  return (
    <>
      <div class="term-days">
        <Day id="term-first" label={words.first} value={first} onChange={changed(setFirst)} />
        <Day id="term-last" label={words.last} more={words.lastMore} value={last} onChange={changed(setLast)} />
      </div>
      <section aria-labelledby="term-bodies">
        <h2 class="ds-heading" data-size="sm" id="term-bodies">{words.committees}</h2>
        <ul class="plain term-bodies">
          {bodies.map(({ id, name }) => (
            <li key={id}>
              <Choice id={`fate-${id}`} label={name} value={fate(id)} onChoose={(value) => changed(setFates)({ ...fates, [id]: value as Fate })}>
                {(["new", "none", "close"] as const).map((one) => <option key={one} value={one}>{words.fate[one]}</option>)}
              </Choice>
              {fate(id) === "close" && (
                <Choice id={`after-${id}`} label={words.successor} value={successors[id] ?? ""} onChoose={(value) => changed(setSuccessors)({ ...successors, [id]: value })}>
                  <option value="">{words.nobody}</option>
                  {bodies.filter((other) => other.id !== id).map((other) => <option key={other.id} value={other.id}>{other.name}</option>)}
                </Choice>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="term-file">
        <h2 class="ds-heading" data-size="sm" id="term-file">{words.file}</h2>
        <p class="quiet">{words.fileMore}</p>
        <ListFile chosen={file} onChoose={changed(setFile)} />
      </section>
      {failed && <p role="alert" class="warn">{failed}</p>}
      {!found && <div class="actions"><button type="button" class="ds-button" aria-busy={working === "looking"} onClick={() => working === "" && void send()}>{working === "looking" ? words.looking : words.look}</button></div>}
      {found && (
        <section class="term-effect" aria-labelledby="term-effect">
          <h2 class="ds-heading" data-size="sm" id="term-effect">{words.effect}</h2>
          <div class="term-cards">{found.committees.map((one) => <Body key={one.name} body={one} />)}</div>
          {found.without.length > 0 && <div class="panel"><p class="warn">{words.without(found.without.length)}</p><p>{found.without.join(", ")}</p></div>}
          {found.imported && <Found found={found.imported} making={making} onMake={make} />}
          <div class="actions"><button type="button" class="ds-button" aria-busy={working === "doing"} onClick={() => working === "" && void send(making, found.state)}>{working === "doing" ? words.doing : words.do}</button></div>
        </section>
      )}
    </>
  );
}

function Body({ body }: { body: TermCommittee }) {
  const words = p.term;
  const rows = ([["joining", body.joining], ["staying", body.staying], ["leaving", body.leaving]] as const).filter(([, names]) => names.length > 0);
  return (
    <section class="panel term-card">
      <h3 class="ds-heading" data-size="2xs">{body.name} {body.closing && <span class="ds-tag" data-color="warning" data-size="sm">{words.closing}</span>}</h3>
      {!body.closing && body.joining.length + body.staying.length === 0 && <p class="warn">{words.empty}</p>}
      <dl>{rows.map(([key, names]) => <div key={key}><dt>{words[key]}</dt><dd>{names.join(", ")}</dd></div>)}</dl>
      {body.deputies > 0 && <p class="quiet">{words.deputies(body.deputies)}</p>}
    </section>
  );
}

/** Changes that were made; the newest can be taken back until its day has come. */
function Made() {
  const words = p.term;
  const [live, again] = useLive(["connection"], () => people.terms(), "terms");
  const { doing, run, says } = useDoing(again);
  const [asked, setAsked] = useState("");
  if (live.state !== "here" || live.value.terms.length === 0) return null;
  const undo = () => {
    setAsked("");
    void run(() => people.undoTerm(asked).then(({ kept }) => words.took(kept)));
  };
  return (
    <section aria-labelledby="term-made">
      <h2 class="ds-heading" data-size="sm" id="term-made">{words.made}</h2>
      {says}
      <ul class="plain seats">
        {live.value.terms.map((one) => (
          <li key={one.id} class="seat">
            <div class="seat-words">
              <p>{words.line(shortDay(one.first_day), one.ended, one.made)}</p>
              <p class="quiet">{words.by(one.by, momentWords(one.at))}{one.undone_at && ` · ${words.undone(momentWords(one.undone_at))}`}</p>
            </div>
            {one.may_undo && <button type="button" class="ds-button" data-variant="secondary" aria-busy={doing} onClick={() => setAsked(one.id)}>{words.undo}</button>}
          </li>
        ))}
      </ul>
      {asked && <Ask title={words.ask} yes={words.undo} onYes={undo} onNo={() => setAsked("")}><p>{words.undoMore}</p></Ask>}
    </section>
  );
}
