import type { Widen } from "./index";
import { onDemand } from "./on-demand";
import { nb } from "./people-nb";

export type PeopleWords = Widen<typeof nb>;

/** The words about disqualification, devices and people. A live binding like `w`: read it when you draw. */
export let q: PeopleWords = nb;

/** Call before a screen that says them draws. */
export const loadPeopleWords = onDemand<PeopleWords>(
  nb,
  { nn: async () => (await import("./people-nn")).nn, en: async () => (await import("./people-en")).en },
  (words) => (q = words),
);
