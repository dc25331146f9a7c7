import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cut, lengthOf, Strip, strip } from "./strip";

const AWKWARD = ["ﬁ", "e\u0301", "\u0301", "𝔉", "🇳🇴", "\ud800", " ", "\n", "\u00a0", "שלום", "カ\uff9e", "\u1112\u1161\u11ab", "½", "ø", "K\u0327\u0301"];
const texts = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...AWKWARD, "a", "b")).map((parts) => parts.join("")),
);

describe("stripping", () => {
  test("spaces, line ends and ligatures do not count", () => {
    expect(strip("Of\ufb01ce \n af\u00a0ﬂuent")).toBe("Officeaffluent");
  });

  test("half a surrogate pair becomes the sign for what cannot be read", () => {
    expect(strip("a\ud835 b")).toBe("a\ufffdb");
  });

  test("a sign outside the first plane is one code point, and is never halved", () => {
    expect(lengthOf(strip("𝕏 𝔉"))).toBe(2);
    expect(cut("a🙂b🙂", 2)).toBe("a🙂");
    expect(cut("a🙂b🙂", -1)).toBe("🙂");
  });
});

describe("the way between a text and its stripped form", () => {
  test("says the same as stripping at once, whatever the text", () => {
    fc.assert(fc.property(texts, (raw) => new Strip(raw).text === strip(raw) && new Strip(raw).length === lengthOf(strip(raw))));
  });

  test("a place says what the stretch of the raw text says", () => {
    fc.assert(
      fc.property(texts, fc.nat(40), fc.nat(40), (raw, from, long) => {
        const way = new Strip(raw);
        const { start, end } = way.place({ start: Math.min(from, raw.length), end: Math.min(from + long, raw.length) });
        const there = way.find({ start, end });
        if (start === end) return there === null;
        return there !== null && strip(raw.slice(there.start, there.end)) === [...way.text].slice(start, end).join("");
      }),
    );
  });

  test("a place that was found and looked up again is the same place", () => {
    fc.assert(
      fc.property(texts, fc.nat(40), fc.nat(40), (raw, from, long) => {
        const way = new Strip(raw);
        const found = way.find({ start: from, end: from + long });
        if (!found) return true;
        const { start, end } = way.place(found);
        return start <= from && end >= from + long; // a ligature comes back whole
      }),
    );
  });

  test("the place of a word after a ligature, an emoji and Hebrew is counted in code points", () => {
    const raw = "Oﬃce 🙂 שלום word";
    const way = new Strip(raw);
    expect(way.place({ start: raw.indexOf("word"), end: raw.length })).toEqual({ start: 11, end: 15 });
    expect(way.find({ start: 11, end: 15 })).toEqual({ start: raw.indexOf("word"), end: raw.length });
  });

  test("half a ligature is the whole of it", () => {
    const way = new Strip("oﬃce");
    expect(way.find({ start: 2, end: 3 })).toEqual({ start: 1, end: 2 });
    expect(way.place({ start: 1, end: 2 })).toEqual({ start: 1, end: 4 });
  });

  test("nothing is found outside the text", () => {
    expect(new Strip("abc").find({ start: 2, end: 4 })).toBeNull();
    expect(new Strip("abc").find({ start: 1, end: 1 })).toBeNull();
    expect(new Strip("").find({ start: 0, end: 1 })).toBeNull();
  });
});
