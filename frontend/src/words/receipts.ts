import type { Widen } from "./index";
import { onDemand } from "./on-demand";
import { nb } from "./receipts-nb";

export type ReceiptWords = Widen<typeof nb>;

/** The words about who has a package. A live binding like `w`: read it when you draw. */
export let k: ReceiptWords = nb;

/** Call before a screen that says them draws. */
export const loadReceiptWords = onDemand<ReceiptWords>(
  nb,
  { nn: async () => (await import("./receipts-nn")).nn, en: async () => (await import("./receipts-en")).en },
  (words) => (k = words),
);
