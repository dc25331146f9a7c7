import { expect, test } from "vitest";
import { gistOf, inBlock, onPage } from "./comparison";
import type { Block, ChangePiece, PaperChange } from "./shapes";
import { strip } from "./strip";

const PIECES: ChangePiece[] = [
  { op: "same", text: "Rammen settes til " },
  { op: "delete", text: "12,5 " },
  { op: "insert", text: "14,2 " },
  { op: "same", text: "millioner kroner" },
  { op: "delete", text: " hvert år" },
  { op: "same", text: "." },
];
const ITEM: Block = { kind: "item", level: 1, label: "2.", text: "Rammen settes til 14,2 millioner kroner." };
const change = (kind: PaperChange["kind"], pieces: ChangePiece[]): PaperChange => ({ kind, page: 1, block: 3, old_page: 1, old_block: 3, pieces, section: "", proposal: false });

test("new words and what is gone stand in the block's words, past its own mark", () => {
  const { inserted, gone } = inBlock(ITEM, PIECES)!;
  expect(inserted.map(({ start, end }) => "2. Rammen settes til 14,2 millioner kroner.".slice(start, end))).toEqual(["14,2"]);
  expect(gone.map(({ at, text }) => [text, "2. Rammen settes til 14,2 millioner kroner.".slice(at)])).toEqual([["12,5", "14,2 millioner kroner."], ["hvert år", "."]]);
});

test("what is gone at the end stands after the last word", () => {
  const words = "Saken tas til orientering.";
  const found = inBlock({ kind: "paragraph", text: words }, [{ op: "same", text: words }, { op: "delete", text: " Den følges opp." }])!;
  expect(found.gone).toEqual([{ at: words.length, text: "Den følges opp." }]);
});

test("a cell of a table that is changed is found among its cells", () => {
  const table: Block = { kind: "table", rows: [[{ text: "År" }, { text: "Elever" }], [{ text: "2027" }, { text: "198" }]] };
  const pieces: ChangePiece[] = [{ op: "same", text: "År\tElever\n2027\t" }, { op: "delete", text: "210" }, { op: "insert", text: "198" }];
  expect(inBlock(table, pieces)!.inserted).toEqual([{ start: 15, end: 18 }]);
});

test("a block that says something else is not marked in", () => {
  expect(inBlock({ kind: "paragraph", text: "Noe helt annet." }, PIECES)).toBeNull();
});

const PAGE = strip("Forslag til vedtak 1. Kommunestyret ber om en utredning. 2. Rammen settes til 14,2 millioner kroner. 3. Beløpet dekkes av fondet. Side 1");
const at = (place: { start: number; end: number }) => PAGE.slice(place.start, place.end);

test("new words are counted off in a paragraph that stands on the page word for word", () => {
  const found = onPage(PAGE, change("changed", PIECES), "Kommunestyret ber om en utredning.", "Beløpet dekkes av fondet.");
  expect(found.inserted.map(at)).toEqual(["14,2"]);
  expect(found.gone.map((letter) => PAGE.slice(letter, letter + 4))).toEqual(["14,2", ".3.B"]);
});

test("on a page that says the rest of it otherwise each piece is looked for by what stands around it", () => {
  const other = strip("Rammen fordeles siden. Forslag: Rammen settes i årene som kommer til 14,2 millioner kroner. Beløpet dekkes av fondet, og 14,2 er et tak.");
  const found = onPage(other, change("changed", PIECES), "", "");
  expect(found.inserted.map(({ start, end }) => other.slice(start, end))).toEqual(["14,2"]);
  expect(found.inserted[0]!.start).toBeLessThan(90);
});

test("a paragraph that is gone leaves its mark before the one that follows", () => {
  const gone = change("removed", [{ op: "delete", text: "Skyss er ikke regnet med." }]);
  const [mark] = onPage(PAGE, gone, "Rammen settes til 14,2 millioner kroner.", "Beløpet dekkes av fondet.").gone;
  expect(PAGE.slice(mark)).toMatch(/^Beløpet/u);
});

test("a change is told from where it first differs, with a little of what stands before", () => {
  expect(gistOf(change("changed", PIECES)).map(({ text }) => text).join("")).toBe("Rammen settes til 12,5 14,2 millioner kroner hvert år.");
  const [lead, gone] = gistOf(change("changed", [{ op: "same", text: "Kommunestyret ber om at skolestrukturen utredes innen " }, { op: "delete", text: "juni" }]));
  expect([lead!.text, gone!.op]).toEqual(["… utredes innen ", "delete"]);
});
