/** Words that are fetched with the screens that say them. */

import type { Language } from "../domain/shapes";
import { language } from "./index";

/** What to call before such a screen draws: `take` is given the words in the language now spoken. Bokmål is there already. */
export function onDemand<Words>(nb: Words, others: Record<Exclude<Language, "nb">, () => Promise<Words>>, take: (words: Words) => void): () => Promise<void> {
  let spoken: Language = "nb";
  return async () => {
    const now = language();
    if (now === spoken) return;
    take(now === "nb" ? nb : await others[now]());
    spoken = now;
  };
}
