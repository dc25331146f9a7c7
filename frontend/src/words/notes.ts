import type { Widen } from "./index";
import { nb } from "./notes-nb";
import { onDemand } from "./on-demand";

export type NoteWords = Widen<typeof nb>;

/** The words about notes. A live binding like `w`: read it when you draw. */
export let n: NoteWords = nb;

/** Call before a screen with notes draws. */
export const loadNoteWords = onDemand<NoteWords>(
  nb,
  { nn: async () => (await import("./notes-nn")).nn, en: async () => (await import("./notes-en")).en },
  (words) => (n = words),
);
