import type { Language } from "../domain/shapes";
import { nb } from "./desk-nb";
import type { Widen } from "./index";
import { language } from "./index";

export type DeskWords = Widen<typeof nb>;

let loaded: DeskWords = nb;
let inLanguage: Language = "nb";

/** The secretariat's words in the language now spoken; call once before a desk screen draws. */
export async function loadDeskWords(): Promise<void> {
  const now = language();
  if (now === inLanguage) return;
  loaded = now === "nn" ? (await import("./desk-nn")).nn : now === "en" ? (await import("./desk-en")).en : nb;
  inLanguage = now;
}

export const d = (): DeskWords => loaded;
