import fc from "fast-check";
import { expect, it } from "vitest";
import { likeness, Pattern } from "./distance";

const word = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 90 });

/** The textbook's table, one row for each character of the pattern. */
function table(pattern: number[], text: number[], anchored: boolean): number[] {
  let before = pattern.map((_, i) => i + 1);
  return text.map((letter, j) => {
    const corner = anchored ? j + 1 : 0;
    const now: number[] = [];
    pattern.forEach((own, i) => {
      const diagonal = i === 0 ? (anchored ? j : 0) : before[i - 1]!;
      now.push(Math.min(diagonal + (own === letter ? 0 : 1), before[i]! + 1, (i === 0 ? corner : now[i - 1]!) + 1));
    });
    before = now;
    return now.at(-1)!;
  });
}

const told = (pattern: number[], text: number[], anchored: boolean): number[] =>
  Array.from(new Pattern(pattern, 5).read(Int32Array.from(text), 0, text.length, 1, anchored));

it("tells the same distances as the table of the textbook, also over several blocks", () => {
  const pattern = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 90 });
  fc.assert(
    fc.property(pattern, word, fc.boolean(), (own, text, anchored) => {
      expect(told(own, text, anchored)).toEqual(table(own, text, anchored));
    }),
    { numRuns: 300 },
  );
});

it("reads backwards as it reads a turned text forwards", () => {
  fc.assert(
    fc.property(word, word, (own, text) => {
      const forwards = likeness(new Pattern(own, 5), own.length, Int32Array.from(text), 0, text.length, 1);
      const turned = likeness(new Pattern(own, 5), own.length, Int32Array.from(text).reverse(), text.length - 1, text.length, -1);
      expect(turned).toBe(forwards);
    }),
  );
});
