import { useEffect } from "preact/hooks";
import { agenda, type AgendaLine, whyMissing } from "../domain/agenda";
import type { Manifest, ManifestDocument, ManifestItem } from "../domain/shapes";
import { filesHere, manifest, opened, papers, type Position, positions } from "../store/rows";
import { download, progress } from "../sync";
import { Chips } from "../ui/chips";
import { Back, Notes, Tick } from "../ui/icons";
import { useLive } from "./live";
import { type MeetingNotes, MyNotes, notesIn } from "./meeting-notes";
import { Loading, Notice, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { Stored } from "./stored";
import { sizeWords } from "../words/amounts";
import { capital, w } from "../words/index";
import { n } from "../words/notes";
import { legalWords, missingWords } from "../words/missing";
import { dateWords, dayWords, meetingWords, momentWords } from "../words/time";

interface Here {
  files: Set<string>;
  stopped: Map<string, Position>;
  notes: MeetingNotes;
}

async function load(id: string) {
  const paper = (await papers()).find((one) => one.package === id);
  if (!paper) return null;
  const [shown, files, stopped, stored] = await Promise.all([manifest(id), filesHere(), positions(), progress(id)]);
  const notes = await notesIn(new Set(shown?.documents.map((document) => document.id)));
  return { paper, shown, stored, here: { files, notes, stopped: new Map(stopped.map((at) => [at.document, at])) } };
}

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
  if (live.state === "loading") return <Loading title={w.nav.meetings} lines={6} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  if (live.value === null) return <Notice title={w.meeting.notHere}><p>{w.meeting.notHereMore}</p></Notice>;
  const { paper, stored, here } = live.value;
  const meeting = shown?.meeting ?? paper.meeting;
  const day = dayWords(meeting.date);
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
        <Stored progress={stored} onDownload={() => void download(id)} />
      </div>
      {shown && <MyNotes packageId={id} notes={here.notes} />}
      {shown && <Agenda shown={shown} here={here} />}
    </Page>
  );
}

function Agenda({ shown, here }: { shown: Manifest; here: Here }) {
  const { own, lines } = agenda(shown);
  const row = (document: ManifestDocument) => <PaperRow key={document.id} packageId={shown.package} document={document} here={here} />;
  return (
    <>
      {own.length > 0 && (
        <section class="own-papers" aria-labelledby="own-papers">
          <h2 class="ds-heading" data-size="sm" id="own-papers">{w.meeting.own}</h2>
          <ul class="papers">{own.map(row)}</ul>
        </section>
      )}
      <section aria-labelledby="agenda">
        <h2 class="ds-heading" data-size="sm" id="agenda">{w.meeting.agenda}</h2>
        {lines.length === 0 && <p class="quiet">{w.meeting.noItems}</p>}
        <ol class="agenda">
          {lines.map((line) => (
            <li key={line.item.id} class="item">
              <ItemHead item={line.item} notes={line.papers.reduce((sum, { id }) => sum + (here.notes.byPaper.get(id) ?? 0), 0)} told={line.papers.length === 0 || line.papers.some(({ exemption }) => exemption)} />
              {line.papers.length > 0 ? <ul class="papers">{line.papers.map(row)}</ul> : <p class="why">{whyBare(line)}</p>}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

/** "Møte i formannskapet 3. desember" tells nothing under the heading "Formannskapet". */
const says = (title: string, committee: string) => title.toLowerCase().includes(committee.toLowerCase());

export const whyBare = (line: AgendaLine) => missingWords(whyMissing(line), line.item.exemption) || w.meeting.noPapers;

/** `told`: what stands under it already says why it is exempt. */
function ItemHead({ item, notes, told }: { item: ManifestItem; notes: number; told: boolean }) {
  return (
    <div class="item-head">
      {item.number && <span class="item-number">{item.number}</span>}
      <h3 class="ds-heading" data-size="2xs">{item.title}</h3>
      <Chips marks={item.marks} closed={item.closed} />
      {notes > 0 && <span class="item-notes"><Notes />{n.count(notes)}</span>}
      {item.exemption && !told && <p class="why">{w.missing.exempt} {legalWords(item.exemption)}</p>}
    </div>
  );
}

function PaperRow({ packageId, document, here }: { packageId: string; document: ManifestDocument; here: Here }) {
  const { version } = document;
  const stored = version !== null && here.files.has(version.sha256);
  const page = here.stopped.get(document.id)?.page ?? 1;
  const facts = version && [
    w.meeting.kind[document.kind],
    version.pages > 0 && w.count.pages(version.pages),
    sizeWords(version.size),
    version.scanned && w.meeting.scanned,
    page > 1 && w.meeting.left(page),
    (here.notes.byPaper.get(document.id) ?? 0) > 0 && n.count(here.notes.byPaper.get(document.id) ?? 0),
  ];
  return (
    <li class={version ? "paper-row" : "paper-row paper-missing"}>
      <div class="row-main">
        {version && !version.download_only ? (
          <a class="row-link" href={to.paper(packageId, document.id)}><span class="ds-sr-only">{w.meeting.open} </span>{document.title}</a>
        ) : (
          <span class="paper-title">{document.title}</span>
        )}
        <Chips marks={document.marks} />
        {here.notes.look.has(document.id) && <span class="ds-tag" data-color="warning" data-size="sm">{n.carry.look(here.notes.look.get(document.id) ?? 0)}</span>}
        {facts && <p class="quiet">{facts.filter(Boolean).join(" · ")}</p>}
        {version?.download_only && <p class="why">{w.reader.unsafe}</p>}
        {!version && <p class="why">{w.meeting.kind[document.kind]} · {missingWords(whyMissing(document), document.exemption)}</p>}
      </div>
      {stored && <span class="row-side stored-all"><Tick /><span class="ds-sr-only">{w.meeting.here}</span></span>}
    </li>
  );
}
