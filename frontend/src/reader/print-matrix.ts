/** Where things stand on a sheet: PDF's matrices [a b c d e f], sizes in points. */

export type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number];
export type Box = [left: number, bottom: number, right: number, top: number];

/** First `m`, then `n`. */
export const times = ([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix => [
  a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l,
];

export const at = ([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] => [a * x + c * y + e, b * x + d * y + f];

export const num = (value: number): string => String(Math.round(value * 1000) / 1000);
export const written = (matrix: Matrix): string => `${matrix.map((value) => String(Math.round(value * 1e5) / 1e5)).join(" ")} cm`;

export function around(numbers: readonly number[]): Box {
  const xs = numbers.filter((_, i) => i % 2 === 0);
  const ys = numbers.filter((_, i) => i % 2 === 1);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

export const corners = ([left, bottom, right, top]: Box, by: Matrix): number[] => [at(by, left, bottom), at(by, right, bottom), at(by, left, top), at(by, right, top)].flat();

/** From a page's own points to how it is shown: upright, its crop box's lower left corner in 0 0. `unit`: its UserUnit. */
export function upright([left, bottom, right, top]: Box, turned: number, unit: number): Matrix {
  const turns: Record<number, Matrix> = {
    0: [1, 0, 0, 1, -left, -bottom],
    90: [0, -1, 1, 0, -bottom, right],
    180: [-1, 0, 0, -1, right, top],
    270: [0, 1, -1, 0, top, -left],
  };
  return times(turns[((turned % 360) + 360) % 360] ?? turns[0]!, [unit, 0, 0, unit, 0, 0]);
}

export interface Cell {
  sheet: { width: number; height: number };
  /** What a page may fill, and where its label stands: the right end of the line. */
  room: Box;
  label: [x: number, y: number];
}

const [LONG, SHORT] = [841.89, 595.28]; // A4
const [EDGE, STRIP] = [14, 13];

/** The places of a side, in reading order. A page alone lies as it is shown: standing or lying. */
export function cellsOf(perSheet: 1 | 2 | 4, lying: boolean): Cell[] {
  const [across, down] = ({ 1: [1, 1], 2: [2, 1], 4: [2, 2] } as const)[perSheet];
  const sheet = perSheet === 2 || (perSheet === 1 && lying) ? { width: LONG, height: SHORT } : { width: SHORT, height: LONG };
  if (perSheet === 1) return [{ sheet, room: [0, 0, sheet.width, sheet.height], label: [sheet.width - 22, 15] }];
  const [width, height] = [sheet.width / across, sheet.height / down];
  return Array.from({ length: perSheet }, (_, i) => {
    const [x, y] = [(i % across) * width, sheet.height - (Math.floor(i / across) + 1) * height];
    return { sheet, room: [x + EDGE, y + EDGE + STRIP, x + width - EDGE, y + height - EDGE], label: [x + width - EDGE, y + EDGE + 2] };
  });
}

/** A page of this size in the middle of the room: made smaller when it must be, never larger. */
export function fitted(width: number, height: number, [left, bottom, right, top]: Box): Matrix {
  const room = [right - left, top - bottom] as const;
  const scale = Math.min(1, room[0] / width, room[1] / height);
  return [scale, 0, 0, scale, left + (room[0] - width * scale) / 2, bottom + (room[1] - height * scale) / 2];
}
