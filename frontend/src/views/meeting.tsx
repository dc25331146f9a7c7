import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { stoppedAt } from "../domain/agenda";
import { type Barred, barredIn, mayReport } from "../domain/disqualified";
import { pageLabel } from "../domain/page-label";
import { preparation, selectionOf, type Wanted } from "../domain/preparation";
import type { Manifest, ManifestDocument } from "../domain/shapes";
import { everyStop, filesHere, manifest, markSeen, opened, papers, positions } from "../store/rows";
import { download, progress } from "../sync";
import { Back } from "../ui/icons";
import { Loading, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { capital, w } from "../words/index";
import { p } from "../words/papers";
import { dateWords, dayWords, meetingWords, momentWords } from "../words/time";
import { AbsenceButton, ForChair, MyPart, NotHere, useAttendance } from "./absence";
import { ReportButton, useDisqualifications } from "./disqualification";
import { FollowButton, useFollowed } from "./follow";
import { useLive } from "./live";
import { Agenda, type Here } from "./meeting-agenda";
import { MeetingDecisions } from "./meeting-decisions";
import { MyNotes, notesIn } from "./meeting-notes";
import { changesIn, Prepared } from "./meeting-preparation";
import { useActs } from "./note-acts";
import { Told } from "./paper-lines";
import { PrintAdd } from "./print-add";
import { SearchBox } from "./search-box";
import { leads } from "./run-sheet-here";
import { Stored } from "./stored";

async function load(id: string) {
  const paper = (await papers()).find((one) => one.package === id);
  if (!paper) return null;
  const [shown, files, stopped, stops, stored] = await Promise.all([manifest(id), filesHere(), positions(), everyStop(), progress(id)]);
  const notes = await notesIn(new Set(shown?.documents.map((document) => document.id)));
  const prepared = shown && preparation(shown, stops);
  const changes = shown && prepared && (await changesIn(shown, prepared));
  const here: Here | null = prepared && changes && { files, notes, prepared, changes, stopped: new Map(stopped.map((at) => [at.document, at])) };
  const stop = shown && stoppedAt(shown, stopped);
  const resume = stop && { address: to.paper(id, stop.document.id), where: pageLabel(shown, stop.document, stop.place.page) };
  return { paper, shown, stored, here, resume };
}

/** What was shown of which agenda, for whoever reads a paper of it and comes back. */
let left: { id: string; wanted: Wanted } = { id: "", wanted: "all" };

export function Meeting({ id }: { id: string }) {
  const [live, again] = useLive(["papers", "downloads", "positions", "notes"], () => load(id), id);
  const shown = live.state === "here" ? live.value?.shown : null;
  useEffect(() => {
    if (shown) void opened(id);
  }, [id, shown?.revision]);
  useEffect(() => {
    const timer = setTimeout(() => void import("../reader").then(({ warmUp }) => warmUp()).catch(() => undefined), 800);
    return () => clearTimeout(timer);
  }, []);
  const [wanted, setWanted] = useState<Wanted>(left.id === id ? left.wanted : "all");
  const want = (one: Wanted) => {
    left = { id, wanted: one };
    setWanted(one);
  };
  const acts = useActs();
  const mark = (documents: ManifestDocument[], read: boolean, title: string) =>
    void Promise.all(documents.map(async ({ id: document, version }) => {
      if (!version) return () => Promise.resolve<unknown>(null);
      const before = await markSeen(document, version.sha256, read ? selectionOf(pagesTo(version.pages)) : "");
      return () => markSeen(document, version.sha256, before);
    })).then((back) => acts.did(read ? p.read.marked(title) : p.read.unmarked(title), () => Promise.all(back.map((undo) => undo()))));
  const reports = live.state === "here" && live.value !== null && mayReport(live.value.paper.role);
  const [disqualified, askAgain] = useDisqualifications(id, reports);
  const [followed, followedAgain] = useFollowed(id);
  const [attending, askAttending] = useAttendance(id, reports);
  const [said, setSaid] = useState("");
  if (live.state === "loading") return <Loading title={w.nav.meetings} lines={6} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  if (live.value === null) return <NotHere id={id} />;
  const { paper, stored, here, resume } = live.value;
  const meeting = shown?.meeting ?? paper.meeting;
  const day = dayWords(meeting.date);
  const barred: ReadonlyMap<string, Barred> = shown ? barredIn(shown, disqualified) : new Map();
  const onSaid = async (what: string) => {
    setSaid(what);
    await Promise.all([askAgain(), askAttending()]);
  };
  return (
    <Page title={paper.committee.name} above={<a class="back" href={to.meetings()}><Back />{w.nav.meetings}</a>}>
      <div class="meeting-head">
        <p class="meeting-when">{capital(meetingWords(meeting))}{day !== dateWords(meeting.date) && <span class="quiet"> · {dateWords(meeting.date)}</span>}</p>
        <p class="quiet">
          {[!says(meeting.title, paper.committee.name) && meeting.title, meeting.place, meeting.starts_at === null && w.meeting.noTime, w.status[meeting.status]].filter(Boolean).join(" · ")}
        </p>
        <p class="quiet">{w.meeting.revision(paper.revision, momentWords(paper.published_at))}</p>
        {meeting.status === "cancelled" && <p class="ds-alert" data-color="danger">{w.meeting.cancelledMore}</p>}
        {shown?.change_note && <p class="change-note"><strong>{w.meeting.change}:</strong> {shown.change_note}</p>}
        {shown && attending && <MyPart shown={shown} told={attending} onSaid={onSaid} onAnswered={askAttending} />}
        <Stored progress={stored} onDownload={() => void download(id)} />
        {shown && <Actions shown={shown} resume={resume} leads={leads(paper)} report={reports && disqualified ? <ReportButton shown={shown} barred={barred} onDone={onSaid} /> : null} absence={<AbsenceButton shown={shown} told={attending} role={paper.role} onSaid={onSaid} />} />}
        <p class="told" role="status">{said}</p>
        {shown && attending && <ForChair shown={shown} told={attending} />}
      </div>
      {shown && here && <Prepared prepared={here.prepared} notes={here.notes.notes.length} wanted={wanted} onWanted={want} />}
      {shown && here && <MeetingDecisions shown={shown} notes={here.notes} />}
      {shown && here && <MyNotes packageId={id} notes={here.notes} />}
      {shown && here && <Agenda shown={shown} here={here} wanted={wanted} barred={barred} follow={(item) => followed.has(item.id) && <FollowButton item={item} line={followed.get(item.id) ?? null} onSaid={setSaid} again={followedAgain} />} onMark={mark} onAll={() => want("all")} onSaid={onSaid} />}
      <div class="told-low"><Told acts={acts} /></div>
    </Page>
  );
}

/** What one can do with the whole meeting. */
function Actions({ shown: { package: packageId }, resume, leads: chair, report, absence }: { shown: Manifest; resume: { address: string; where: string } | null; leads: boolean; report: ComponentChildren; absence: ComponentChildren }) {
  return (
    <div class="meeting-actions" role="group" aria-label={p.read.actions}>
      {resume && <a class="ds-button" href={resume.address}>{p.read.resume(resume.where)}</a>}
      {chair && <a class="ds-button" data-variant="secondary" href={to.runSheet(packageId)}>{p.read.runSheet}</a>}
      <PrintAdd from={{ package: packageId }} />
      {absence}
      {report}
      <SearchBox packageId={packageId} />
    </div>
  );
}

const pagesTo = (last: number) => Array.from({ length: Math.max(last, 1) }, (_, index) => index + 1);

/** "Møte i formannskapet 3. desember" tells nothing under the heading "Formannskapet". */
const says = (title: string, committee: string) => title.toLowerCase().includes(committee.toLowerCase());
