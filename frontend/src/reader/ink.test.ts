import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paths, simplified } from "./ink";
import { stroke } from "./mark-paths";
import type { Point } from "./sheet";

const wave: Point[] = Array.from({ length: 2_000 }, (_, index) => [index / 10, 30 * Math.sin(index / 100)]);

describe("a stroke of ink", () => {
  test("keeps its ends and few points, and no point is moved", () => {
    const kept = simplified(wave);
    expect(kept.length).toBeLessThan(100);
    expect([kept[0], kept.at(-1)]).toEqual([wave[0], wave.at(-1)]);
    expect(kept.every((point) => wave.includes(point))).toBe(true);
  });

  test("stays within a third of a point of what was drawn", () => {
    const kept = simplified(wave);
    const off = wave.map(([x, y]) => {
      const index = kept.findLastIndex(([left]) => left <= x);
      const [[ax, ay], [bx, by]] = [kept[index] ?? [0, 0], kept[index + 1] ?? kept[index] ?? [0, 0]];
      return Math.abs(y - (bx === ax ? ay : ay + ((by - ay) * (x - ax)) / (bx - ax))) * Math.cos(Math.atan2(by - ay, bx - ax || 1));
    });
    expect(Math.max(...off)).toBeLessThanOrEqual(0.31);
  });

  test("a dot stays a dot", () => {
    expect(paths([[5, 5]])).toEqual([[5, 5]]);
    expect(stroke([[5, 5]])).toBe("M5 5L5.01 5");
  });

  test("a very long one is cut in parts that fit in a note and touch each other", () => {
    const scrawl: Point[] = Array.from({ length: 40_000 }, (_, index) => [(index * 7_919) % 595, (index * 104_729) % 842]);
    const parts = paths(scrawl);
    expect(parts.length).toBeGreaterThan(5);
    for (const [index, part] of parts.entries()) {
      expect(JSON.stringify({ quads: [], paths: [part], width: 2 }).length).toBeLessThan(65_536);
      if (index > 0) expect(part.slice(0, 2)).toEqual(parts[index - 1]?.slice(-2));
    }
  });

  test("no point is lost at a cut, and no part is a lone point", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), (count) => {
        const zigzag: Point[] = Array.from({ length: count }, (_, index) => [index * 10, (index % 2) * 50]);
        const parts = paths(zigzag, 10);
        const joined = parts.flatMap((part, index) => part.slice(index === 0 ? 0 : 2));
        return parts.every((part) => part.length >= 4) && JSON.stringify(joined) === JSON.stringify(zigzag.flat());
      }),
    );
  });
});
