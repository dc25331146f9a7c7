import type { Language } from "../domain/shapes";
import { language, type Widen } from "./index";
import { nb } from "./notes-nb";

export type NoteWords = Widen<typeof nb>;

/** The words about notes. A live binding like `w`: read it when you draw. */
export let n: NoteWords = nb;
let inLanguage: Language = "nb";

/** Call before a screen with notes draws. */
export async function loadNoteWords(): Promise<void> {
  const now = language();
  if (now === inLanguage) return;
  n = now === "nn" ? (await import("./notes-nn")).nn : now === "en" ? (await import("./notes-en")).en : nb;
  inLanguage = now;
}
