/** A package as its reader meets it: what belongs together, in which order, what is missing and what is new. */

import type { Manifest, ManifestDocument, ManifestItem, Mark, MissingWord } from "./shapes";

export interface AgendaLine {
  item: ManifestItem;
  papers: ManifestDocument[];
}

/** The agenda with the papers of each item in reading order, and the meeting's own papers apart. */
export function agenda(manifest: Manifest): { own: ManifestDocument[]; lines: AgendaLine[] } {
  const papersOf = (item: string | null) => manifest.documents.filter((document) => document.item === item);
  return { own: papersOf(null), lines: manifest.items.map((item) => ({ item, papers: papersOf(item.id) })) };
}

/** Why a paper, or an item without papers, is not here; null when nothing is missing. */
export function whyMissing(what: ManifestDocument | AgendaLine): MissingWord | null {
  if ("version" in what) return what.version ? null : (what.missing ?? (what.exemption ? "exempt" : "not_delivered"));
  if (what.papers.length > 0) return null;
  return what.item.missing ?? (what.item.exemption || what.item.closed ? "exempt" : null);
}

/** Everything that can be opened, in the order it is read: the meeting's own papers, then item by item. */
export function readingOrder(manifest: Manifest): ManifestDocument[] {
  const { own, lines } = agenda(manifest);
  return [...own, ...lines.flatMap((line) => line.papers)].filter(({ version }) => version && !version.download_only);
}

export function neighbours(manifest: Manifest, documentId: string): { previous: ManifestDocument | null; next: ManifestDocument | null } {
  const order = readingOrder(manifest);
  const at = order.findIndex((document) => document.id === documentId);
  return { previous: (at > 0 && order[at - 1]) || null, next: (at >= 0 && order[at + 1]) || null };
}

/** The marks of an item: its own, and those of its papers, each once. */
export function marksOf({ item, papers }: AgendaLine): Mark[] {
  return [...new Set([...item.marks, ...papers.flatMap((paper) => paper.marks)])];
}

/** Where its reader stopped last in this package, if what was read then is still given to them. `at` is ISO 8601. */
export function stoppedAt<P extends { document: string; at: string }>(manifest: Manifest, positions: P[]): { place: P; document: ManifestDocument } | null {
  const order = readingOrder(manifest);
  for (const place of [...positions].sort((a, b) => b.at.localeCompare(a.at))) {
    const document = order.find((one) => one.id === place.document);
    if (document) return { place, document };
  }
  return null;
}
