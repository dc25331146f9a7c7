import { nb } from "./desk-nb";
import { onDemand } from "./on-demand";
import type { Widen } from "./index";

export type DeskWords = Widen<typeof nb>;

let loaded: DeskWords = nb;

/** The secretariat's words in the language now spoken; call once before a desk screen draws. */
export const loadDeskWords = onDemand<DeskWords>(
  nb,
  { nn: async () => (await import("./desk-nn")).nn, en: async () => (await import("./desk-en")).en },
  (words) => (loaded = words),
);

export const d = (): DeskWords => loaded;
