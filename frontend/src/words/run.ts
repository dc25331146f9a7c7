import type { Language } from "../domain/shapes";
import { language, type Widen } from "./index";
import { nb } from "./run-nb";

export type RunWords = Widen<typeof nb>;

/** The words about a chair's run sheet. A live binding like `w`: read it when you draw. */
export let r: RunWords = nb;
let inLanguage: Language = "nb";

/** Call before a screen with a run sheet draws. */
export async function loadRunWords(): Promise<void> {
  const now = language();
  if (now === inLanguage) return;
  r = now === "nn" ? (await import("./run-nn")).nn : now === "en" ? (await import("./run-en")).en : nb;
  inLanguage = now;
}
