import { expect, test } from "vitest";
import { effectOf, shownOf, stepFrom, usual } from "./access";
import type { CellChange, Grid, GridCell, GridPaper } from "./shapes";

const paper = (document: string, item_id: string, exempt = false): GridPaper => ({ document, item_id, item: item_id, title: document, exempt, missing: null, legal_basis: "", until: null });
const item = (id: string) => ({ id, number: id, title: id, exempt: false, legal_basis: "" });
const whole: GridCell = { sees: "whole", why: "treats" };
const title: GridCell = { sees: "title", why: "disqualified" };
const person = (id: string, ...cells: GridCell[]) => ({ id, name: id, party: "", roles: ["member"], called_to: [], until: null, cells });

const grid: Grid = {
  package: "p", state: "1", committee: "Formannskapet", date: "2026-12-03",
  items: [item("1"), item("2"), item("3")],
  papers: [paper("plan", "1"), paper("secret", "2", true), paper("summons", "")],
  people: [person("Ada", whole, whole, whole), person("Bo", whole, title, whole), person("Liv", whole, whole, whole), person("", whole, title, whole)],
  disqualifications: [], substitutes: [], exempt_on_devices: true,
};
const change = (who: string, document: string, before: GridCell, after: GridCell): CellChange => ({ person: who, name: who, document, before, after });

test("papers stand by item, the meeting's own first, and an item without papers has no column", () => {
  const { groups } = shownOf(grid, { exempt: false, odd: false });
  expect(groups.map(({ item, columns }) => [item?.id ?? null, columns.map(({ at }) => at)])).toEqual([[null, [2]], ["1", [0]], ["2", [1]]]);
});

test("only what is exempt: other papers are left out, and nobody is", () => {
  const shown = shownOf(grid, { exempt: true, odd: false });
  expect([shown.columns.map(({ paper }) => paper.document), shown.people.length]).toEqual([["secret"], 4]);
});

test("only what is unusual: the one who does not see what the others see, and that paper; the public is no deviation", () => {
  const shown = shownOf(grid, { exempt: false, odd: true });
  expect([shown.columns.map(({ paper }) => paper.document), shown.people.map(({ id }) => id)]).toEqual([["secret"], ["Bo"]]);
  expect(usual(grid)).toEqual(["whole", "whole", "whole"]);
});

test("an effect is told by person: what is got whole, what is lost, and what else differs", () => {
  const effect = effectOf([change("Ada", "secret", whole, title), change("Bo", "secret", title, whole), change("Bo", "plan", title, { sees: "nothing", why: "no_role" })]);
  expect([effect.gaining, effect.losing, effect.gained, effect.lost]).toEqual([{ people: 1, everybody: false }, { people: 1, everybody: false }, ["secret"], ["secret"]]);
  expect(effect.people[1]?.other.map(({ document }) => document)).toEqual(["plan"]);
});

test("a reason that changes alone is neither got nor lost", () => {
  expect(effectOf([change("Ada", "secret", title, { sees: "title", why: "exempt" })])).toMatchObject({ gaining: { people: 0 }, losing: { people: 0 } });
});

test("the public is nobody among the people", () => {
  expect(effectOf([change("", "plan", whole, title), change("Bo", "plan", whole, title)]).losing).toEqual({ people: 1, everybody: true });
});

test("the keys stay within the grid", () => {
  expect(["ArrowUp", "End", "PageDown", "x"].map((key) => stepFrom({ row: 0, column: 1 }, key, 4, 3))).toEqual([{ row: 0, column: 1 }, { row: 0, column: 2 }, { row: 3, column: 1 }, null]);
});
