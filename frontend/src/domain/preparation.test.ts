import { expect, test } from "vitest";
import { aDocument, aManifest, anItem, aVersion } from "./example";
import { pagesIn, preparation, readOf, selectionOf, type Stop, together, wants } from "./preparation";

const stop = (document: string, seen: string, more: Partial<Stop> = {}): Stop => ({ document, version: `sha-${document}`, page: 1, seen, at: "2026-11-22T10:00:00Z", ...more });

test.each([["1-4,7", [1, 2, 3, 4, 7]], [" 3 ,1-2,2", [1, 2, 3]], ["", []], ["5-2,0,a,-,9-", []], ["2-99999", [2, 3]]])("the pages of «%s»", (selection, pages) => {
  expect(pagesIn(selection, 3 + (selection.startsWith("1-4") ? 10 : 0))).toEqual(pages);
});

test("pages that were seen are written short, and read as the same pages", () => {
  expect(selectionOf([7, 1, 3, 2, 4, 7])).toBe("1-4,7");
  expect(pagesIn(selectionOf([2, 4, 5, 9]))).toEqual([2, 4, 5, 9]);
});

test("a paper is read when every page has been seen, and begun until then", () => {
  const paper = aDocument("plan");
  expect(readOf(paper, [stop("plan", "1,3")])).toMatchObject({ state: "begun", seen: 2, pages: 3 });
  expect(readOf(paper, [stop("plan", "1-3")])).toMatchObject({ state: "read", seen: 3 });
  expect(readOf(paper, [stop("other", "1-3")])).toMatchObject({ state: "unread", seen: 0 });
});

test("a place from before pages were counted is a page that was seen, and a paper that is marked as not read is not", () => {
  expect(readOf(aDocument("plan"), [stop("plan", "", { page: 3 })])?.state).toBe("begun");
  expect(readOf(aDocument("plan"), [stop("plan", "")])?.state).toBe("unread");
});

test("a paper that was replaced after it was read is changed, since the version read last, until the new one is opened", () => {
  const older = [stop("plan", "1-3", { version: "v1", at: "2026-11-20T10:00:00Z" }), stop("plan", "1", { version: "v2", at: "2026-11-21T10:00:00Z" })];
  expect(readOf(aDocument("plan"), older)).toMatchObject({ state: "changed", before: "v2" });
  expect(readOf(aDocument("plan"), [...older, stop("plan", "1")])).toMatchObject({ state: "begun", before: null });
});

test("what is new since the last revision is fresh until it is read; what cannot be opened is nothing to read", () => {
  const paper = aDocument("plan", { marks: ["new"] });
  expect([readOf(paper, [])?.state, readOf(paper, [stop("plan", "1-3")])?.state]).toEqual(["fresh", "read"]);
  expect([readOf(aDocument("oral", { version: null }), []), readOf(aDocument("zip", { version: { ...aVersion("z"), download_only: true } }), [])]).toEqual([null, null]);
});

test("an item is read when all its papers are, and a meeting counts the items that have any", () => {
  const shown = aManifest({
    items: [anItem("a"), anItem("b"), anItem("oral")],
    documents: [aDocument("own"), aDocument("a1", { item: "a" }), aDocument("a2", { item: "a" }), aDocument("b1", { item: "b" }), aDocument("none", { item: "oral", version: null })],
  });
  const { items, total, read, changed } = preparation(shown, [stop("a1", "1-3"), stop("a2", "1"), stop("b1", "1-3", { version: "old" })]);
  expect([total, read, changed, items.get("a"), items.get("oral")]).toEqual([2, 0, 1, { state: "begun", seen: 4, pages: 6 }, undefined]);
  expect(together([])).toBe(null);
});

test("what is not read, changed or noted can be shown alone", () => {
  const read = { state: "read" } as const;
  expect([wants("unread", read, 0), wants("unread", { state: "changed" }, 0), wants("changed", read, 1), wants("noted", read, 1), wants("unread", undefined, 0)]).toEqual([false, true, false, true, false]);
});
