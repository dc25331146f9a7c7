/** Where the cursor goes in a text. By whole words: forwards to the end of one, backwards to the beginning of one. */

const WORDS = /[\p{L}\p{N}\p{M}_]+|[^\s\p{L}\p{N}\p{M}_]+/gu;

export type Direction = "forward" | "backward";

/** Null at the end of the text: the way goes on in the next. Offsets in UTF-16 units. */
export function byWord(text: string, at: number, direction: Direction): number | null {
  const words = [...text.matchAll(WORDS)].map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
  if (direction === "forward") return words.find(({ end }) => end > at)?.end ?? null;
  return words.findLast(({ start }) => start < at)?.start ?? null;
}

/** By what a reader takes for one character; line ends and runs of spaces are passed in one. */
export function byCharacter(text: string, at: number, direction: Direction): number | null {
  if (direction === "forward") {
    const [step] = /^\s*[^\s]\p{M}*/u.exec(text.slice(at)) ?? [];
    return step === undefined ? null : at + step.length;
  }
  const [step] = /[^\s]\p{M}*\s*$/u.exec(text.slice(0, at)) ?? [];
  return step === undefined ? null : at - step.length;
}
