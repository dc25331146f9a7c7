import { expect, test } from "vitest";
import { type Box, holds, lines, quad, size, spun, turned } from "./quads";

const word = (left: number, right: number, top = 100): Box => ({ left, right, top, bottom: top + 12 });

test("words on a line become one box, lines stay apart", () => {
  expect(lines([word(10, 40), word(44, 90), word(10, 60, 116)])).toEqual([word(10, 90), word(10, 60, 116)]);
});

test("two columns are not joined over the gutter", () => {
  expect(lines([word(10, 100), word(130, 220)])).toHaveLength(2);
});

test("a raised figure is part of its line", () => {
  expect(lines([word(10, 100), { left: 100, right: 104, top: 98, bottom: 106 }])).toEqual([{ left: 10, right: 104, top: 98, bottom: 112 }]);
});

test("a drop cap does not swallow the lines beside it", () => {
  expect(lines([{ left: 0, right: 30, top: 100, bottom: 140 }, word(32, 200), word(32, 200, 116)])).toHaveLength(3);
});

test("boxes without a size are nothing", () => {
  expect(lines([word(10, 10)])).toEqual([]);
});

test("a quad is told top left, top right, bottom left, bottom right", () => {
  expect(quad(word(1, 2, 3), (x, y) => [x, -y])).toEqual([1, -3, 2, -3, 1, -15, 2, -15]);
});

test("a finger is in a quad or a little outside it, whichever way the quad is turned", () => {
  for (const upright of [[0, 10, 20, 10, 0, 0, 20, 0], [10, 20, 10, 0, 0, 20, 0, 0]]) {
    expect(holds(upright, [5, 5])).toBe(true);
    expect(holds(upright, [-1, 5])).toBe(false);
    expect(holds(upright, [-1, 5], 2)).toBe(true);
    expect(size(upright)).toBe(200);
  }
});

test("a box turned back is where it was", () => {
  for (const angle of [90, 180, 270]) {
    const back = turned(turned(word(10, 40), angle), -angle);
    expect(back.left).toBeCloseTo(10);
    expect(back.bottom).toBeCloseTo(112);
  }
  expect(spun(1, 0, 90)[1]).toBeCloseTo(1);
});
