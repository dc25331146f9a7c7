import { expect, test } from "vitest";
import { aDocument, aManifest, anItem } from "./example";
import { besideClosed, keptWith, likelyBeside, openRow, withOpen } from "./open-papers";

const shown = aManifest({
  items: [anItem("plan"), anItem("road")],
  documents: [
    aDocument("call"),
    ...["case", "map", "remarks"].map((id) => aDocument(id, { item: "plan" })),
    aDocument("road-case", { item: "road" }),
    aDocument("road-map", { item: "road" }),
    aDocument("exempt", { item: "road", version: null }),
  ],
});
const row = (open: string[], current: string) => openRow(shown, open, current).map(({ document, open: is }) => (is ? document.id : `(${document.id})`));

test("the row has every paper of the item that is read, and of others those that are open", () => {
  expect(row(["road-map", "remarks"], "remarks")).toEqual(["road-map", "(case)", "(map)", "remarks"]);
  expect(row(["road-map", "remarks"], "road-map")).toEqual(["(road-case)", "road-map", "remarks"]);
});

test("of the meeting's own papers only the open ones stand in the row, and nothing that is not given", () => {
  expect(row(["call", "withdrawn", "exempt"], "call")).toEqual(["call"]);
});

test("an opened paper stays where it stands, and the one longest ago in front is let go of", () => {
  expect(withOpen(["map", "case"], "map")).toEqual(["map", "case"]);
  expect(keptWith(["a", "b", "c", "d"], ["e", "c"])).toEqual(["e", "c", "a", "b"]);
});

test("a closed paper's place is taken by the next in the row, or by the one before it", () => {
  expect([besideClosed(["a", "b", "c"], "b"), besideClosed(["a", "b"], "b"), besideClosed(["a"], "a")]).toEqual(["c", "a", null]);
});

test("beside a paper comes the one that was read before it, or else its attachment", () => {
  expect(likelyBeside(openRow(shown, ["case", "remarks", "road-map"], "case"), ["case", "road-map", "remarks"], "case")).toBe("road-map");
  expect(likelyBeside(openRow(shown, ["case"], "case"), ["case"], "case")).toBe("map");
  expect(likelyBeside(openRow(shown, ["call"], "call"), ["call"], "call")).toBe(null);
});
