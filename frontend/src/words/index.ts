import type { Language } from "../domain/shapes";
import { nb } from "./nb";

/** Strings widened, functions and keys kept: a key left out of one language does not compile. */
export type Widen<T> = {
  [K in keyof T]: T[K] extends string ? string : T[K] extends readonly string[] ? readonly string[] : T[K] extends object ? T[K] extends (...a: never[]) => unknown ? T[K] : Widen<T[K]> : T[K];
};
export type Words = Widen<typeof nb>;

/** The words in use. A live binding: read it when you draw, never keep it. */
export let w: Words = nb;

const known: Record<Language, () => Promise<Words>> = {
  nb: async () => nb,
  nn: async () => (await import("./nn")).nn,
  en: async () => (await import("./en")).en,
};

export async function speak(language: Language): Promise<void> {
  w = await known[language]();
  document.documentElement.lang = language;
}

export const language = (): Language => w.code as Language;

/** The sentence for an error word; an unknown word gets the general one. */
export function sorry(word: string): string {
  return (w.errors as Record<string, string>)[word] ?? w.errors.server_error;
}

/** With a capital: "i morgen" opens a line as "I morgen". */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
