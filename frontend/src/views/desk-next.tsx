import { useState } from "preact/hooks";
import { news } from "../domain/desk";
import type { DeskPackage, DryRun } from "../domain/shapes";
import { desk, pullNow } from "../sync";
import { sizeWords } from "../words/amounts";
import { d } from "../words/desk";
import { capital, sorry } from "../words/index";
import { fromOslo, inOslo, momentWords } from "../words/time";
import type { Doing } from "./desk-doing";
import { wordOf } from "./live";

interface Props {
  opened: DeskPackage;
  run: DryRun | null;
  doing: Doing;
  /** The package is fetched anew; what is given is told. */
  onDone: (said: string) => Promise<void>;
}

/** The one green button, what it will do, and the words that go with it. */
export function NextStep({ opened, run, doing, onDone }: Props) {
  const { package: words, meeting } = d();
  const { row, state, desk: lies } = opened;
  const [note, setNote] = useState(lies.scheduled?.change_note ?? "");
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState("");
  const nothing = row.revision > 0 && row.differences === 0 && !lies.withdrawn; // what is missing still is told as a difference, but is no news
  const publish = async () => {
    if (working) return;
    setWorking(true);
    setFailed("");
    try {
      const published = await desk.publish(row.package, { state, change_note: note.trim() });
      void pullNow();
      setNote("");
      await onDone(words.done(published.revision, published.recipients));
    } catch (trouble) {
      const word = wordOf(trouble);
      if (word === "stale") await onDone(words.stale);
      else setFailed(word === "offline" ? words.offline : sorry(word));
    }
    setWorking(false);
  };
  const kind = run?.kind ?? (row.revision > 0 ? "supplement" : "package");
  const title = nothing ? meeting.next.nothing : kind === "minutes" ? meeting.next.minutes : row.revision > 0 ? meeting.next.supplement(row.revision + 1) : meeting.next.publish;
  return (
    <section class="panel desk-next" aria-labelledby="publish">
      <div class="desk-next-words">
        <p class="next-label" id="publish">{d().desk.next}</p>
        <h2 class="ds-heading" data-size="sm">{title}</h2>
        {lies.trouble && <p class="warn">{meeting.next.trouble(sorry(lies.trouble))}</p>}
        {lies.withdrawn && <p class="warn">{meeting.next.withdrawn}</p>}
        {nothing ? <p class="quiet">{meeting.next.nothingMore[row.stage === "held" || row.stage === "minutes" ? row.stage : "published"]}</p> : row.revision > 0 && <Note opened={opened} note={note} onWrite={setNote} />}
      </div>
      {!nothing && (
        <div class="desk-next-do">
          <button type="button" class="ds-button" data-fullwidth aria-busy={working} aria-describedby="publish-does" onClick={() => void publish()}>
            {working ? words.working : words.publish}
          </button>
          <Does opened={opened} run={run} />
          <Later opened={opened} note={note} doing={doing} />
        </div>
      )}
      <p role="alert" class="warn">{failed}</p>
    </section>
  );
}

function Does({ opened: { row, desk: lies }, run }: Pick<Props, "opened" | "run">) {
  const { package: words, meeting: { next } } = d();
  const held = [...lies.items, ...lies.papers].filter(({ held_back }) => held_back).length;
  return (
    <div id="publish-does" class="quiet desk-does">
      <p>{words.publishAs(row.revision + 1, run?.recipients ?? row.recipients, row.documents - row.missing)}</p>
      {run && <p>{toldWords(run)}{row.revision > 0 && run.new_bytes > 0 && ` ${next.bytes(sizeWords(run.new_bytes))}`}</p>}
      {row.missing > 0 && <p>{words.missingWarning(row.missing)}</p>}
      {held > 0 && <p>{capital(next.heldBack(held))}.</p>}
    </div>
  );
}

/** What the notice would say: "1 nytt papir, 2 avsnitt endret, 1 i forslag til vedtak". */
function toldWords({ kind, facts }: DryRun): string {
  const { next } = d().meeting;
  if (kind !== "supplement") return next.tells[kind];
  const said = (["new", "changed", "paragraphs", "proposal", "withdrawn"] as const).map((fact) => (facts[fact] ?? 0) > 0 && next.facts[fact](facts[fact] ?? 0)).filter(Boolean);
  return next.tells.supplement(said.join(", "));
}

function Note({ opened, note, onWrite }: { opened: DeskPackage; note: string; onWrite: (note: string) => void }) {
  const { package: words, meeting: { next } } = d();
  const suggested = news(opened.differences).map(({ kind, what }) => next.suggestion(kind, what)).join(" ");
  return (
    <div class="ds-field">
      <label class="ds-label" for="note">{words.note}</label>
      <p class="quiet" id="note-more">{words.noteMore}</p>
      <textarea class="ds-input" id="note" rows={2} maxLength={2000} aria-describedby="note-more" value={note} onInput={(event) => onWrite(event.currentTarget.value)} />
      {suggested && note === "" && <p><button type="button" class="ds-link link-button" onClick={() => onWrite(suggested.slice(0, 2000))}>{next.suggest}</button> <span class="quiet desk-suggested">{suggested}</span></p>}
    </div>
  );
}

/** When it is to be published by itself, if not now. */
function Later({ opened, note, doing }: { opened: DeskPackage; note: string; doing: Doing }) {
  const { next, said } = d().meeting;
  const { scheduled } = opened.desk;
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(tomorrow);
  const [failed, setFailed] = useState("");
  const plan = async (event: Event) => {
    event.preventDefault();
    const moment = at ? fromOslo(at) : new Date(Number.NaN);
    if (!(moment.getTime() > Date.now())) return setFailed(next.past);
    setFailed("");
    const planned = await doing.act([{ act: "schedule", at: moment.toISOString(), state: opened.state, text: note.trim() }], said.schedule(momentWords(moment)));
    if (planned) setOpen(false);
  };
  return (
    <div class="desk-later">
      {scheduled && (
        <>
          <p class={scheduled.stale ? "warn" : ""}>{next.scheduled(momentWords(scheduled.at), scheduled.by)}{scheduled.stale && ` ${next.scheduledStale}`}</p>
          <button type="button" class="ds-button" data-variant="tertiary" onClick={() => void doing.act([{ act: "unschedule" }], said.unschedule)}>{next.unschedule}</button>
        </>
      )}
      <button type="button" class="ds-button" data-variant="tertiary" aria-expanded={open} onClick={() => setOpen(!open)}>{next.later}</button>
      {open && (
        <form class="stack" aria-label={next.laterTitle} onSubmit={(event) => void plan(event)}>
          <p class="quiet" id="later-more">{next.laterMore}</p>
          <div class="ds-field">
            <label class="ds-label" for="later">{next.when}</label>
            <input class="ds-input" id="later" type="datetime-local" required aria-describedby="later-more" value={at} onInput={(event) => setAt(event.currentTarget.value)} />
          </div>
          <button type="submit" class="ds-button" data-variant="secondary">{next.schedule}</button>
          <p role="alert" class="warn">{failed}</p>
        </form>
      )}
    </div>
  );
}

/** Eight o'clock the next morning, as a field for a day and time has it. */
const tomorrow = (): string => `${inOslo(new Date(Date.now() + 86_400_000)).date}T08:00`;
