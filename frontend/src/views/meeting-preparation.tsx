import type { ItemRead, PaperRead, Preparation, Wanted } from "../domain/preparation";
import type { Manifest, ManifestDocument } from "../domain/shapes";
import { comparisonOf } from "../store/layers";
import { p } from "../words/papers";

/** What is new in a paper since it was read, in words. */
export interface Changes {
  words: string;
}

/** Of the papers that have changed since they were read, those whose comparison is on this device and found something. */
export async function changesIn(shown: Manifest, { papers }: Preparation): Promise<Map<string, Changes>> {
  const found = await Promise.all(shown.documents.map(async ({ id, version }) => {
    const before = papers.get(id)?.before;
    const comparison = before && version ? await comparisonOf(version.sha256, before) : null;
    if (comparison?.comparable !== "yes") return null;
    const { changed, new: added, removed, moved, in_proposal: proposal } = comparison.summary;
    const words = p.read.changes(changed, added, removed, moved, proposal);
    return words ? [id, { words }] as const : null;
  }));
  return new Map(found.filter((one) => one !== null));
}

const WANTED: Wanted[] = ["all", "unread", "changed", "noted"];

/** How far I have come, in one line, and what of the agenda is shown. */
export function Prepared({ prepared, notes, wanted, onWanted }: { prepared: Preparation; notes: number; wanted: Wanted; onWanted: (wanted: Wanted) => void }) {
  const { read, total, changed } = prepared;
  if (total === 0) return null;
  const said = [p.read.summary(read, total), changed > 0 && p.read.changed(changed), notes > 0 && p.read.notes(notes)];
  return (
    <div class="prepared">
      <p class="prepared-line">{said.filter(Boolean).join(", ")}</p>
      <div class="prepared-filter" role="group" aria-label={p.read.show}>
        {WANTED.map((one) => (
          <button key={one} type="button" class="prepared-choice" aria-pressed={wanted === one} onClick={() => onWanted(one)}>{p.read.filter[one]}</button>
        ))}
      </div>
    </div>
  );
}

/** "Påbegynt · 9 av 13 sider lest". */
export function ReadWords({ read }: { read: ItemRead | PaperRead }) {
  return <span class="read-words" data-state={read.state}>{p.read.state[read.state]}{read.state === "begun" && ` · ${p.read.pages(read.seen, read.pages)}`}</span>;
}

const AROUND = 2 * Math.PI * 9;

/** How much of the paper I have read; pressed, it says that all of it is, or none. */
export function ReadButton({ document, read, onMark }: { document: ManifestDocument; read: PaperRead; onMark: (documents: ManifestDocument[], read: boolean, title: string) => void }) {
  const done = read.state === "read";
  const part = Math.min(read.seen / read.pages, 1);
  const name = done ? p.read.unmark(document.title) : p.read.mark(document.title);
  return (
    <div class="read-side">
      <ReadWords read={read} />
      <button type="button" class="read-button" data-state={read.state} aria-label={name} title={name} onClick={() => onMark([document], !done, document.title)}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle class="read-ring" cx="12" cy="12" r="9" />
          {part > 0 && !done && <circle class="read-part" cx="12" cy="12" r="9" stroke-dasharray={`${part * AROUND} ${AROUND}`} transform="rotate(-90 12 12)" />}
          {done && <path class="read-tick" d="M7.500 12.300l3 3 6-6.300" />}
        </svg>
      </button>
    </div>
  );
}
