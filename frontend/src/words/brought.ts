import { nb } from "./brought-nb";
import type { Widen } from "./index";
import { onDemand } from "./on-demand";

export type BroughtWords = Widen<typeof nb>;

/** The words about what is brought by hand, and what was decided. A live binding like `w`: read it when you draw. */
export let b: BroughtWords = nb;

/** Call before a screen that says them draws. */
export const loadBroughtWords = onDemand<BroughtWords>(
  nb,
  { nn: async () => (await import("./brought-nn")).nn, en: async () => (await import("./brought-en")).en },
  (words) => (b = words),
);
