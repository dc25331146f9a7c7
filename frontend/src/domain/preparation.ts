/** My own preparation of a meeting: what I have read of each paper, by the pages that I stayed on. */

import { agenda, readingOrder } from "./agenda";
import type { Manifest, ManifestDocument } from "./shapes";

/** Where someone stopped in one version of a paper, and which of its pages they have seen ("1-4,7"). `at` is ISO 8601. */
export interface Stop {
  document: string;
  version: string;
  page: number;
  seen: string;
  at: string;
}

/** `changed`: read, but in an earlier version than the one that is given now. `fresh`: not read, and new since the last revision. */
export type ReadState = "read" | "begun" | "unread" | "fresh" | "changed";

export interface PaperRead {
  state: ReadState;
  seen: number;
  pages: number;
  /** The sha-256 of what was read, when that is another version. */
  before: string | null;
}

const MOST_PAGES = 20_000; // more than any paper has: what is damaged must not fill the memory

/** The pages of "1-4,7", each once, in order. What says nothing is nothing. */
export function pagesIn(selection: string, total = MOST_PAGES): number[] {
  const pages = new Set<number>();
  for (const part of selection.split(",")) {
    const [, from, to] = /^\s*(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(part) ?? [];
    if (from === undefined) continue;
    for (let page = Math.max(1, Number(from)); page <= Math.min(Number(to ?? from), total); page += 1) pages.add(page);
  }
  return [...pages].sort((a, b) => a - b);
}

export function selectionOf(pages: Iterable<number>): string {
  const parts: [number, number][] = [];
  for (const page of [...new Set(pages)].sort((a, b) => a - b)) {
    const last = parts.at(-1);
    if (last && last[1] === page - 1) last[1] = page;
    else parts.push([page, page]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(",");
}

/** `stops` are those of this paper, in any version and order. A place from before pages were counted is a page seen. */
export function readOf(document: ManifestDocument, stops: readonly Stop[]): PaperRead | null {
  const { version } = document;
  if (!version || version.download_only) return null;
  const pages = Math.max(version.pages, 1);
  const now = stops.find((stop) => stop.document === document.id && stop.version === version.sha256);
  const seen = now ? Math.max(pagesIn(now.seen, pages).length, now.page > 1 ? 1 : 0) : 0;
  if (seen > 0) return { state: seen >= pages ? "read" : "begun", seen, pages, before: null };
  const earlier = stops.filter((stop) => stop.document === document.id && stop.version !== version.sha256).sort((a, b) => b.at.localeCompare(a.at))[0];
  if (earlier) return { state: "changed", seen: 0, pages, before: earlier.version };
  const fresh = document.marks.some((mark) => mark === "new" || mark === "supplement");
  return { state: fresh ? "fresh" : "unread", seen: 0, pages, before: null };
}

export interface ItemRead {
  state: ReadState;
  seen: number;
  pages: number;
}

/** Several papers as one: read when all are, changed when any is. Null when there is nothing to read. */
export function together(papers: readonly (PaperRead | null)[]): ItemRead | null {
  const all = papers.filter((paper) => paper !== null);
  if (all.length === 0) return null;
  const any = (state: ReadState) => all.some((paper) => paper.state === state);
  const every = (state: ReadState) => all.every((paper) => paper.state === state);
  const sum = (count: (paper: PaperRead) => number) => all.reduce((total, paper) => total + count(paper), 0);
  const state = any("changed") ? "changed" : every("read") ? "read" : any("read") || any("begun") ? "begun" : any("fresh") ? "fresh" : "unread";
  return { state, seen: sum(({ seen }) => seen), pages: sum(({ pages }) => pages) };
}

export interface Preparation {
  papers: Map<string, PaperRead>;
  items: Map<string, ItemRead>;
  /** Items with something to read; of them those that are read, and those that have changed since they were. */
  total: number;
  read: number;
  changed: number;
}

export function preparation(shown: Manifest, stops: readonly Stop[]): Preparation {
  const papers = new Map(readingOrder(shown).flatMap((document) => {
    const read = readOf(document, stops);
    return read ? [[document.id, read] as const] : [];
  }));
  const items = new Map(agenda(shown).lines.flatMap(({ item, papers: its }) => {
    const read = together(its.map(({ id }) => papers.get(id) ?? null));
    return read ? [[item.id, read] as const] : [];
  }));
  const count = (state: ReadState) => [...items.values()].filter((item) => item.state === state).length;
  return { papers, items, total: items.size, read: count("read"), changed: count("changed") };
}

/** What of the agenda is shown. */
export type Wanted = "all" | "unread" | "changed" | "noted";

export function wants(wanted: Wanted, read: { state: ReadState } | null | undefined, notes: number): boolean {
  if (wanted === "all") return true;
  if (wanted === "noted") return notes > 0;
  return read != null && (wanted === "changed" ? read.state === "changed" : read.state !== "read");
}
