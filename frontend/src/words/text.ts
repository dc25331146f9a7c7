import type { ComparisonSummary, Language } from "../domain/shapes";
import { language, type Widen } from "./index";
import { nb } from "./text-nb";

export type TextWords = Widen<typeof nb>;

/** The words of the text view and of what has changed in a paper. A live binding like `w`: read it when you draw. */
export let t: TextWords = nb;
let inLanguage: Language = "nb";

/** Call before a screen with them draws. */
export async function loadTextWords(): Promise<void> {
  const now = language();
  if (now === inLanguage) return;
  t = now === "nn" ? (await import("./text-nn")).nn : now === "en" ? (await import("./text-en")).en : nb;
  inLanguage = now;
}

/** "2 avsnitt endret, 1 nytt, 1 i forslag til vedtak"; empty when nothing of what is read has changed. */
export function comparisonWords({ changed, new: fresh, removed, moved, in_proposal }: ComparisonSummary): string {
  const counts = [[t.sum.changed, changed], [t.sum.new, fresh], [t.sum.removed, removed], [t.sum.moved, moved]] as const;
  const said = counts.filter(([, count]) => count > 0).map(([words, count], index) => words(count, index === 0));
  return said.length > 0 && in_proposal > 0 ? [...said, t.sum.proposal(in_proposal)].join(", ") : said.join(", ");
}
