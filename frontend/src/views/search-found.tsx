import type { Found, FoundMeeting, FoundPaper } from "../domain/search";
import type { SearchPiece } from "../domain/shapes";
import { to } from "../ui/router";
import { s } from "../words/search";
import { dateWords } from "../words/time";

export const Pieces = ({ pieces }: { pieces: SearchPiece[] }) => <>{pieces.map(({ text, hit }, at) => (hit ? <mark key={at}>{text}</mark> : text))}</>;

/** Hits by meeting and paper. `onWhole`: more of a paper's pages are wanted. */
export function FoundList({ found, onWhole }: { found: Found; onWhole: (document: string) => void }) {
  return <>{found.meetings.map((meeting) => <Meeting key={meeting.package} meeting={meeting} onWhole={onWhole} />)}</>;
}

function Meeting({ meeting, onWhole }: { meeting: FoundMeeting; onWhole: (document: string) => void }) {
  return (
    <section class="found-meeting" aria-labelledby={`found-${meeting.package}`}>
      <h2 class="ds-heading" data-size="xs" id={`found-${meeting.package}`}>
        <a class="ds-link" href={to.meeting(meeting.package)}>{meeting.committee}, {dateWords(meeting.date)}</a>
      </h2>
      {meeting.papers.map((paper) => <Paper key={paper.document ?? paper.label} paper={paper} packageId={meeting.package} onWhole={onWhole} />)}
    </section>
  );
}

function Paper({ paper, packageId, onWhole }: { paper: FoundPaper; packageId: string; onWhole: (document: string) => void }) {
  const { document, label, title, pages, hits, notes } = paper;
  const left = hits - pages.length;
  const plain = title.map(({ text }) => text).join("");
  return (
    <article class="found-paper" id={document ? `found-${document}` : undefined}>
      <h3 class="found-title">
        <a class="row-link" href={document ? to.paper(packageId, document) : to.meeting(packageId)}>
          {label && label !== plain && !plain.startsWith(label) && <span class="found-label">{label} </span>}
          <span><Pieces pieces={title} /></span>
        </a>
      </h3>
      {document && pages.length > 0 && (
        <ul class="plain">
          {pages.map(({ page, label: place, pieces, find }) => (
            <li key={page}>
              <a class="found-hit" href={to.paper(packageId, document, page, { find })}>
                <span class="found-page">{place}</span>
                <span class="found-words"><Pieces pieces={pieces} /></span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {document && left > 0 && <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => onWhole(document)}>{s.inPaper(left)}<span class="ds-sr-only">: {plain}</span></button>}
      {document && notes.length > 0 && (
        <ul class="plain">
          {notes.map(({ id, page, pieces }) => (
            <li key={id}>
              <a class="found-hit found-note" href={to.note(packageId, document, id, page || undefined)}>
                <span class="found-page">{s.notes}</span>
                <span class="found-words"><Pieces pieces={pieces} /></span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
