/** What a basket holds now: its parts against the papers as they are given today, and how much of the package that is. */

import { readingOrder } from "./agenda";
import { labelOf } from "./page-label";
import type { BasketPart } from "./print-basket";
import { parseRange } from "./print-range";
import type { Manifest, ManifestDocument } from "./shapes";

/** Pages of one paper. `beyond` were chosen in an older version and are not in this one. */
export interface PrintPaper {
  document: string;
  version: string;
  label: string;
  title: string;
  pages: number[];
  beyond: number[];
}

/** `trouble` says why nothing of it can be printed; `replaced`: the pages were chosen in another version. */
export interface ListedPart {
  part: BasketPart;
  papers: PrintPaper[];
  trouble: "" | "withdrawn" | "no_pages" | "no_notes";
  replaced: boolean;
}

/** `noted` are the pages with my notes on them, by paper, ascending. */
export function listed(parts: BasketPart[], shown: Manifest, noted: ReadonlyMap<string, number[]>): ListedPart[] {
  return parts.map((part) => {
    if (part.kind === "agenda" || part.kind === "notes") return { part, papers: [], trouble: "", replaced: false };
    if (part.kind === "noted") return notedPart(part, shown, noted);
    const document = shown.documents.find(({ id }) => id === part.document);
    if (!document?.version) return { part, papers: [], trouble: "withdrawn", replaced: false };
    const { pages, sha256 } = document.version;
    const { chosen, beyond } = within(part.range, pages);
    const trouble = chosen.length === 0 || document.version.download_only ? "no_pages" : "";
    return { part, papers: trouble ? [] : [paper(shown, document, chosen, beyond)], trouble, replaced: sha256 !== part.version };
  });
}

function notedPart(part: BasketPart & { kind: "noted" }, shown: Manifest, noted: ReadonlyMap<string, number[]>): ListedPart {
  const wanted = readingOrder(shown).filter(({ id }) => part.document === null || part.document === id);
  if (part.document !== null && wanted.length === 0) return { part, papers: [], trouble: "withdrawn", replaced: false };
  const papers = wanted.flatMap((document) => {
    const pages = (noted.get(document.id) ?? []).filter((page) => page >= 1 && page <= (document.version?.pages ?? 0));
    return pages.length > 0 ? [paper(shown, document, pages, [])] : [];
  });
  return { part, papers, trouble: papers.length === 0 ? "no_notes" : "", replaced: false };
}

const MOST = 100_000; // pages: more than any paper has

function within(range: string, pages: number): { chosen: number[]; beyond: number[] } {
  if (range === "") return { chosen: Array.from({ length: pages }, (_, i) => i + 1), beyond: [] };
  const found = parseRange(range, pages);
  if (Array.isArray(found)) return { chosen: found, beyond: [] };
  const meant = parseRange(range.replace(/[-–—−]\s*(?=[,;]|$)/gu, ""), MOST); // "12-" is at least page 12
  const all = Array.isArray(meant) ? meant : [];
  return { chosen: all.filter((page) => page <= pages), beyond: all.filter((page) => page > pages) };
}

const paper = (shown: Manifest, document: ManifestDocument, pages: number[], beyond: number[]): PrintPaper => ({
  document: document.id,
  version: document.version?.sha256 ?? "",
  label: labelOf(shown, document),
  title: document.title,
  pages,
  beyond,
});

/** "14 av 312 sider": the package's pages that are printed, each counted once, of all it has. */
export function portionOf(list: ListedPart[], shown: Manifest): { pages: number; of: number } {
  const printed = new Set(list.flatMap(({ papers }) => papers.flatMap(({ document, pages }) => pages.map((page) => `${document} ${page}`))));
  return { pages: printed.size, of: shown.documents.reduce((sum, { version }) => sum + (version?.pages ?? 0), 0) };
}
