import type { Language } from "../domain/shapes";
import { language, type Widen } from "./index";
import { nb } from "./search-nb";

export type SearchWords = Widen<typeof nb>;

/** The words about searching. A live binding like `w`: read it when you draw. */
export let s: SearchWords = nb;
let inLanguage: Language = "nb";

/** Call before the search draws. */
export async function loadSearchWords(): Promise<void> {
  const now = language();
  if (now === inLanguage) return;
  s = now === "nn" ? (await import("./search-nn")).nn : now === "en" ? (await import("./search-en")).en : nb;
  inLanguage = now;
}
