import { nb } from "./access-nb";
import type { Widen } from "./index";
import { onDemand } from "./on-demand";

export type AccessWords = Widen<typeof nb>;

/** The words about who sees what. A live binding like `w`: read it when you draw. */
export let a: AccessWords = nb;

/** Call before the grid draws. */
export const loadAccessWords = onDemand<AccessWords>(
  nb,
  { nn: async () => (await import("./access-nn")).nn, en: async () => (await import("./access-en")).en },
  (words) => (a = words),
);
