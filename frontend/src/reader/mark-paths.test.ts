import { expect, test } from "vitest";
import type { Colour } from "../domain/shapes";
import { area, around, points, stroke, underline } from "./mark-paths";

const LINE = [0, 0, 100, 0, 0, 12, 100, 12];

test("an area goes round the quad", () => {
  expect(area(LINE)).toBe("M0 0L100 0L100 12L0 12Z");
});

test("each colour has a line that no other colour has", () => {
  const colours: Colour[] = ["yellow", "green", "blue", "pink"];
  const looks = colours.map((colour) => {
    const { path, dotted } = underline(LINE, colour);
    return `${path.replace(/[\d. -]/g, "").slice(0, 8)}${dotted}`;
  });
  expect(new Set(looks).size).toBe(4);
});

test("a line stands under the words also where they are turned", () => {
  const { path } = underline([12, 0, 12, 100, 0, 0, 0, 100], "yellow");
  const ends = path.match(/[\d.]+/g)?.map(Number) ?? [];
  expect(ends[0]).toBeLessThan(1);
  expect([ends[1], ends[3]]).toEqual([0, 100]);
});

test("a stroke begins and ends where it was drawn", () => {
  const path = stroke([[1, 2], [5, 6], [9, 2], [13, 6]]);
  expect(path.startsWith("M1 2Q")).toBe(true);
  expect(path.endsWith("13 6")).toBe(true);
});

test("what holds all points", () => {
  expect(around(points([3, 4, -1, 9, 5, 0]))).toEqual([-1, 0, 5, 9]);
});
