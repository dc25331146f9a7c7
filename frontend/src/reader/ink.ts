/** Strokes of ink as they are kept: few points, a tenth of a point fine, never more in one note than the server takes. */

import { type Point } from "./sheet";

/** In PDF points: what is nearer the line than this is not seen. */
const FINE = 0.3;
/** Numbers in one part: some 6 bytes each, of the 64 KiB a geometry may take. */
const MOST = 8_000;

/** The Douglas–Peucker way: a point stays when it is further than `fine` from the line between those that stay. */
export function simplified(points: readonly Point[], fine: number = FINE): Point[] {
  if (points.length < 3) return [...points];
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const left: [number, number][] = [[0, points.length - 1]];
  for (let part = left.pop(); part; part = left.pop()) {
    const [from, to] = part;
    let [far, most] = [0, fine];
    for (let index = from + 1; index < to; index += 1) {
      const off = distance(points[index], points[from], points[to]);
      if (off > most) [far, most] = [index, off];
    }
    if (far > 0) {
      keep[far] = 1;
      left.push([from, far], [far, to]);
    }
  }
  return points.filter((_, index) => keep[index] === 1);
}

function distance([x, y]: Point = [0, 0], [ax, ay]: Point = [0, 0], [bx, by]: Point = [0, 0]): number {
  const long = Math.hypot(bx - ax, by - ay);
  if (long === 0) return Math.hypot(x - ax, y - ay);
  const along = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long ** 2));
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
}

/** A stroke as paths, x and y by turns. One is enough for all but the longest, which is cut where its parts still touch. */
export function paths(stroke: readonly Point[], most: number = MOST): number[][] {
  const flat = simplified(stroke).flatMap(([x, y]) => [Math.round(x * 10) / 10, Math.round(y * 10) / 10]);
  const found: number[][] = [];
  for (let at = 0; at === 0 || at < flat.length - 2; at += most - 2) found.push(flat.slice(at, at + most));
  return found;
}
