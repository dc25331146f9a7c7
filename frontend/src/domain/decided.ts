/** What a meeting decided, as its reader has it. */

import { agenda } from "./agenda";
import type { Manifest, ManifestDocument, ManifestItem } from "./shapes";

export interface Decided {
  item: ManifestItem;
  /** Empty when it is exempt: then it is not in the list. */
  text: string;
  minutes: ManifestDocument[];
  papers: ManifestDocument[];
}

/** Items that something is told of after the meeting, in agenda order, and how many nothing is told of yet. */
export function decided(shown: Manifest): { lines: Decided[]; waiting: number } {
  const all = agenda(shown).lines.map(({ item, papers }) => {
    const minutes = papers.filter(({ kind, version }) => kind === "item_minutes" && version !== null);
    // Lists that were fetched before there were decisions have no such fields.
    return { item, papers, minutes, text: item.decision ?? "", told: (item.decided ?? false) || minutes.length > 0 };
  });
  const lines = all.filter(({ told }) => told).map(({ item, text, minutes, papers }) => ({ item, text, minutes, papers }));
  return { lines, waiting: lines.length === 0 ? 0 : all.length - lines.length };
}
