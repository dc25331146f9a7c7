import { expect, it } from "vitest";
import { earlier, more, portionFrom, portionWith } from "./portion";

it("shows a hundred, and gives the next and the previous hundred", () => {
  expect(portionFrom(0, 1_000)).toEqual({ from: 0, to: 100 });
  expect(more({ from: 0, to: 100 }, 1_000)).toEqual({ from: 0, to: 200 });
  expect(portionFrom(500, 1_000)).toEqual({ from: 500, to: 600 });
  expect(earlier({ from: 500, to: 600 }, 1_000)).toEqual({ from: 400, to: 600 });
});

it("asks nobody to press for the last few", () => {
  expect(portionFrom(0, 120)).toEqual({ from: 0, to: 120 });
  expect(portionFrom(995, 1_000)).toEqual({ from: 900, to: 1_000 });
  expect(more({ from: 0, to: 100 }, 210)).toEqual({ from: 0, to: 210 });
});

it("always has what must be shown", () => {
  expect(portionWith(50, { from: 0, to: 100 }, 1_000)).toEqual({ from: 0, to: 100 });
  expect(portionWith(700, { from: 0, to: 100 }, 1_000)).toEqual({ from: 690, to: 790 });
  expect(portionWith(3, { from: 500, to: 600 }, 1_000)).toEqual({ from: 0, to: 100 });
  expect(portionWith(-1, { from: 500, to: 600 }, 1_000)).toEqual({ from: 500, to: 600 });
});
