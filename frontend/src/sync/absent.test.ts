import { expect, test } from "vitest";
import { Absent } from "./absent";

test("what was not to be had is asked for again after half a minute, then ever more seldom, at most once an hour", () => {
  const absent = new Absent();
  expect(absent.mayAsk("a", 0)).toBe(true);
  absent.missed("a", false, 0);
  expect([absent.mayAsk("a", 29_000), absent.mayAsk("a", 38_000)]).toEqual([false, true]);
  for (let n = 0; n < 9; n++) absent.missed("a", false, 0);
  expect([absent.mayAsk("a", 3_500_000), absent.mayAsk("a", 4_600_000)]).toEqual([false, true]);
});

test("when the server tells of something new, all are asked for soon, but no oftener than every half minute", () => {
  const absent = new Absent();
  absent.missed("a", true, 0);
  absent.mayHaveCome(1_000);
  absent.mayHaveCome(20_000);
  expect([absent.mayAsk("a", 30_000), absent.mayAsk("a", 39_000)]).toEqual([false, true]);
});

test("what nobody wants any more is not waited for", () => {
  const absent = new Absent();
  absent.missed("a", false, 0);
  expect(absent.keep(new Set(["a"]), 0)).toBeGreaterThan(29_000);
  expect(absent.keep(new Set(), 0)).toBeNull();
});
