import fc from "fast-check";
import { expect, it } from "vitest";
import { earlierTexts } from "./earlier-texts";

const said = (...texts: string[]) => texts.map((text, ver) => ({ ver, at: "2026-12-01T10:00:00Z", content: { text } }));
const texts = (before: string[], now: string) => earlierTexts(said(...before), now).map(({ text }) => text);

it("tells what was written over, newest first", () => {
  expect(texts(["Nei.", "Kanskje."], "Ja.")).toEqual(["Kanskje.", "Nei."]);
});

it("leaves out what was only the beginning of what came after", () => {
  expect(texts(["Hva", "Hva koster", "Hva koster det?", "Stryk."], "Stryk. Nei.")).toEqual(["Hva koster det?"]);
});

it("tells a text once, and never the one that stands, nor none at all", () => {
  expect(texts(["A", "B", "", "A", "B"], "B")).toEqual(["A"]);
});

it("loses no text: each is told, stands, or begins what came after it", () => {
  const word = fc.stringMatching(/^[ab ]{0,4}$/u);
  fc.assert(
    fc.property(fc.array(word), word, (before, now) => {
      const told = [...texts(before, now), now];
      for (const each of before) expect(told.some((text) => text.trim().startsWith(each.trim()) || text.startsWith(each.trimEnd()))).toBe(true);
    }),
  );
});
