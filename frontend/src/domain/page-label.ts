/**
 * What a paper and a page in it are called: on the screen, in print, in links and in notes. People say it aloud to each
 * other, so it is the same whatever language somebody reads the app in.
 */

import type { Manifest, ManifestDocument } from "./shapes";

/** "PS 112/26" for an item's first paper, "PS 112/26 vedlegg 2" for its third; the title where there is no such number. */
export function labelOf(shown: Pick<Manifest, "items" | "documents">, document: ManifestDocument): string {
  const item = document.item === null ? undefined : shown.items.find(({ id }) => id === document.item);
  if (!item?.number) return document.title;
  const place = placeIn(shown.documents.filter((one) => one.item === item.id), document);
  return place > 1 ? `${item.number} vedlegg ${place - 1}` : item.number;
}

/** "PS 112/26 s. 12". `page` counts from 1 in the paper. */
export function pageLabel(shown: Pick<Manifest, "items" | "documents">, document: ManifestDocument, page: number): string {
  return `${labelOf(shown, document)} s. ${page}`;
}

/** Papers older than such numbers (0) stand as the manifest has them, in the numbers that no other has. */
function placeIn(papers: ManifestDocument[], document: ManifestDocument): number {
  if (document.number > 0) return document.number;
  const taken = new Set(papers.map(({ number }) => number));
  let place = 0;
  for (const { id, number } of papers) {
    if (number > 0) continue;
    do place += 1;
    while (taken.has(place));
    if (id === document.id) return place;
  }
  return 1;
}
