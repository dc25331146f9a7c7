import { expect, it } from "vitest";
import { middleOf } from "./alignment";

const letters = (text: string): number[] => [...text].map((one) => one.codePointAt(0)!);

/** What `[before]words[after]` of the old text says in the new one. */
function now(before: string, words: string, after: string, text: string, at = 0): string {
  const whole = letters(before + words + after);
  const { start, end } = middleOf(whole, before.length, before.length + words.length, letters(text), text.length, at, 60);
  return text.slice(start, end);
}

it("finds the middle where nothing was changed", () => {
  expect(now("Før dette. ", "Vi må bygge.", " Etter dette.", "Noe nytt. Før dette. Vi må bygge. Etter dette.", 4)).toBe("Vi må bygge.");
});

it("keeps the first word when another was put in after it, though what stood before was changed too", () => {
  const text = "Tiltaket er foreløpig kostnadsberegnet til kr 180.000. Det er likevel nødvendig å vurdere. Et slikt opplegg bør testes.";
  expect(now("Tiltaket er ikke kostnadsberegnet. ", "Det er nødvendig å vurdere.", " Et slikt opplegg bør testes.", text)).toBe("Det er likevel nødvendig å vurdere.");
});

it("leaves what was put in before and after outside", () => {
  const text = "Dette er den første. Nytt her! To og tre. Nytt der! Dette er den fjerde.";
  expect(now("Dette er den første. ", "To og tre.", " Dette er den fjerde.", text)).toBe("To og tre.");
});

it("tells a middle that was taken out by an end that is not after its start", () => {
  const gone = now("Her er det første som sto. ", "Borte.", " Her er det siste som sto.", "Her er det første som sto.  Her er det siste som sto.");
  expect(gone.trim()).toBe("");
});
