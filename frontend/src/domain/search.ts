/** The answer of a search in what is stored on this device. */

import type { Note } from "./notes";
import { nearestFirst } from "./order";
import { labelOf, pageLabel } from "./page-label";
import type { SearchIndex } from "./search-index";
import { markedWhole, type Snippet, snippet } from "./search-snippet";
import type { Part } from "./search-words";
import type { Manifest, ManifestDocument, ManifestItem, SearchPiece } from "./shapes";

/** What is asked for, and in which package, committee, year and kind of paper; "" is all of them. */
export interface Sought {
  text: string;
  package: string;
  committee: string;
  year: string;
  kind: string;
}

export interface FoundPage extends Snippet {
  page: number;
  label: string;
}

export interface FoundNote {
  id: string;
  page: number;
  pieces: SearchPiece[];
}

/** `document` is null for an item that has no paper. `title` is given whole; `titled`: it answers by itself. */
export interface FoundPaper {
  document: string | null;
  label: string;
  title: SearchPiece[];
  titled: boolean;
  pages: FoundPage[];
  /** How many pages there are, of which `pages` are the first. */
  hits: number;
  notes: FoundNote[];
}

export interface FoundMeeting {
  package: string;
  committee: string;
  date: string;
  papers: FoundPaper[];
}

/** `total` counts pages, titles and notes. `more`: some papers are left out. */
export interface Found {
  meetings: FoundMeeting[];
  total: number;
  more: boolean;
}

/** How many hits are told, and the papers of which more than the first few pages are. */
export interface Told {
  most: number;
  whole: ReadonlySet<string>;
}

/** Pages of one paper that are told unasked: one that has the word on every page shall not hide the others. */
const FEW = 5;

/** What is stored of a meeting. `answering`: for each text, by its sha-256, how well each of its pages answers (0: not). */
export interface Searched {
  shown: Manifest;
  index: SearchIndex | null;
  /** Of the texts that are sealed where they are stored. */
  sealed?: SearchIndex | null;
}

export interface PaperHits {
  paper: ManifestDocument | null;
  item: ManifestItem | null;
  title: SearchPiece[];
  titled: boolean;
  /** Page numbers from 1, in order. */
  pages: number[];
  best: number;
  notes: FoundNote[];
}

export interface MeetingHits {
  shown: Manifest;
  papers: PaperHits[];
}

export const within = (shown: Manifest, { package: packageId, committee, year }: Sought): boolean =>
  (!packageId || shown.package === packageId) && (!committee || shown.committee.id === committee) && (!year || shown.meeting.date.startsWith(year));

/** Every hit, without the words around it. The papers that answer best first, else as in the agenda. */
export function hitsIn(all: Searched[], notes: Note[], sought: Sought, parts: Part[], today: string): MeetingHits[] {
  const chosen = all.filter(({ shown }) => within(shown, sought));
  const indexes = new Map(chosen.map(({ shown, index, sealed }) => [shown, [index, sealed ?? null]]));
  return nearestFirst(chosen.map(({ shown }) => shown), today).flatMap((shown) => {
    const papers = papersOf(shown, indexes.get(shown) ?? [], notes, sought.kind, parts);
    return papers.length === 0 ? [] : [{ shown, papers }];
  });
}

function papersOf(shown: Manifest, indexes: (SearchIndex | null)[], notes: Note[], kind: string, parts: Part[]): PaperHits[] {
  const texts = new Map(
    indexes.flatMap((index) => {
      const answering = index?.answering(parts) ?? new Uint8Array();
      return index?.texts.map((text) => [text.sha256, { ...text, answering }] as const) ?? [];
    }),
  );
  const found: PaperHits[] = [];
  const titledItems = new Set<string>();
  for (const paper of shown.documents) {
    if (kind && paper.kind !== kind) continue;
    const item = shown.items.find(({ id }) => id === paper.item) ?? null;
    const first = item !== null && !titledItems.has(item.id);
    if (item) titledItems.add(item.id);
    const title = markedWhole(paper.title, parts) ?? (first && item ? markedItem(item, paper, parts) : null);
    const text = texts.get(paper.version?.text ?? "");
    const pages: number[] = [];
    let best = 0;
    for (let page = 0; text && page < text.pages; page++) {
      const answer = text.answering[text.first + page] ?? 0;
      if (answer > 0) pages.push(page + 1);
      if (answer > best) best = answer;
    }
    const mine = notes.flatMap((note) => (note.document === paper.id ? noteHit(note, parts) : []));
    if (title || pages.length > 0 || mine.length > 0)
      found.push({ paper, item, title: title ?? [{ text: paper.title, hit: false }], titled: title !== null, pages, best: title ? 4 : best, notes: mine });
  }
  if (!kind)
    for (const item of shown.items) {
      const title = titledItems.has(item.id) ? null : markedWhole(`${item.number} ${item.title}`.trim(), parts);
      if (title) found.push({ paper: null, item, title, titled: true, pages: [], best: 4, notes: [] });
    }
  return found.sort((a, b) => b.best - a.best);
}

