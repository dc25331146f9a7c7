import type { DeskMeeting } from "../domain/shapes";
import { desk } from "../sync";
import { useLive } from "./live";
import { Printer } from "../ui/icons";
import { Empty, Loading, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { d } from "../words/desk";
import { capital, w } from "../words/index";
import { isPast, meetingWords } from "../words/time";

const when = ({ meeting }: DeskMeeting) => `${meeting.date} ${meeting.starts_at ?? ""}`;

/** The nearest first, then those that are over, the latest of them first. */
function byNearness(a: DeskMeeting, b: DeskMeeting): number {
  const [aOver, bOver] = [isPast(a.meeting.date), isPast(b.meeting.date)];
  if (aOver !== bOver) return aOver ? 1 : -1;
  return aOver ? when(b).localeCompare(when(a)) : when(a).localeCompare(when(b));
}

export function Desk() {
  const words = d().desk;
  const [live, again] = useLive(["connection"], () => desk.list(), "desk");
  if (live.state === "loading") return <Loading title={words.title} lines={6} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  const rows = [...live.value.meetings].sort(byNearness);
  return (
    <Page title={words.title} wide beside={<a class="ds-button" data-variant="secondary" href={to.prints}><Printer />{words.prints}</a>}>
      {rows.length === 0 ? (
        <Empty title={words.empty}>
          <p>{words.emptyMore}</p>
          <a class="ds-button" data-variant="secondary" href={to.sources}>{words.toSources}</a>
        </Empty>
      ) : (
        <>
          <p class="quiet">{words.lead}</p>
          <table class="ds-table desk-table" role="table">
            <caption class="ds-sr-only">{words.caption}</caption>
            <thead role="rowgroup">
              <tr role="row">
                {[words.meeting, words.stage, words.contents, words.readers, words.next].map((name) => <th key={name} scope="col" role="columnheader">{name}</th>)}
              </tr>
            </thead>
            <tbody role="rowgroup">{rows.map((row) => <MeetingRow key={row.package} row={row} />)}</tbody>
          </table>
        </>
      )}
    </Page>
  );
}

export function Stage({ row }: { row: DeskMeeting }) {
  const words = d().desk;
  const colour = { harvested: "warning", changed: "warning", published: "success", held: "neutral", minutes: "success" }[row.stage];
  return (
    <span class="ds-tag" data-color={colour}>
      {words.stages[row.stage]}{row.revision > 0 && ` (${words.revision(row.revision)})`}
    </span>
  );
}

export function nextStep(row: DeskMeeting): string {
  const { steps } = d().desk;
  return row.stage === "changed" ? steps.changed(row.differences) : steps[row.stage];
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
      <td role="cell"><Stage row={row} /></td>
      <td role="cell" data-label={words.contents}>
        {w.count.items(row.items)}, {w.count.documents(row.documents)}
        {row.missing > 0 && <span class="warn">{words.missing(row.missing)}</span>}
        {row.exempt > 0 && <span class="quiet">{words.exempt(row.exempt)}</span>}
      </td>
      <td role="cell" data-label={words.readers}>
        {row.revision === 0 ? words.notSent : <>{words.received(row.received, row.recipients)}<span class="quiet">{words.opened(row.opened)}</span></>}
      </td>
      <td role="cell" data-label={words.next}>{nextStep(row)}</td>
    </tr>
  );
}
