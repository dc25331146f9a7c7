import type { Widen } from "./index";
import { nb } from "./papers-nb";
import { onDemand } from "./on-demand";

export type PaperWords = Widen<typeof nb>;

/** The words about open papers, and about what one has read of a meeting. A live binding like `w`: read it when you draw. */
export let p: PaperWords = nb;

/** Call before a meeting or a paper draws. */
export const loadPaperWords = onDemand<PaperWords>(
  nb,
  { nn: async () => (await import("./papers-nn")).nn, en: async () => (await import("./papers-en")).en },
  (words) => (p = words),
);
