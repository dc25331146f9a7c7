import type { Language } from "../domain/shapes";
import { language, type Widen } from "./index";
import { nb } from "./print-nb";

export type PrintWords = Widen<typeof nb>;

/** The words about printing. A live binding like `w`: read it when you draw. */
export let p: PrintWords = nb;
let inLanguage: Language = "nb";

/** Call before a screen that prints draws. */
export async function loadPrintWords(): Promise<void> {
  const now = language();
  if (now === inLanguage) return;
  p = now === "nn" ? (await import("./print-nn")).nn : now === "en" ? (await import("./print-en")).en : nb;
  inLanguage = now;
}
