/** The papers someone has open in a meeting, and how they stand in the row of them. */

import { readingOrder } from "./agenda";
import type { Manifest, ManifestDocument } from "./shapes";

/** So many stay as they are while others are read; the one that was in front longest ago goes first. */
export const MOST_KEPT = 4;

/** One that is open stays where it stands. */
export const withOpen = (open: readonly string[], document: string): string[] => (open.includes(document) ? [...open] : [...open, document]);

/** What is in front, first; then those that were, newest first. */
export function keptWith(kept: readonly string[], front: readonly string[]): string[] {
  return [...front, ...kept.filter((document) => !front.includes(document))].slice(0, Math.max(MOST_KEPT, front.length));
}

/** Which paper comes in the place of one that is closed: its neighbour in the row. Null when there is none. */
export function besideClosed(row: readonly string[], closed: string): string | null {
  const at = row.indexOf(closed);
  return row[at + 1] ?? row[at - 1] ?? null;
}

export interface OpenLine {
  document: ManifestDocument;
  open: boolean;
}

/**
 * The row: item by item as they were first opened, the papers of each in reading order. Of the item that is read now all its
 * papers are there, opened or not. Papers that are no longer given are not.
 */
export function openRow(shown: Manifest, open: readonly string[], current: string): OpenLine[] {
  const order = readingOrder(shown);
  const found = (id: string) => order.find((document) => document.id === id);
  const now = found(current);
  const groups: (string | null)[] = [];
  for (const id of withOpen(open, current)) {
    const document = found(id);
    if (document && !groups.includes(document.item)) groups.push(document.item);
  }
  return groups.flatMap((item) => {
    const all = order.filter((document) => document.item === item);
    const lines = all.map((document) => ({ document, open: open.includes(document.id) || document.id === current }));
    return item !== null && item === now?.item ? lines : lines.filter((line) => line.open);
  });
}

/** The paper that is most likely wanted beside this one: one that was in front before it, or else the next of its item. */
export function likelyBeside(row: readonly OpenLine[], kept: readonly string[], current: string): string | null {
  const before = kept.find((document) => document !== current && row.some((line) => line.document.id === document));
  const others = row.filter(({ document }) => document.id !== current);
  const item = row.find(({ document }) => document.id === current)?.document.item;
  return before ?? others.find(({ open }) => open)?.document.id ?? others.find(({ document }) => document.item === item)?.document.id ?? null;
}
