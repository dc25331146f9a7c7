/** Who sees what of a meeting: which rows and columns of the grid to show, and what a change would do. */

import type { CellChange, DisqualificationLine, Grid, GridCell, GridItem, GridPaper, GridPerson } from "./shapes";

export type Sees = GridCell["sees"];
export type State = DisqualificationLine["state"];

/** The steps that may follow, the usual one first; from "" nobody has said anything. */
export const NEXT: Record<State | "", readonly State[]> = {
  "": ["provisional", "reported"],
  reported: ["provisional", "lifted"],
  provisional: ["decided", "lifted"],
  decided: ["lifted"],
  lifted: ["provisional", "reported"],
};

/** How far somebody's disqualification in an item has come. */
export const stateOf = (grid: Pick<Grid, "disqualifications">, who: string, what: string): State | "" =>
  grid.disqualifications.find(({ person, item }) => person === who && item === what)?.state ?? "";

/** `exempt`: only papers that are exempt from public access. `odd`: only those, and people, where somebody's sight is not the usual. */
export interface GridFilter {
  exempt: boolean;
  odd: boolean;
}

/** `at`: which of each person's cells is the paper's. */
export interface Column {
  paper: GridPaper;
  at: number;
}

export interface Group {
  item: GridItem | null;
  columns: Column[];
}

export interface Shown {
  groups: Group[];
  columns: Column[];
  people: GridPerson[];
}

/** What most people see of each paper, the public apart: what differs from it is worth a look. */
export function usual(grid: Grid): Sees[] {
  const named = grid.people.filter(({ id }) => id !== "");
  return grid.papers.map((_, at) => {
    const counts = new Map<Sees, number>();
    for (const { cells } of named) {
      const sees = cells[at]?.sees ?? "nothing";
      counts.set(sees, (counts.get(sees) ?? 0) + 1);
    }
    return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "nothing";
  });
}

/** The grid's papers by item in the agenda's order, the meeting's own papers first, and the people; with what the filter leaves out left out. */
export function shownOf(grid: Grid, filter: GridFilter): Shown {
  const normal = usual(grid);
  const odd = (person: GridPerson, at: number) => person.id !== "" && person.cells[at]?.sees !== normal[at];
  const exempt = grid.papers.map((paper, at) => ({ paper, at })).filter(({ paper }) => !filter.exempt || paper.exempt);
  const columns = exempt.filter(({ at }) => !filter.odd || grid.people.some((person) => odd(person, at)));
  const people = grid.people.filter((person) => !filter.odd || columns.some(({ at }) => odd(person, at)));
  const of = (item: GridItem | null): Group => ({ item, columns: columns.filter(({ paper }) => paper.item_id === (item?.id ?? "")) });
  const groups = [of(null), ...grid.items.map(of)].filter((group) => group.columns.length > 0);
  return { groups, columns: groups.flatMap((group) => group.columns), people };
}

const RANK: Record<Sees, number> = { nothing: 0, title: 1, whole: 2 };

/** What changes for one person: papers they get whole, papers they had whole, and what else is seen differently. */
export interface PersonEffect {
  person: string;
  name: string;
  gains: CellChange[];
  loses: CellChange[];
  other: CellChange[];
}

export interface Who {
  people: number;
  everybody: boolean;
}

export interface Effect {
  people: PersonEffect[];
  /** Who gets, or loses, some paper whole: how many people, and whether the public does. */
  gaining: Who;
  losing: Who;
  /** The papers that are got, and lost, whole by somebody. */
  gained: string[];
  lost: string[];
}

/** The changed cells by person. A paper is got or lost when it becomes, or is no longer, seen whole. */
export function effectOf(changes: readonly CellChange[]): Effect {
  const people = new Map<string, PersonEffect>();
  for (const change of changes) {
    const one = people.get(change.person) ?? { person: change.person, name: change.name, gains: [], loses: [], other: [] };
    const [before, after] = [RANK[change.before.sees], RANK[change.after.sees]];
    (before === after || Math.max(before, after) < RANK.whole ? one.other : after > before ? one.gains : one.loses).push(change);
    people.set(change.person, one);
  }
  const all = [...people.values()];
  const who = (is: (one: PersonEffect) => boolean): Who => ({ people: all.filter((one) => one.person !== "" && is(one)).length, everybody: all.some((one) => one.person === "" && is(one)) });
  const papers = (some: (one: PersonEffect) => CellChange[]) => [...new Set(all.flatMap(some).map(({ document }) => document))];
  return {
    people: all,
    gaining: who(({ gains }) => gains.length > 0),
    losing: who(({ loses }) => loses.length > 0),
    gained: papers(({ gains }) => gains),
    lost: papers(({ loses }) => loses),
  };
}

/** Names a cell among the changed ones. */
export const cellKey = (person: string, document: string): string => `${person} ${document}`;

/** One step from a cell by a key; null when the key moves nothing. Rows and columns count from 0. */
export function stepFrom(at: { row: number; column: number }, key: string, rows: number, columns: number): { row: number; column: number } | null {
  const within = (row: number, column: number) => ({ row: Math.min(Math.max(row, 0), rows - 1), column: Math.min(Math.max(column, 0), columns - 1) });
  switch (key) {
    case "ArrowUp": return within(at.row - 1, at.column);
    case "ArrowDown": return within(at.row + 1, at.column);
    case "ArrowLeft": return within(at.row, at.column - 1);
    case "ArrowRight": return within(at.row, at.column + 1);
    case "PageUp": return within(at.row - 10, at.column);
    case "PageDown": return within(at.row + 10, at.column);
    case "Home": return within(at.row, 0);
    case "End": return within(at.row, columns - 1);
    default: return null;
  }
}
