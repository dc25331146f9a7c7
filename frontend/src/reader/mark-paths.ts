/** What marks look like, as SVG paths. Pure: points in, "M 1 2 L 3 4" out. The x axis goes right, the y axis down. */

import type { Colour } from "../domain/shapes";
import { corners, type Quad } from "./quads";
import { type Point, round } from "./sheet";

/** So high is a wave, and so wide the line, of the height of the text. */
const WAVE = 0.07;
const LINE = 0.06;

/** A quad as an area, a little taller than the letters so that lines beside each other still look apart. */
export function area(quad: Quad): string {
  const [tl, tr, bl, br] = corners(quad);
  return `M${at(tl)}L${at(tr)}L${at(br)}L${at(bl)}Z`;
}

/** Each colour has a line of its own under the words, so that no one needs to see the colour: single, double, dotted, wavy. */
export function underline(quad: Quad, colour: Colour): { path: string; width: number; dotted: boolean } {
  const [tl, , bl, br] = corners(quad);
  const height = Math.hypot(bl[0] - tl[0], bl[1] - tl[1]);
  const width = round(Math.min(Math.max(height * LINE, 0.6), 2));
  const up: Point = [((tl[0] - bl[0]) / (height || 1)) * width, ((tl[1] - bl[1]) / (height || 1)) * width];
  const moved = ([x, y]: Point, by: number): Point => [round(x + up[0] * by), round(y + up[1] * by)];
  const straight = (by: number): string => `M${at(moved(bl, by))}L${at(moved(br, by))}`;
  if (colour === "green") return { path: straight(0) + straight(2.2), width: round(width * 0.8), dotted: false };
  if (colour === "pink") return { path: wave(bl, br, Math.max(height * WAVE, 0.8)), width, dotted: false };
  return { path: straight(0.5), width: colour === "blue" ? round(width * 1.6) : width, dotted: colour === "blue" };
}

function wave(from: Point, to: Point, high: number): string {
  const long = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const steps = Math.max(2, Math.round(long / (high * 3)));
  const step: Point = [(to[0] - from[0]) / steps, (to[1] - from[1]) / steps];
  const across: Point = long === 0 ? [0, 0] : [(-step[1] / (long / steps)) * high, (step[0] / (long / steps)) * high];
  let path = `M${at(from)}`;
  for (let index = 0; index < steps; index += 1) {
    const side = index % 2 === 0 ? -1 : 1;
    const middle: Point = [from[0] + step[0] * (index + 0.5) + across[0] * side, from[1] + step[1] * (index + 0.5) + across[1] * side];
    path += `Q${at(middle)} ${at([from[0] + step[0] * (index + 1), from[1] + step[1] * (index + 1)])}`;
  }
  return path;
}

/** A stroke through its points, round where they bend. A single point is a dot. */
export function stroke(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  if (rest.length < 2) return `M${at(first)}L${at(rest[0] ?? [first[0] + 0.01, first[1]])}`;
  let path = `M${at(first)}`;
  for (let index = 0; index < rest.length - 1; index += 1) {
    const [a, b] = [rest[index] ?? first, rest[index + 1] ?? first];
    const end: Point = index === rest.length - 2 ? b : [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    path += `Q${at(a)} ${at(end)}`;
  }
  return path;
}

/** What holds all the points: left, top, right, bottom. */
export function around(points: readonly Point[]): [number, number, number, number] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [least(xs), least(ys), -least(xs.map((x) => -x)), -least(ys.map((y) => -y))];
}

const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);

/** Pairs of a flat list. */
export function points(path: readonly number[]): Point[] {
  return Array.from({ length: path.length >> 1 }, (_, index) => [path[2 * index] ?? 0, path[2 * index + 1] ?? 0]);
}

const at = ([x, y]: Point): string => `${round(x)} ${round(y)}`;
