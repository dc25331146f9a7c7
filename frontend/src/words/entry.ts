import { nb } from "./entry-nb";
import type { Widen } from "./index";
import { onDemand } from "./on-demand";

export type EntryWords = Widen<typeof nb>;

/** The words about the ways in, and passkeys. A live binding like `w`: read it when you draw. */
export let e: EntryWords = nb;

/** Call before a screen that says them draws. */
export const loadEntryWords = onDemand<EntryWords>(
  nb,
  { nn: async () => (await import("./entry-nn")).nn, en: async () => (await import("./entry-en")).en },
  (words) => (e = words),
);
