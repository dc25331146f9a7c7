import { nb } from "./attendance-nb";
import type { Widen } from "./index";
import { onDemand } from "./on-demand";

export type AttendanceWords = Widen<typeof nb>;

/** The words about absence and substitutes. A live binding like `w`: read it when you draw. */
export let t: AttendanceWords = nb;

/** Call before a screen that says them draws. */
export const loadAttendanceWords = onDemand<AttendanceWords>(
  nb,
  { nn: async () => (await import("./attendance-nn")).nn, en: async () => (await import("./attendance-en")).en },
  (words) => (t = words),
);
