import { useState } from "preact/hooks";
import { STAGES, stageOf } from "../domain/desk";
import type { DeskMeeting } from "../domain/shapes";
import { desk } from "../sync";
import { useLive } from "./live";
import { Plus, Printer } from "../ui/icons";
import { Empty, Loading, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { b } from "../words/brought";
import { d } from "../words/desk";
import { capital, sorry, w } from "../words/index";
import { isPast, meetingWords, momentWords } from "../words/time";

const when = ({ meeting }: DeskMeeting) => `${meeting.date} ${meeting.starts_at ?? ""}`;

/** The nearest first, then those that are over, the latest of them first. */
function byNearness(a: DeskMeeting, b: DeskMeeting): number {
  const [aOver, bOver] = [isPast(a.meeting.date), isPast(b.meeting.date)];
  if (aOver !== bOver) return aOver ? 1 : -1;
  return aOver ? when(b).localeCompare(when(a)) : when(a).localeCompare(when(b));
}

const Links = () => (
  <div class="actions">
    <a class="ds-button" data-variant="secondary" href={to.deskNew}><Plus />{b.meeting.button}</a>
    <a class="ds-button" data-variant="secondary" href={to.prints}><Printer />{d().desk.prints}</a>
  </div>
);

const OLDER = 8; // meetings that are over, until more are asked for

export function Desk() {
  const words = d().desk;
  const [live, again] = useLive(["desk", "connection"], () => desk.list(), "desk");
  const [all, setAll] = useState(false);
  if (live.state === "loading") return <Loading title={words.title} lines={6} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  const sorted = [...live.value.meetings].sort(byNearness);
  const coming = sorted.filter(({ meeting }) => !isPast(meeting.date)).length;
  const rows = all ? sorted : sorted.slice(0, coming + OLDER);
  return (
    <Page title={words.title} wide beside={<Links />}>
      {rows.length === 0 ? (
        <Empty title={words.empty}>
          <p>{words.emptyMore}</p>
          <a class="ds-button" data-variant="secondary" href={to.sources}>{words.toSources}</a>
        </Empty>
      ) : (
        <>
          <p class="quiet">{words.lead}</p>
          <table class="ds-table desk-table desk-meetings" role="table">
            <caption class="ds-sr-only">{words.caption}</caption>
            <thead role="rowgroup">
              <tr role="row">
                {[words.meeting, words.stage, words.contents, words.readers, words.next].map((name) => <th key={name} scope="col" role="columnheader">{name}</th>)}
              </tr>
            </thead>
            <tbody role="rowgroup">{rows.map((row) => <MeetingRow key={row.package} row={row} />)}</tbody>
          </table>
          {rows.length < sorted.length && <button type="button" class="ds-button" data-variant="secondary" onClick={() => setAll(true)}>{words.older(sorted.length - rows.length)}</button>}
        </>
      )}
    </Page>
  );
}

export function Stage({ row }: { row: DeskMeeting }) {
  const words = d().desk;
  const at = stageOf(row);
  const colour = { harvested: "warning", prepared: "info", changed: "warning", published: "success", held: "neutral", minutes: "success" }[at];
  return (
    <span class="ds-tag" data-color={colour}>
      {words.stages[at]}{row.revision > 0 && ` (${words.revision(row.revision)})`}
    </span>
  );
}

/** How far it has come: a mark for each stage it has been through. */
function Way({ row }: { row: DeskMeeting }) {
  const stage = stageOf(row);
  const at = STAGES.indexOf(stage === "changed" ? "published" : stage);
  return <span class="desk-way" aria-hidden="true">{STAGES.map((one, i) => <span key={one} class={i <= at ? "desk-been" : ""} />)}</span>;
}

export function nextStep(row: DeskMeeting): string {
  const { steps } = d().desk;
  const at = stageOf(row);
  if (row.withdrawn) return steps.withdrawn;
  return at === "changed" ? steps.changed(row.differences) : steps[at];
}

function MeetingRow({ row }: { row: DeskMeeting }) {
  const words = d().desk;
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <a class="row-link" href={to.deskPackage(row.package)}>{row.committee.name}</a>
        {row.meeting.status === "cancelled" && <span class="ds-tag cancelled" data-color="danger" data-size="sm">{w.status.cancelled}</span>}
        <span class="quiet">{capital(meetingWords(row.meeting))}</span>
      </th>
      <td role="cell"><Stage row={row} /><Way row={row} /></td>
      <td role="cell" data-label={words.contents}>
        {w.count.items(row.items)}, {w.count.documents(row.documents)}
        {row.missing > 0 && <span class="warn">{words.missing(row.missing)}</span>}
        {row.held_back > 0 && <span class="warn">{words.heldBack(row.held_back)}</span>}
        {row.exempt > 0 && <span class="quiet">{words.exempt(row.exempt)}</span>}
      </td>
      <td role="cell" data-label={words.readers}>
        {row.revision === 0 || row.withdrawn ? words.notSent : <>{words.received(row.received, row.recipients)}<span class="quiet">{words.opened(row.opened)}</span></>}
      </td>
      <td role="cell" data-label={words.next}>
        {nextStep(row)}
        {row.trouble && <span class="warn">{words.trouble(sorry(row.trouble))}</span>}
        {row.scheduled_at && <span class="quiet">{words.scheduled(momentWords(row.scheduled_at))}</span>}
      </td>
    </tr>
  );
}
