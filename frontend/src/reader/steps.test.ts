import { expect, test } from "vitest";
import { byCharacter, byWord } from "./steps";

const TEXT = "Rådmannen tilrår:\n«Ny skole»";

test("the cursor goes to the end of each word and back to the beginnings", () => {
  expect(byWord(TEXT, 0, "forward")).toBe(9);
  expect(byWord(TEXT, 9, "forward")).toBe(16);
  expect(byWord(TEXT, 16, "forward")).toBe(17);
  expect(byWord(TEXT, 16, "backward")).toBe(10);
  expect(byWord(TEXT, 12, "backward")).toBe(10);
});

test("at the end of the text there is no further word", () => {
  expect(byWord(TEXT, TEXT.length, "forward")).toBeNull();
  expect(byWord(TEXT, 0, "backward")).toBeNull();
});

test("a letter with its accent, and a sign of two units, are one step", () => {
  expect(byCharacter("e\u0301n", 0, "forward")).toBe(2);
  expect(byCharacter("🙂a", 0, "forward")).toBe(2);
  expect(byCharacter("🙂a", 2, "backward")).toBe(0);
});

test("a line end is passed together with the letter after it", () => {
  expect(byCharacter(TEXT, 17, "forward")).toBe(19);
  expect(byCharacter(TEXT, TEXT.length, "forward")).toBeNull();
});
