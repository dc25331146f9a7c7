import { expect, test } from "vitest";
import { near } from "./near";

const room = { left: 0, top: 50, right: 1000, bottom: 700 };
const size = { width: 300, height: 50 };
const lines = (top: number, bottom: number, left = 400, right = 600) => ({ left, right, top, bottom });

test("the bar stands above the middle of what is chosen", () => {
  expect(near(lines(300, 340), size, room, 10, false)).toEqual({ left: 350, top: 240 });
});

test("below it where the finger's own menu stands above", () => {
  expect(near(lines(300, 340), size, room, 10, true)).toEqual({ left: 350, top: 350 });
});

test("on the other side when there is no room on the first", () => {
  expect(near(lines(60, 100), size, room, 10, false)?.top).toBe(110);
  expect(near(lines(600, 690), size, room, 10, true)?.top).toBe(540);
});

test("never outside the room", () => {
  expect(near(lines(300, 340, 0, 40), size, room, 10, false)?.left).toBe(0);
  expect(near(lines(300, 340, 950, 1000), size, room, 10, false)?.left).toBe(700);
});

test("nowhere when what is chosen fills the room", () => {
  expect(near(lines(60, 690), size, room, 10, false)).toBeNull();
});
