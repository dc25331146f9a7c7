import { expect, test } from "vitest";
import { changedParagraphs, deskAgenda, doneByOthers, leftOut, named, news, stageOf } from "./desk";
import type { DeskItem, DeskLine, DeskMeeting, DeskPaper, LeftOut } from "./shapes";

const anItem = (id: string, number: string) => ({ id, number, title: `Om ${id}` }) as DeskItem;
const aPaper = (id: string, item: string) => ({ id, item, title: `Papir ${id}` }) as DeskPaper;
const aLine = (number: number, more: Partial<DeskLine> = {}): DeskLine => ({ number, act: "title", by: "Kari", mine: false, at: "2026-12-03T09:00:00+01:00", item: "", document: "", undone: false, undoable: false, ...more });

const state = { items: [anItem("plan", "PS 1/26"), anItem("muntlig", "")], papers: [aPaper("innkalling", ""), aPaper("vedlegg", "plan")] };

test("the meeting's own papers stand apart, and each item has its own", () => {
  const { own, lines } = deskAgenda(state);
  expect([own.map(({ id }) => id), lines.map(({ papers }) => papers.length)]).toEqual([["innkalling"], [1, 0]]);
});

test("the log calls a thing what it is called now, and what is gone nothing", () => {
  const names = [aLine(1, { document: "vedlegg", item: "plan" }), aLine(2, { item: "plan" }), aLine(3, { item: "muntlig" }), aLine(4, { item: "fjernet" }), aLine(5)];
  expect(names.map((line) => named(state, line))).toEqual(["Papir vedlegg", "PS 1/26 Om plan", "Om muntlig", "", ""]);
});

test("what others have done since one looked is told in the order it was done, without what was taken back", () => {
  const log = [aLine(6), aLine(5, { mine: true }), aLine(4, { undone: true }), aLine(3), aLine(2)];
  expect(doneByOthers(log, 2).map(({ number }) => number)).toEqual([3, 6]);
});

test("a note about the changes says each thing once, and not what was missing before", () => {
  const found = [{ kind: "changed", what: "A" }, { kind: "new", what: "B" }, { kind: "missing", what: "C" }, { kind: "changed", what: "A" }] as const;
  expect(news([...found])).toEqual([{ kind: "new", what: ["B"] }, { kind: "changed", what: ["A"] }]);
});

test("paragraphs that differ are counted together, those in a proposal for themselves", () => {
  expect(changedParagraphs({ changed: 2, new: 1, removed: 1, moved: 0, in_proposal: 3 })).toEqual({ all: 4, proposal: 3 });
});

test("who misses something alone is told before what nobody gets", () => {
  const line = (people: string[], everyone: boolean): LeftOut => ({ people, everyone, documents: [], sees: "title", why: "exempt" });
  const told = leftOut({ left_out: [line(["A", "B"], true), line(["A", "B"], false), line(["B"], false)] });
  expect(told.map(({ people, everyone }) => [people.length, everyone])).toEqual([[1, false], [2, false], [2, true]]);
});

test("what is to be published by itself is prepared", () => {
  const of = (stage: DeskMeeting["stage"], scheduled_at: string | null) => stageOf({ stage, scheduled_at } as DeskMeeting);
  expect([of("harvested", null), of("harvested", "2026-12-03T08:00:00+01:00"), of("changed", "2026-12-03T08:00:00+01:00")]).toEqual(["harvested", "prepared", "changed"]);
});
