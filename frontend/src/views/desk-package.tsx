import { useRef, useState } from "preact/hooks";
import type { DeskPackage, DryRun } from "../domain/shapes";
import { desk } from "../sync";
import { Back } from "../ui/icons";
import { Loading, Notice, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { d } from "../words/desk";
import { capital, w } from "../words/index";
import { inOslo, meetingWords } from "../words/time";
import { Stage } from "./desk";
import { DeskAgenda, type DeskHere } from "./desk-agenda";
import { DeskDecisions } from "./desk-decisions";
import { type Asked, DeskDialog } from "./desk-dialogs";
import { useDoing } from "./desk-doing";
import { GatePanel } from "./desk-gate";
import { DeskLog, History, Withdrawn } from "./desk-log";
import { NextStep } from "./desk-next";
import { PreviewPanel } from "./desk-preview";
import { WhoGets, WhoHas } from "./desk-readers";
import { FromChair } from "./desk-run-sheet";
import { Differences, Told } from "./desk-told";
import { DeskUpload } from "./desk-upload";
import { useLive } from "./live";

export function DeskPackagePage({ id }: { id: string }) {
  const words = d();
  const [live, again] = useLive(["desk", "connection"], () => desk.open(id), id);
  if (live.state === "loading") return <Loading title={words.desk.title} lines={6} />;
  if (live.state === "failed") {
    return live.word === "not_found" || live.word === "no_such_package" ? (
      <Notice title={words.package.notFound} action={<a class="ds-button" data-variant="secondary" href={to.desk}>{words.desk.title}</a>}><p>{w.errors.no_such_package}</p></Notice>
    ) : <Trouble word={live.word} again={again} />;
  }
  return <OneDesk id={id} fetched={live.value} again={again} />;
}

/** One meeting: its next step above, then its agenda, how it looks to somebody, and who gets and has it. */
function OneDesk({ id, fetched, again }: { id: string; fetched: DeskPackage; again: () => Promise<void> }) {
  const words = d();
  const [answered, setAnswered] = useState<DeskPackage | null>(null);
  const opened = answered && answered.desk.edits > fetched.desk.edits ? answered : fetched; // an answer is newer than what was fetched before it
  const doing = useDoing(id, opened, setAnswered, again);
  const [asked, setAsked] = useState<Asked | null>(null);
  const { row, draft, differences } = opened;
  const state = `${opened.state} ${opened.desk.edits} ${row.revision}`;
  const run = useDryRun(id, state);
  const after = async (said: string) => {
    await again();
    doing.tell(said);
  };
  const here: DeskHere = { id, opened, doing, ask: setAsked };
  const links = (
    <div class="actions desk-links">
      <a class="ds-button" data-variant="secondary" href={to.access(id)}>{words.package.access}</a>
      <a class="ds-button" data-variant="secondary" href={to.attendance(id)}>{words.package.attendance}</a>
    </div>
  );
  return (
    <Page title={row.committee.name} wide beside={links} above={<a class="back" href={to.desk}><Back />{words.package.back}</a>}>
      <p class="meeting-when">{capital(meetingWords(row.meeting))} <Stage row={row} /></p>
      <p class="quiet">
        {[row.meeting.place, w.count.items(row.items), w.count.documents(row.documents), row.missing > 0 && words.desk.missing(row.missing)].filter(Boolean).join(" · ")}
      </p>
      <NextStep opened={opened} run={run} doing={doing} onDone={after} />
      <GatePanel key={`gate ${state}`} packageId={id} onDone={after} />
      <div class="desk-columns">
        <div class="desk-main">
          <Differences found={differences} first={row.revision === 0} />
          <DeskAgenda here={here} />
          <DeskUpload here={here} />
          {row.meeting.date <= inOslo(new Date()).date && <DeskDecisions here={here} />}
          {row.revision > 0 && <FromChair draft={draft} />}
        </div>
        <div class="desk-middle"><PreviewPanel draft={draft} state={state} /></div>
        <div class="desk-side">
          <WhoGets opened={opened} run={run} />
          <WhoHas opened={opened} />
          <DeskLog opened={opened} doing={doing} />
          <Withdrawn opened={opened} />
          <History opened={opened} onWithdraw={() => setAsked({ dialog: "withdraw", document: "" })} />
        </div>
      </div>
      <Told opened={opened} doing={doing} />
      {asked && <DeskDialog here={here} asked={asked} onClose={() => setAsked(null)} onDone={async (said) => { setAsked(null); await after(said); }} />}
    </Page>
  );
}

/** What publishing now would do; what was known last stands until the new is here. */
function useDryRun(id: string, state: string): DryRun | null {
  const [live] = useLive(["desk"], () => desk.dryRun(id), `${id} ${state}`);
  const kept = useRef<DryRun | null>(null);
  if (live.state === "here") kept.current = live.value;
  return kept.current;
}
