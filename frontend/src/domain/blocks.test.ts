import { expect, test } from "vitest";
import { depths, finder, legible, PageOfBlocks, placeOnPage, plain, wordsOf } from "./blocks";
import type { Block, Structure } from "./shapes";
import { strip } from "./strip";

// The first page of a case paper: as its blocks, and as pdf.js reads it, with a running head and words parted at line ends.
const BLOCKS: Block[] = [
  { kind: "aside", text: "Agnesund kommune – saksframlegg" },
  { kind: "heading", level: 1, text: "Skolestruktur i Austad" },
  { kind: "item", level: 1, label: "1.", text: "Rammen settes til 14,2 millioner kroner." },
  { kind: "item", level: 1, label: "2.", text: "Saken legges fram på nytt i juni." },
  { kind: "table", rows: [[{ text: "År", header: true }, { text: "Elever", header: true }], [{ text: "2027" }, { text: "198" }]] },
  { kind: "paragraph", text: "Kommunedirektøren viser til skolebruksplanen, og anbefaler at kretsgrensene utredes." },
  { kind: "paragraph", text: "Saken legges fram på nytt i juni." },
];
const PAGE = `Agnesund kommune – saksframlegg
Skolestruktur i Austad
1. Rammen settes til 14,2 millioner kroner.
2. Saken legges fram på nytt i juni.
År Elever 2027 198
Kommunedirektøren viser til skolebruks-
planen, og anbefaler at kretsgrensene utredes.
Saken legges fram på nytt i juni.
Side 1 av 9`;

const quoted = (exact: string, raw: string, from = 0) => {
  const at = raw.indexOf(exact, from);
  return { exact, prefix: raw.slice(Math.max(0, at - 128), at), suffix: raw.slice(at + exact.length, at + exact.length + 128) };
};
const find = finder([new PageOfBlocks(BLOCKS)]);
const stands = (exact: string, from = 0) => find({ id: "a", quote: quoted(exact, PAGE, from), place: null, page: 1 });
const said = ({ block, span }: { block: number; span: { start: number; end: number } }) => wordsOf(BLOCKS[block]!).slice(span.start, span.end);

test("words of the page are found in the block that says them", () => {
  expect(stands("14,2 millioner kroner").map(said)).toEqual(["14,2 millioner kroner"]);
});

test("a word that is parted at a line end on the page is whole in its block", () => {
  expect(stands("skolebruks-\nplanen").map(said)).toEqual(["skolebruksplanen"]);
});

test("of two places that say the same, the one with the same words around it is meant", () => {
  expect(stands("Saken legges fram på nytt i juni.", 150).map(({ block }) => block)).toEqual([6]);
});

test("words over two blocks stand in both", () => {
  expect(stands("kroner.\n2. Saken legges").map(said)).toEqual(["kroner.", "2. Saken legges"]);
});

test("words of a table are found in its cells", () => {
  expect(stands("Elever 2027").map(said)).toEqual(["Elever\n2027"]);
});

test("a running head stands nowhere in the text", () => {
  expect(stands("Agnesund kommune")).toEqual([]);
});

test("what is chosen in a block has its place in the page's own text", () => {
  const page = new PageOfBlocks(BLOCKS);
  const quote = quoted("skolebruksplanen, og anbefaler", page.strip.raw);
  const place = placeOnPage(strip(PAGE), quote, { text: page.strip.text, place: page.strip.place({ start: 120, end: 150 }) })!;
  expect([...strip(PAGE)].slice(place.start, place.end).join("")).toBe("skolebruks-planen,oganbefaler");
});

test("words that the page does not say have no place on it", () => {
  expect(placeOnPage(strip(PAGE), { exact: "Havnestyret avviser", prefix: "", suffix: "" }, { text: "", place: { start: 0, end: 0 } })).toBeNull();
});

// Four times the same sentence: what stands around the words does not tell them apart.
const SAME = "De fleste ser det på samme måte. ".repeat(4);

test("of words that stand four times, the third in the text is the third on the page, and the other way", () => {
  const page = new PageOfBlocks([{ kind: "aside", text: "Side 1" }, { kind: "paragraph", text: SAME }]);
  const raw = `Side 1\n${SAME}`;
  const third = SAME.indexOf("fleste", 60);
  const from = page.strip.place({ start: third, end: third + 6 });
  const place = placeOnPage(strip(raw), quoted("fleste", SAME, 60), { text: page.strip.text, place: from })!;
  expect(place.start).toBe(from.start + 5);
  expect(finder([page])({ id: "b", quote: quoted("fleste", raw, 67), place, page: 1 })).toEqual([{ page: 1, block: 1, span: { start: third, end: third + 6 } }]);
});

test("headings never stand more than one level under the one above", () => {
  expect(depths([2, 4, 4, 3, 2, 1, 6])).toEqual([1, 2, 2, 2, 1, 1, 2]);
});

const structure = (...texts: string[]): Structure => plain(texts);

test("a text layer becomes paragraphs", () => {
  expect(structure("Et avsnitt\nover to linjer.\n\nEt til.").pages[0]!.map(wordsOf)).toEqual(["Et avsnitt over to linjer.", "Et til."]);
});

test("a scan has no text, and what a broken font leaves is not shown as text", () => {
  expect(legible(structure("", " \n "))).toBe("none");
  expect(legible(structure("\u0001\ufffd#$%&\ufffd\ufffd()*+\ufffd"))).toBe("garbage");
  expect(legible(structure("Vedtak: 14 av 17 stemmer."))).toBe("yes");
});
