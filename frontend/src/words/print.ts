import type { Widen } from "./index";
import { nb } from "./print-nb";
import { onDemand } from "./on-demand";

export type PrintWords = Widen<typeof nb>;

/** The words about printing. A live binding like `w`: read it when you draw. */
export let p: PrintWords = nb;

/** Call before a screen that prints draws. */
export const loadPrintWords = onDemand<PrintWords>(
  nb,
  { nn: async () => (await import("./print-nn")).nn, en: async () => (await import("./print-en")).en },
  (words) => (p = words),
);
