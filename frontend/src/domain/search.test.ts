import { expect, test } from "vitest";
import { aDocument, aManifest, anItem, aVersion } from "./example";
import type { Note } from "./notes";
import { hitsIn, type Sought, textsFor, told, whereTogether } from "./search";
import { SearchIndex } from "./search-index";
import { markedWhole, snippet } from "./search-snippet";
import { asked } from "./search-words";

const PAGES = [
  "Detaljreguleringsplan for Ørneveien. Saken gjelder PS 112/26.",
  "Kommunestyret vedtar reguleringsplanen slik den foreligger, datert 12.05.2026.",
  "IKT-planen ble vedtatt av rådmannen i kommunen.\nPlanen gjelder ålegjerde og æresborgere.",
  "",
];
const index = SearchIndex.unpacked(SearchIndex.made([{ sha256: "t", pages: PAGES }]).pack())!;
const pagesWith = (typed: string): number[] => [...index.answering(asked(typed)).entries()].flatMap(([page, answer]) => (answer > 0 ? [page + 1] : []));

test("a word is found in its other forms, and inside and at the end of longer words", () => {
  expect(pagesWith("reguleringsplan")).toEqual([1, 2]);
  expect(pagesWith("reguleringsplaner")).toEqual([1, 2]);
  expect(pagesWith("Rådmannens")).toEqual([3]);
  expect(pagesWith("veien")).toEqual([1]);
});

test("what is being typed is the beginning of a word, and all words must stand on the page", () => {
  expect([pagesWith("kommunest"), pagesWith("vedt gjelder"), pagesWith("vedtar ørneveien"), pagesWith("k")]).toEqual([[2], [3], [], []]);
});

test("case numbers and dates are found as they are written, never from the middle of a number", () => {
  expect([pagesWith("112/26"), pagesWith("112/2"), pagesWith("12/26"), pagesWith("12.05.2026")]).toEqual([[1], [1], [], [2]]);
});

test("letters beyond a to z are themselves", () => {
  expect([pagesWith("ålegjerde"), pagesWith("alegjerde"), pagesWith("ÆRESBORGERE"), pagesWith("ørnevei")]).toEqual([[3], [], [3], [1]]);
});

test("an index of another make, or cut off, is not read", () => {
  const packed = SearchIndex.made([{ sha256: "t", pages: PAGES }]).pack();
  expect([SearchIndex.unpacked(packed.slice(0, 20)), SearchIndex.unpacked(new Uint8Array([1, 2]))]).toEqual([null, null]);
});

const EVERYWHERE: Sought = { text: "", package: "", committee: "", year: "", kind: "" };
const manifest = aManifest({
  items: [anItem("i1", { number: "PS 112/26", title: "Ørneveien" }), anItem("i2", { number: "PS 113/26", title: "Muntlig orientering" })],
  documents: [
    aDocument("case", { item: "i1", kind: "case_paper", title: "Saksframlegg", version: { ...aVersion("v"), text: "t" } }),
    aDocument("map", { item: "i1", title: "Kart over reguleringsplanen", number: 2 }),
  ],
});
const note = (text: string): Note => ({ id: "n", mine: true, document: "map", conflictOf: null, content: { text, page: 2 } }) as Note;
const texts = new Map([["t", PAGES]]);

function find(text: string, more: Partial<Sought> = {}, most = 100, whole: string[] = []) {
  const parts = asked(text);
  const sought = { ...EVERYWHERE, text, ...more };
  const hits = hitsIn([{ shown: manifest, index }], [note("Spør om reguleringsplanen")], sought, parts, "2026-11-22");
  return told(whereTogether(hits, parts, texts), parts, texts, { most, whole: new Set(whole) });
}

test("titles come first, then pages as people name them, with my notes beside", () => {
  const { meetings, total } = find("reguleringsplan");
  expect(meetings[0]!.papers.map(({ document, titled, hits, notes }) => [document, titled, hits, notes.length])).toEqual([
    ["map", true, 0, 1],
    ["case", false, 2, 0],
  ]);
  expect([total, meetings[0]!.papers[1]!.pages.map(({ label }) => label)]).toEqual([4, ["PS 112/26 s. 1", "PS 112/26 s. 2"]]);
});

test("an item is found by its number, by its first paper or, when it has none, by itself", () => {
  expect(find("112/26").meetings[0]!.papers.map(({ document }) => document)).toEqual(["case"]);
  expect(find("muntlig").meetings[0]!.papers[0]).toMatchObject({ document: null, label: "PS 113/26" });
});

test("words in quotes, and words with a sign between, stand together", () => {
  expect([find('"vedtatt av rådmannen"').total, find('"rådmannen vedtatt"').total, find("ikt-plan").total, find("plan-ikt").total]).toEqual([1, 0, 1, 0]);
});

test("a choice leaves out the others, and only as many hits as asked for are told", () => {
  expect([find("plan", { kind: "attachment" }).total, find("plan", { year: "2025" }).total]).toEqual([2, 0]);
  const few = find("reguleringsplan", {}, 2);
  expect([few.total, few.more, few.meetings[0]!.papers.length]).toEqual([4, true, 1]);
});

test("a paper with the word on every page shows the first five, and the others when they are asked for", () => {
  const many = Array.from({ length: 12 }, () => "plan");
  const hits = hitsIn([{ shown: manifest, index: SearchIndex.made([{ sha256: "t", pages: many }]) }], [], EVERYWHERE, asked("plan"), "2026-11-22");
  const pages = (whole: string[]) => told(hits, asked("plan"), new Map([["t", many]]), { most: 100, whole: new Set(whole) }).meetings[0]!.papers[1]!;
  expect([pages([]).pages.length, pages([]).hits, pages(["case"]).pages.length]).toEqual([5, 12, 12]);
});

test("texts are read for the hits that are told, and for all when words must stand together", () => {
  const hits = hitsIn([{ shown: manifest, index }], [], EVERYWHERE, asked("plan"), "2026-11-22");
  const none = { most: 0, whole: new Set<string>() };
  expect([textsFor(hits, asked("plan"), none), textsFor(hits, asked('"plan ikt"'), none)]).toEqual([[], ["t"]]);
});

test("the words around a hit are shown, with what was found marked, and what the reader can look for", () => {
  const long = `${"Innledning og bakgrunn. ".repeat(10)}Saken gjelder detaljreguleringsplan for veien. ${"Mer tekst her. ".repeat(20)}`;
  const found = snippet(long, asked("reguleringsplan veien"))!;
  expect(found.pieces.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(["detaljreguleringsplan", "veien"]);
  expect(found.find).toBe("reguleringsplan");
  expect(found.pieces.map(({ text }) => text).join("").length).toBeLessThan(200);
});

test("a short text is shown whole, or not at all", () => {
  expect(markedWhole("Plan for IKT", asked("ikt"))).toEqual([{ text: "Plan for ", hit: false }, { text: "IKT", hit: true }]);
  expect(markedWhole("Plan for IKT", asked("ikt vei"))).toBeNull();
});
