import type { ComponentChildren } from "preact";
import { agenda, whyMissing } from "../domain/agenda";
import type { Barred } from "../domain/disqualified";
import { type Preparation, wants, type Wanted } from "../domain/preparation";
import type { Manifest, ManifestDocument, ManifestItem } from "../domain/shapes";
import type { Position } from "../store/rows";
import { Chips } from "../ui/chips";
import { Notes, Tick } from "../ui/icons";
import { to } from "../ui/router";
import { sizeWords } from "../words/amounts";
import { w } from "../words/index";
import { legalWords, missingWords, whyBare } from "../words/missing";
import { n } from "../words/notes";
import { p } from "../words/papers";
import { MyChip, OthersIn, SealedChip } from "./disqualification";
import type { MeetingNotes } from "./meeting-notes";
import { type Changes, ReadButton, ReadWords } from "./meeting-preparation";
import { ToRead } from "./lock";
import { PrintAdd } from "./print-add";

export interface Here {
  files: Set<string>;
  stopped: Map<string, Position>;
  notes: MeetingNotes;
  prepared: Preparation;
  changes: Map<string, Changes>;
}

interface Props {
  shown: Manifest;
  here: Here;
  wanted: Wanted;
  barred: ReadonlyMap<string, Barred>;
  /** What stands on an item's line for following its case. */
  follow: (item: ManifestItem) => ComponentChildren;
  onMark: (documents: ManifestDocument[], read: boolean, title: string) => void;
  onAll: () => void;
  onSaid: (what: string) => Promise<void>;
}

export function Agenda({ shown, here, wanted, barred, follow, onMark, onAll, onSaid }: Props) {
  const { own, lines } = agenda(shown);
  const notesOf = (papers: ManifestDocument[]) => papers.reduce((sum, { id }) => sum + (here.notes.byPaper.get(id) ?? 0), 0);
  const itsOwn = own.filter((document) => wants(wanted, here.prepared.papers.get(document.id), notesOf([document])));
  const wantedLines = lines.filter(({ item, papers }) => wants(wanted, here.prepared.items.get(item.id), notesOf(papers)));
  const row = (document: ManifestDocument) => <PaperRow key={document.id} packageId={shown.package} document={document} here={here} onMark={onMark} />;
  return (
    <>
      {itsOwn.length > 0 && (
        <section class="own-papers" aria-labelledby="own-papers">
          <h2 class="ds-heading" data-size="sm" id="own-papers">{w.meeting.own}</h2>
          <ul class="papers">{itsOwn.map(row)}</ul>
        </section>
      )}
      <section aria-labelledby="agenda">
        <h2 class="ds-heading" data-size="sm" id="agenda">{w.meeting.agenda}</h2>
        {lines.length === 0 && <p class="quiet">{w.meeting.noItems}</p>}
        {lines.length > 0 && wantedLines.length === 0 && (
          <div class="read-none">
            <p>{p.read.nothing[wanted]}</p>
            <button type="button" class="ds-button" data-variant="secondary" onClick={onAll}>{p.read.showAll}</button>
          </div>
        )}
        <ol class="agenda">
          {wantedLines.map((line) => (
            <li key={line.item.id} class="item">
              <ItemHead item={line.item} here={here} notes={notesOf(line.papers)} told={line.papers.length === 0 || line.papers.some(({ exemption }) => exemption)} from={line.papers.some(({ version }) => version) ? shown.package : null} barred={barred.get(line.item.id)} follow={follow(line.item)} />
              {barred.has(line.item.id) && <OthersIn item={line.item} barred={barred.get(line.item.id) as Barred} packageId={shown.package} onDone={onSaid} />}
              {line.papers.length > 0 ? <ul class="papers">{line.papers.map(row)}</ul> : <p class="why">{whyBare(line)}</p>}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

/** `told`: what stands under it already says why it is exempt. `from`: the package, when something of the item can be printed. */
function ItemHead({ item, here, notes, told, from, barred, follow }: { item: ManifestItem; here: Here; notes: number; told: boolean; from: string | null; barred: Barred | undefined; follow: ComponentChildren }) {
  const read = here.prepared.items.get(item.id);
  return (
    <div class="item-head">
      {item.number && <span class="item-number">{item.number}</span>}
      <h3 class="ds-heading" data-size="2xs">{item.title}</h3>
      <Chips marks={item.marks} closed={item.closed} />
      {barred && <MyChip barred={barred} />}
      {notes > 0 && <span class="item-notes"><Notes />{n.count(notes)}</span>}
      {read && <span class="item-read"><ReadWords read={read} /></span>}
      {follow}
      {from && <PrintAdd from={{ package: from, item: item.id }} about={item.number || item.title} icon extra="item-print" />}
      {item.exemption && !told && <p class="why">{w.missing.exempt} {legalWords(item.exemption)}</p>}
    </div>
  );
}

function PaperRow({ packageId, document, here, onMark }: { packageId: string; document: ManifestDocument; here: Here; onMark: Props["onMark"] }) {
  const { version } = document;
  const stored = version !== null && here.files.has(version.sha256);
  const page = here.stopped.get(document.id)?.page ?? 1;
  const read = here.prepared.papers.get(document.id);
  const changes = here.changes.get(document.id);
  const facts = version && [
    w.meeting.kind[document.kind],
    version.pages > 0 && w.count.pages(version.pages),
    sizeWords(version.size),
    version.scanned && w.meeting.scanned,
    page > 1 && read?.state !== "read" && w.meeting.left(page),
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
        {version && document.exemption && <SealedChip exemption={document.exemption} />}
        {here.notes.look.has(document.id) && <span class="ds-tag" data-color="warning" data-size="sm">{n.carry.look(here.notes.look.get(document.id) ?? 0)}</span>}
        {facts && <p class="quiet">{facts.filter(Boolean).join(" · ")}</p>}
        {read?.state === "changed" && (
          <p class="read-changed">
            <strong>{p.read.state.changed}</strong>
            {changes && <>: {changes.words}. <a class="ds-link read-see" href={to.paper(packageId, document.id, null, { change: 1 })}>{p.read.seeChanges}<span class="ds-sr-only">: {document.title}</span></a></>}
          </p>
        )}
        <ToRead version={version} />
        {version?.download_only && <p class="why">{w.reader.unsafe}</p>}
        {!version && <p class="why">{w.meeting.kind[document.kind]} · {missingWords(whyMissing(document), document.exemption)}</p>}
      </div>
      {stored && <span class="row-side stored-all"><Tick /><span class="ds-sr-only">{w.meeting.here}</span></span>}
      {read && <ReadButton document={document} read={read} onMark={onMark} />}
    </li>
  );
}
