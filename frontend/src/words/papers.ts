import type { Language } from "../domain/shapes";
import { language, type Widen } from "./index";
import { nb } from "./papers-nb";

export type PaperWords = Widen<typeof nb>;

/** The words about open papers, and about what one has read of a meeting. A live binding like `w`: read it when you draw. */
export let p: PaperWords = nb;
let inLanguage: Language = "nb";

/** Call before a meeting or a paper draws. */
export async function loadPaperWords(): Promise<void> {
  const now = language();
  if (now === inLanguage) return;
  p = now === "nn" ? (await import("./papers-nn")).nn : now === "en" ? (await import("./papers-en")).en : nb;
  inLanguage = now;
}
