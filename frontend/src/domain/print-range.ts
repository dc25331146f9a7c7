/** Page ranges as people write them: "1-3, 7, 12-". */

/** What is wrong with a range, and which part of it says so; "backwards" is "5-2". */
export interface RangeProblem {
  word: "empty" | "not_a_page" | "backwards" | "no_such_page";
  said: string;
}

const DASH = /[-–—−]/u;

/**
 * The pages, ascending, each once. "12-" goes to the last page, "-3" begins with the first.
 * `pages` is how many the paper has.
 */
export function parseRange(text: string, pages: number): number[] | RangeProblem {
  const parts = text.replace(/\s*([-–—−])\s*/gu, "$1").split(/[,;\s]+|\bog\b|\band\b/iu).filter(Boolean);
  if (parts.length === 0) return { word: "empty", said: "" };
  const found = new Set<number>();
  for (const said of parts) {
    const [first, last = first, ...more] = said.split(DASH);
    const whole = [first, last].every((one) => one === "" || /^\d{1,6}$/u.test(one ?? ""));
    if (!whole || more.length > 0 || (first === "" && last === "")) return { word: "not_a_page", said };
    const [from, to] = [first === "" ? 1 : Number(first), last === "" ? Math.max(pages, Number(first)) : Number(last)];
    if (from > to && to > 0) return { word: "backwards", said };
    if (from < 1 || to < 1 || to > pages) return { word: "no_such_page", said };
    for (let page = from; page <= to; page += 1) found.add(page);
  }
  return [...found].sort((a, b) => a - b);
}

/** Pages as runs: [[1, 3], [7, 7]]. */
export function runsOf(pages: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const page of pages) {
    const run = runs.at(-1);
    if (run && page === run[1] + 1) run[1] = page;
    else runs.push([page, page]);
  }
  return runs;
}

/** "1–3, 7 og 12–20"; `and` is the word before the last of them. */
export function sayPages(pages: readonly number[], and: string): string {
  const said = runsOf(pages).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return said.length < 2 ? (said[0] ?? "") : `${said.slice(0, -1).join(", ")} ${and} ${said.at(-1)}`;
}

/** As `parseRange` reads it: "1-3,7". */
export const writePages = (pages: readonly number[]): string => runsOf(pages).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(",");