/** The first paper of an item is also found by the item's number and title. */
function markedItem({ number, title }: ManifestItem, paper: ManifestDocument, parts: Part[]): SearchPiece[] | null {
  const whole = markedWhole([number, title].filter(Boolean).join(" "), parts);
  return whole && title === paper.title ? (markedWhole(paper.title, parts) ?? [{ text: paper.title, hit: false }]) : whole;
}

function noteHit({ id, content }: Note, parts: Part[]): FoundNote[] {
  const said = [content.text, content.quote?.exact, content.tags?.map((tag) => `#${tag}`).join(" ")].filter(Boolean).join("\n");
  const found = said ? snippet(said, parts) : null;
  return found ? [{ id, page: content.page ?? 0, pieces: found.pieces }] : [];
}

/** A page on which words that must stand together do; a quick look, before the words around them are cut out. */
export function together(parts: Part[]): ((text: string) => boolean) | null {
  const looks = parts.filter((part) => part.length > 1).map((part) => folded(part.map(({ text }) => text).join(" ")) + (part.at(-1)?.begun ? "" : " "));
  return looks.length === 0 ? null : (text) => looks.every((look) => text.includes(look));
}

/** " only words with one space between them ", in small letters. */
const folded = (text: string): string => ` ${text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim()}`;

const foldedPages = new WeakMap<readonly string[], string[]>();

/** A paper's pages as `together` looks at them; made once, best when nobody waits. */
export function fold(pages: readonly string[]): string[] {
  const made = foldedPages.get(pages) ?? pages.map((page) => `${folded(page)} `);
  foldedPages.set(pages, made);
  return made;
}

/** Papers' texts by their sha-256, as far as they were read. */
export type Texts = ReadonlyMap<string, readonly string[]>;

/** Takes away the pages on which words that must stand together stand apart. */
export function whereTogether(all: MeetingHits[], parts: Part[], texts: Texts): MeetingHits[] {
  const stand = together(parts);
  if (!stand) return all;
  return all.flatMap(({ shown, papers }) => {
    const left = papers.flatMap((one) => {
      const text = texts.get(one.paper?.version?.text ?? "");
      const folds = text ? fold(text) : [];
      const pages = one.pages.filter((page) => stand(folds[page - 1] ?? ""));
      return one.titled || pages.length > 0 || one.notes.length > 0 ? [{ ...one, pages }] : [];
    });
    return left.length > 0 ? [{ shown, papers: left }] : [];
  });
}

/** The first hits, with the words around them. */
export function told(all: MeetingHits[], parts: Part[], texts: Texts, asked: Told): Found {
  const chosen = new Map(chosenFrom(all, asked).map((one) => [one.hit, one.pages]));
  const total = all.flatMap(({ papers }) => papers).reduce((sum, { pages, notes, titled }) => sum + pages.length + notes.length + (titled ? 1 : 0), 0);
  const meetings = all.flatMap(({ shown, papers }): FoundMeeting[] => {
    const list = papers.flatMap((hit) => {
      const pages = chosen.get(hit);
      return pages === undefined ? [] : [paperTold(shown, hit, pages, texts, parts)];
    });
    const { package: packageId, committee, meeting } = shown;
    return list.length === 0 ? [] : [{ package: packageId, committee: committee.name, date: meeting.date, papers: list }];
  });
  return { meetings, total, more: chosen.size < all.reduce((sum, { papers }) => sum + papers.length, 0) };
}

function paperTold(shown: Manifest, { paper, item, title, titled, pages: { length: hits }, notes }: PaperHits, first: number[], texts: Texts, parts: Part[]): FoundPaper {
  const text = texts.get(paper?.version?.text ?? "");
  const pages = first.flatMap((page) => {
    const found = snippet(text?.[page - 1] ?? "", parts);
    return found && paper ? [{ ...found, page, label: pageLabel(shown, paper, page) }] : [];
  });
  return { document: paper?.id ?? null, label: paper ? labelOf(shown, paper) : (item?.number ?? ""), title, titled, pages, hits, notes };
}

/** Which texts `told` will read; all of them when words must stand together, for only then is it known where they do. */
export function textsFor(all: MeetingHits[], parts: Part[], asked: Told): string[] {
  const every = all.flatMap(({ papers }) => papers.map((hit) => ({ hit, pages: hit.pages })));
  const wanted = (together(parts) ? every : chosenFrom(all, asked)).filter(({ pages }) => pages.length > 0);
  return [...new Set(wanted.flatMap(({ hit }) => hit.paper?.version?.text ?? []))];
}

function chosenFrom(all: MeetingHits[], { most, whole }: Told): { hit: PaperHits; pages: number[] }[] {
  const chosen: { hit: PaperHits; pages: number[] }[] = [];
  let left = most;
  for (const hit of all.flatMap(({ papers }) => papers)) {
    if (left <= 0) break;
    const pages = hit.pages.slice(0, hit.paper && whole.has(hit.paper.id) ? left : Math.min(left, FEW));
    chosen.push({ hit, pages });
    left -= pages.length + hit.notes.length + (hit.titled ? 1 : 0);
  }
  return chosen;
}
