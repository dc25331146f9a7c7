import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { impose, sheetOfPage, sheetsOf } from "./print-plan";

const both = (per_sheet: 1 | 2 | 4) => ({ per_sheet, both_sides: true });

describe("the plan of the sheets", () => {
  it("gives a part with an odd page a blank back, and none after the last", () => {
    expect(impose([3, 1], both(1))).toEqual([[0], [1], [2], [null], [3]]);
    expect(sheetsOf(5, both(1))).toBe(3);
  });

  it("fills a side before it turns the sheet", () => {
    expect(impose([5], both(2))).toEqual([[0, 1], [2, 3], [4, null]]);
    expect(impose([3, 2], both(4))).toEqual([[0, 1, 2, null], [null, null, null, null], [3, 4, null, null]]);
  });

  it("lets one part follow the other on the same side when only one side is printed", () => {
    expect(impose([1, 2], { per_sheet: 2, both_sides: false })).toEqual([[0, 1], [2, null]]);
    expect(impose([0, 0], both(2))).toEqual([]);
  });

  it("prints every page once, in order, and every part on a fresh sheet", () => {
    fc.assert(fc.property(fc.array(fc.nat(9), { maxLength: 8 }), fc.constantFrom<1 | 2 | 4>(1, 2, 4), fc.boolean(), (parts, per_sheet, both_sides) => {
      const layout = { per_sheet, both_sides };
      const sides = impose(parts, layout);
      const total = parts.reduce((a, b) => a + b, 0);
      expect(sides.flat().filter((page) => page !== null)).toEqual(Array.from({ length: total }, (_, i) => i));
      expect(sides.every((side) => side.length === per_sheet)).toBe(true);
      const sheets = sheetOfPage(sides, layout);
      let first = 0;
      for (const pages of parts) {
        if (both_sides && pages > 0 && first > 0) expect(sheets.get(first)).toBe((sheets.get(first - 1) ?? 0) + 1);
        first += pages;
      }
    }));
  });
});
