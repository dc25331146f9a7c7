import { expect, test } from "vitest";
import { byMeeting, carried, EVERYTHING, fits, tagsOf, threads } from "./note-list";
import type { Anchor, Note, NoteContent } from "./notes";

const aNote = (id: string, content: NoteContent = {}, more: Partial<Note> = {}): Note => ({
  id, author: "p1", name: "Kari Nordmann", mine: true, kind: "highlight", scope: "private", document: "d1", version: "old", parent: null,
  conflictOf: null, ver: 1, created: `2026-11-22T08:00:00Z${id}`, changed: `2026-11-22T08:00:00Z${id}`, content: { page: 1, ...content }, unsent: false, ...more,
});
const anchor = (note: string, state: Anchor["state"], page: number, start = 0): Anchor => ({ note, version: "new", state, page, place: { start, end: start + 5 }, score: 1 });
const ids = (notes: { note: Note }[]) => notes.map(({ note }) => note.id);

test("notes stand in the order of the paper, whatever order they were made in", () => {
  const list = [aNote("c", { page: 10, sort: "00010|000001|00000" }), aNote("b", { page: 2, sort: "00002|000200|00000" }), aNote("a", { page: 2, sort: "00002|000030|00000" })];
  expect(ids(threads(list, "old", new Map()))).toEqual(["a", "b", "c"]);
});

test("in a new version they stand in that version's order, and what has no place comes last", () => {
  const list = [aNote("lost", { page: 1 }), aNote("a", { page: 1 }), aNote("b", { page: 9 })];
  const anchors = new Map([["lost", anchor("lost", "orphan", 0)], ["a", anchor("a", "moved", 7)], ["b", anchor("b", "exact", 3)]]);
  const found = threads(list, "new", anchors);
  expect(ids(found)).toEqual(["b", "a", "lost"]);
  expect(carried(found)).toEqual({ moved: 1, look: 1 });
});

test("a place its author accepted is not told as moved", () => {
  const accepted = { version: "new", page: 3, quote: null, place: null, geometry: null };
  expect(carried(threads([aNote("a", { accepted })], "new", new Map([["a", anchor("a", "review", 2)]])))).toEqual({ moved: 0, look: 0 });
});

test("replies stand under their note, oldest first, and a copy beside it", () => {
  const list = [aNote("r2", {}, { parent: "a" }), aNote("r1", {}, { parent: "a" }), aNote("k", {}, { conflictOf: "a" }), aNote("a")];
  const [thread, ...rest] = threads(list, "old", new Map());
  expect(rest).toEqual([]);
  expect([thread?.replies, thread?.copies].map((some) => some?.map(({ id }) => id))).toEqual([["r1", "r2"], ["k"]]);
});

test("a reply to a note that is gone stands by itself", () => {
  expect(ids(threads([aNote("r", {}, { parent: "gone" })], "old", new Map()))).toEqual(["r"]);
});

test("every word that is looked for must stand somewhere in the note", () => {
  const note = aNote("a", { text: "Hva koster skoleveien?", tags: ["spørsmål"], paper: "PS 112/26 · IKT-plan" });
  expect(fits(note, { ...EVERYTHING, text: "SKOLEVEIEN ikt" })).toBe(true);
  expect(fits(note, { ...EVERYTHING, text: "skoleveien budsjett" })).toBe(false);
});

test("colour, tag, kind and sharing are each asked for", () => {
  const note = aNote("a", { colour: "pink", tags: ["forslag"] }, { scope: "group:1" });
  expect(fits(note, { ...EVERYTHING, colour: "pink", tag: "forslag", kind: "highlight", sharing: "shared" })).toBe(true);
  for (const wrong of [{ colour: "blue" }, { tag: "spørsmål" }, { kind: "ink" }, { sharing: "private" }, { sharing: "others" }] as const)
    expect(fits(note, { ...EVERYTHING, ...wrong })).toBe(false);
});

test("others' notes are not among mine", () => {
  expect(fits(aNote("a", {}, { mine: false }), EVERYTHING)).toBe(false);
});

test("the tag used most comes first", () => {
  expect(tagsOf([aNote("a", { tags: ["forslag"] }), aNote("b", { tags: ["spørsmål", "skole"] }), aNote("c", { tags: ["spørsmål"] })])).toEqual(["spørsmål", "forslag", "skole"]);
});

test("meetings and cases come by their newest note, papers one no longer has last", () => {
  const shelves: Record<string, { package: string; item: string }> = { d1: { package: "m1", item: "i1" }, d2: { package: "m1", item: "i2" }, d3: { package: "m2", item: "" } };
  const list = [aNote("1", {}, { document: "d3" }), aNote("3", {}, { document: "d2" }), aNote("2"), aNote("4"), aNote("5", { paper: "RS 4/25" }, { document: "gone" })];
  expect(byMeeting(list, (document) => shelves[document ?? ""]).map((one) => [one.package, one.cases.map(({ item, notes }) => [item, notes.map(({ id }) => id)])])).toEqual([
    ["m1", [["i1", ["4", "2"]], ["i2", ["3"]]]],
    ["m2", [["", ["1"]]]],
    [null, [["RS 4/25", ["5"]]]],
  ]);
});
