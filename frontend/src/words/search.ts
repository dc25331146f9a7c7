import type { Widen } from "./index";
import { nb } from "./search-nb";
import { onDemand } from "./on-demand";

export type SearchWords = Widen<typeof nb>;

/** The words about searching. A live binding like `w`: read it when you draw. */
export let s: SearchWords = nb;

/** Call before the search draws. */
export const loadSearchWords = onDemand<SearchWords>(
  nb,
  { nn: async () => (await import("./search-nn")).nn, en: async () => (await import("./search-en")).en },
  (words) => (s = words),
);
