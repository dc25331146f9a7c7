import { expect, test } from "vitest";
import { aDocument, aManifest, anItem } from "./example";
import { labelOf, pageLabel } from "./page-label";

const item = anItem("plan", { number: "PS 112/26" });
const labels = (...papers: [id: string, number: number][]) => {
  const shown = aManifest({ items: [item], documents: papers.map(([id, number]) => aDocument(id, { item: "plan", number })) });
  return shown.documents.map((document) => labelOf(shown, document));
};

test("a page is called by its item, its paper's number there and its own number", () => {
  const shown = aManifest({ items: [item], documents: [aDocument("case", { item: "plan", number: 1 }), aDocument("map", { item: "plan", number: 3 })] });
  expect(shown.documents.map((document) => pageLabel(shown, document, 12))).toEqual(["PS 112/26 s. 12", "PS 112/26 vedlegg 2 s. 12"]);
});

test("what a paper is called does not change when one before it is taken away, or they stand in another order", () => {
  expect(labels(["map", 3], ["case", 1])).toEqual(["PS 112/26 vedlegg 2", "PS 112/26"]);
});

test("papers older than such numbers are counted as they stand, and never called as another is", () => {
  expect(labels(["case", 0], ["map", 0])).toEqual(["PS 112/26", "PS 112/26 vedlegg 1"]);
  expect(labels(["case", 0], ["new", 1], ["map", 0])).toEqual(["PS 112/26 vedlegg 1", "PS 112/26", "PS 112/26 vedlegg 2"]);
});

test("the meeting's own papers, and those of an item without a number, are called by their title", () => {
  const shown = aManifest({ items: [anItem("talk", { number: "" })], documents: [aDocument("Innkalling"), aDocument("Lysark", { item: "talk", number: 2 })] });
  expect(shown.documents.map((document) => pageLabel(shown, document, 1))).toEqual(["Innkalling s. 1", "Lysark s. 1"]);
});
