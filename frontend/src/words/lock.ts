import type { Widen } from "./index";
import { nb } from "./lock-nb";
import { onDemand } from "./on-demand";

export type LockWords = Widen<typeof nb>;

/** The words about what is locked. A live binding like `w`: read it when you draw. */
export let l: LockWords = nb;

/** Call before a screen that shows exempt papers draws. */
export const loadLockWords = onDemand<LockWords>(
  nb,
  { nn: async () => (await import("./lock-nn")).nn, en: async () => (await import("./lock-en")).en },
  (words) => (l = words),
);
