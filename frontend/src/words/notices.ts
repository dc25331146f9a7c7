import type { Widen } from "./index";
import { nb } from "./notices-nb";
import { onDemand } from "./on-demand";

export type NoticesWords = Widen<typeof nb>;

/** The words about notices, the calendar and cases one follows. A live binding like `w`: read it when you draw. */
export let v: NoticesWords = nb;

/** Call before a screen that says them draws. */
export const loadNoticesWords = onDemand<NoticesWords>(
  nb,
  { nn: async () => (await import("./notices-nn")).nn, en: async () => (await import("./notices-en")).en },
  (words) => (v = words),
);
