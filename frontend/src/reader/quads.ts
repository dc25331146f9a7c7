/** Boxes of text gathered to one per line, and quads in the order that PDF programs use: TL, TR, BL, BR. */

import type { Point } from "./sheet";

/** In pixels of the window; `bottom` is below `top`. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Eight numbers: x and y of TL, TR, BL, BR. */
export type Quad = number[];

const ABREAST = 0.6; // of the lower box's height: so much must stand beside the line
const GAP = 1.2; // of the line's height: words stand nearer, columns and cells of a table further apart
const UNLIKE = 2.2; // a drop cap is not of the line it stands beside

/** One box per line and column, in reading order. */
export function lines(boxes: readonly Box[], gap: number = GAP): Box[] {
  const found: Box[] = [];
  for (const box of boxes) {
    if (box.right - box.left < 0.5 || box.bottom - box.top < 0.5) continue;
    const line = found.findLast((one) => belongs(one, box, gap));
    if (!line) found.push({ left: box.left, top: box.top, right: box.right, bottom: box.bottom }); // a DOMRect cannot be spread
    else {
      line.left = Math.min(line.left, box.left);
      line.right = Math.max(line.right, box.right);
      line.top = Math.min(line.top, box.top);
      line.bottom = Math.max(line.bottom, box.bottom);
    }
  }
  return found;
}

function belongs(line: Box, box: Box, gap: number): boolean {
  const [a, b] = [line.bottom - line.top, box.bottom - box.top];
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  const abreast = Math.min(line.bottom, box.bottom) - Math.max(line.top, box.top);
  const apart = Math.max(line.left, box.left) - Math.min(line.right, box.right);
  return high / low <= UNLIKE && abreast >= ABREAST * low && apart <= gap * high;
}

/** The corners of a box as a quad, each taken over to the paper by `to`. */
export function quad({ left, top, right, bottom }: Box, to: (x: number, y: number) => Point): Quad {
  return [...to(left, top), ...to(right, top), ...to(left, bottom), ...to(right, bottom)];
}

export function corners(quad: Quad): [tl: Point, tr: Point, bl: Point, br: Point] {
  const at = (index: number): Point => [quad[index] ?? 0, quad[index + 1] ?? 0];
  return [at(0), at(2), at(4), at(6)];
}

/** Whether a point lies in a quad or at most `slack` outside it. */
export function holds(quad: Quad, [x, y]: Point, slack = 0): boolean {
  const [tl, tr, bl, br] = corners(quad);
  const ring = [tl, tr, br, bl];
  const sides = ring.map(([ax, ay], index) => {
    const [bx, by] = ring[(index + 1) % 4] ?? tl;
    const long = Math.hypot(bx - ax, by - ay) || 1;
    return ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / long;
  });
  return sides.every((side) => side >= -slack) || sides.every((side) => side <= slack);
}

/** Twice the size is enough to say which of two is smaller. */
export function size(quad: Quad): number {
  const [tl, tr, bl] = corners(quad);
  return Math.abs((tr[0] - tl[0]) * (bl[1] - tl[1]) - (tr[1] - tl[1]) * (bl[0] - tl[0]));
}

/** A point turned around the window's corner, in degrees clockwise. */
export function spun(x: number, y: number, angle: number): Point {
  const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
  return [x * cos - y * sin, x * sin + y * cos];
}

export function turned({ left, top, right, bottom }: Box, angle: number): Box {
  const [[ax, ay], [bx, by]] = [spun(left, top, angle), spun(right, bottom, angle)];
  return { left: Math.min(ax, bx), top: Math.min(ay, by), right: Math.max(ax, bx), bottom: Math.max(ay, by) };
}
