import type { Widen } from "./index";
import { nb } from "./run-nb";
import { onDemand } from "./on-demand";

export type RunWords = Widen<typeof nb>;

/** The words about a chair's run sheet. A live binding like `w`: read it when you draw. */
export let r: RunWords = nb;

/** Call before a screen with a run sheet draws. */
export const loadRunWords = onDemand<RunWords>(
  nb,
  { nn: async () => (await import("./run-nn")).nn, en: async () => (await import("./run-en")).en },
  (words) => (r = words),
);
