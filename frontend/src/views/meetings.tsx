import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { stoppedAt } from "../domain/agenda";
import { pageLabel } from "../domain/page-label";
import { lastPulled, manifest, papers, positions, type StoredPaper } from "../store/rows";
import { connection, download, type Progress, progress } from "../sync";
import { useLive } from "./live";
import { Empty, Loading, Page, Trouble } from "../ui/page";
import { go, to } from "../ui/router";
import { AllStored, Stored } from "./stored";
import { capital, w } from "../words/index";
import { dateWords, dayWords, isPast, meetingWords, monthWords } from "../words/time";

interface Row {
  paper: StoredPaper;
  progress: Progress;
}
interface Resume {
  address: string;
  where: string;
}

/** The newest place the person stopped in this package, if any. */
async function resumeIn(packageId: string): Promise<Resume | null> {
  const here = await manifest(packageId);
  const stopped = here && stoppedAt(here, await positions());
  if (!stopped) return null;
  const { document, place } = stopped;
  return { address: to.paper(packageId, document.id), where: pageLabel(here, document, place.page) };
}

const time = ({ paper: { meeting } }: Row) => `${meeting.date} ${meeting.starts_at ?? ""}`;

async function load() {
  const all = await Promise.all((await papers()).map(async (paper): Promise<Row> => ({ paper, progress: await progress(paper.package) })));
  const over = ({ paper: { meeting } }: Row) => isPast(meeting.date) || meeting.status === "minutes_published";
  const coming = all.filter((row) => !over(row)).sort((a, b) => time(a).localeCompare(time(b)));
  const earlier = all.filter(over).sort((a, b) => time(b).localeCompare(time(a)));
  return { coming, earlier, asked: (await lastPulled()) !== null || connection() !== "online" };
}

export function Meetings({ committee }: { committee: string }) {
  const [live, again] = useLive(["papers", "downloads", "positions", "connection"], load, "meetings");
  if (live.state === "loading") return <Loading title={w.meetings.title} lines={5} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  const every = [...live.value.coming, ...live.value.earlier];
  if (every.length === 0 && !live.value.asked) return <Loading title={w.meetings.title} lines={5} />; // nobody knows yet
  const names = new Map(every.map(({ paper }) => [paper.committee.id, paper.committee.name]));
  const wanted = ({ paper }: Row) => committee === "" || paper.committee.id === committee;
  const coming = live.value.coming.filter(wanted);
  const earlier = live.value.earlier.filter(wanted);
  const next = coming.find(({ paper }) => paper.meeting.status !== "cancelled");
  const rest = coming.filter((row) => row !== next);
  return (
    <Page title={w.meetings.title} beside={names.size > 1 && <Filter names={names} chosen={committee} />}>
      {every.length === 0 && <Empty title={w.meetings.empty}><p>{w.meetings.emptyMore}</p></Empty>}
      {every.length > 0 && coming.length === 0 && <Empty title={w.meetings.none}>{earlier.length === 0 && <p>{w.meetings.noneFor}</p>}</Empty>}
      {next && <Next key={next.paper.package} row={next} />}
      {rest.length > 0 && <List title={w.meetings.coming} rows={rest} />}
      {earlier.length > 0 && <Earlier rows={earlier} />}
      {every.length > 0 && <Offer />}
    </Page>
  );
}

/** Under everything, and fetched when the rest is drawn: nothing that is read moves for it. */
function Offer() {
  const [Shown, setShown] = useState<ComponentType<{ onDone: () => void }> | null>(null);
  useEffect(() => {
    void import("./notices-offer").then(({ noticesOffer }) => noticesOffer()).then((offer) => setShown(() => offer), () => undefined);
  }, []);
  return Shown && <Shown onDone={() => setShown(null)} />;
}

function Filter({ names, chosen }: { names: Map<string, string>; chosen: string }) {
  return (
    <div class="ds-field filter">
      <label class="ds-label" for="committee">{w.meetings.committee}</label>
      <select class="ds-input" id="committee" value={chosen} onChange={(event) => go(to.meetings(event.currentTarget.value), "replace")}>
        <option value="">{w.meetings.all}</option>
        {[...names].sort((a, b) => a[1].localeCompare(b[1], "nb")).map(([id, name]) => <option key={id} value={id}>{name}</option>)}
      </select>
    </div>
  );
}

const News = () => <span class="ds-tag" data-color="success" data-size="sm">{w.meetings.news}</span>;

function Next({ row: { paper, progress: stored } }: { row: Row }) {
  const { meeting, committee } = paper;
  const [resume] = useLive(["positions", "papers"], () => resumeIn(paper.package), paper.package);
  const found = resume.state === "here" ? resume.value : null;
  return (
    <section class="next" aria-labelledby="next-meeting">
      <p class="next-label">{w.meetings.next}</p>
      <h2 class="ds-heading" data-size="md" id="next-meeting">{committee.name} {paper.isNew && <News />}</h2>
      <p class="next-when">{capital(meetingWords(meeting))}</p>
      <p class="quiet">{[dayWords(meeting.date) !== dateWords(meeting.date) && capital(dateWords(meeting.date)), meeting.place].filter(Boolean).join(" · ")}</p>
      <Stored progress={stored} onDownload={() => void download(paper.package)} />
      <div class="actions">
        <a class="ds-button" href={to.meeting(paper.package)}>{w.meetings.openNow}<span class="ds-sr-only"> {committee.name}</span></a>
        {found && <a class="ds-button" data-variant="secondary" href={found.address}>{w.meetings.resume(found.where)}</a>}
      </div>
    </section>
  );
}

function List({ title, rows, level = 2 }: { title: string; rows: Row[]; level?: 2 | 3 }) {
  const Title = level === 2 ? "h2" : "h3";
  return (
    <section class="month">
      <Title class="ds-heading" data-size={level === 2 ? "sm" : "xs"}>{capital(title)}</Title>
      <ul class="rows">
        {rows.map(({ paper, progress: stored }) => (
          <li key={paper.package} class="row">
            <div class="row-main">
              <a class="row-link" href={to.meeting(paper.package)}>{paper.committee.name}</a>
              <span class="chips">
                {paper.isNew && <News />}
                {paper.meeting.status === "cancelled" && <span class="ds-tag" data-color="danger" data-size="sm">{w.status.cancelled}</span>}
              </span>
              <p class="quiet">{[capital(meetingWords(paper.meeting)), paper.meeting.place].filter(Boolean).join(" · ")}</p>
            </div>
            <p class="row-side">
              {stored.state === "complete" ? <AllStored Line="span" /> : w.net.remaining(stored.files - stored.filesDone, stored.files)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Earlier({ rows }: { rows: Row[] }) {
  const months = [...new Set(rows.map(({ paper }) => paper.meeting.date.slice(0, 7)))];
  return (
    <section class="month">
      <h2 class="ds-heading" data-size="sm">{w.meetings.earlier}</h2>
      {months.map((month) => (
        <List key={month} title={monthWords(month)} rows={rows.filter(({ paper }) => paper.meeting.date.startsWith(month))} level={3} />
      ))}
    </section>
  );
}
