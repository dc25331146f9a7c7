/** Which page goes where: on which side of which sheet, and in which of its places. */

import type { PrintLayout } from "./shapes";

/** A side of a sheet: for each of its places the page that stands there, counted from 0 through all parts, or null. */
export type Side = (number | null)[];

/**
 * `parts` are how many pages each of them has. On both sides every part begins on a fresh sheet, and a blank back stands
 * where one is needed for that, so that sides 1 and 2 are the first sheet, 3 and 4 the second.
 */
export function impose(parts: readonly number[], { per_sheet, both_sides }: PrintLayout): Side[] {
  const sides: Side[] = [];
  let page = 0;
  let open: Side | null = null;
  for (const pages of parts) {
    if (pages > 0 && both_sides) {
      open = null;
      if (sides.length % 2 === 1) sides.push(blank(per_sheet));
    }
    for (let i = 0; i < pages; i += 1, page += 1) {
      if (open === null || !open.includes(null)) sides.push((open = blank(per_sheet)));
      open[open.indexOf(null)] = page;
    }
  }
  return sides;
}

const blank = (places: number): Side => Array.from({ length: places }, () => null);

export const sheetsOf = (sides: number, { both_sides }: PrintLayout): number => (both_sides ? Math.ceil(sides / 2) : sides);

/** The sheet on which each page lies, counted from 1. */
export function sheetOfPage(sides: Side[], layout: PrintLayout): Map<number, number> {
  return new Map(sides.flatMap((side, i) => side.flatMap((page) => (page === null ? [] : [[page, layout.both_sides ? (i >> 1) + 1 : i + 1] as const]))));
}
