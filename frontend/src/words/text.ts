import type { ComparisonSummary } from "../domain/shapes";
import type { Widen } from "./index";
import { nb } from "./text-nb";
import { onDemand } from "./on-demand";

export type TextWords = Widen<typeof nb>;

/** The words of the text view and of what has changed in a paper. A live binding like `w`: read it when you draw. */
export let t: TextWords = nb;

/** Call before a screen with them draws. */
export const loadTextWords = onDemand<TextWords>(
  nb,
  { nn: async () => (await import("./text-nn")).nn, en: async () => (await import("./text-en")).en },
  (words) => (t = words),
);

/** "2 avsnitt endret, 1 nytt, 1 i forslag til vedtak"; empty when nothing of what is read has changed. */
export function comparisonWords({ changed, new: fresh, removed, moved, in_proposal }: ComparisonSummary): string {
  const counts = [[t.sum.changed, changed], [t.sum.new, fresh], [t.sum.removed, removed], [t.sum.moved, moved]] as const;
  const said = counts.filter(([, count]) => count > 0).map(([words, count], index) => words(count, index === 0));
  return said.length > 0 && in_proposal > 0 ? [...said, t.sum.proposal(in_proposal)].join(", ") : said.join(", ");
}
