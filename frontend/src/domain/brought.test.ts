import { expect, test } from "vitest";
import { agendaLines, readName, targetOf, withLines } from "./brought";

test.each([
  ["PS 112-26 IKT-plan.pdf", { number: "PS 112/26", kind: "case_paper", title: "IKT-plan" }],
  ["PS_007_2026_Vedlegg 1 Kart over feltet.docx", { number: "PS 7/26", kind: "attachment", title: "Kart over feltet" }],
  ["Saksframlegg PS 3-26 Skolestruktur.odt", { number: "PS 3/26", kind: "case_paper", title: "Skolestruktur" }],
  ["Møteinnkalling formannskapet.pdf", { number: "", kind: "summons", title: "Formannskapet" }],
  ["protokoll.pdf", { number: "", kind: "minutes", title: "Protokoll" }],
  ["Saksprotokoll PS 3-26.pdf", { number: "PS 3/26", kind: "item_minutes", title: "Saksprotokoll" }],
  ["notat om veg.pdf", { number: "", kind: "attachment", title: "Notat om veg" }],
])("the name %s tells where it belongs", (name, read) => {
  expect(readName(name)).toEqual(read);
});

const items = [{ id: "i1", number: "PS 1/26", title: "Budsjett" }, { id: "i2", number: "PS 2/26", title: "Plan" }];
const papers = [{ id: "p1", item: "i1", title: "Budsjett 2027" }];

test("a file that is called as a paper is its next version", () => {
  expect(targetOf(readName("budsjett 2027.pdf"), items, papers)).toEqual({ document: "p1", item: "", newItem: false });
});

test("a number finds its item, and one that nobody has makes a line", () => {
  expect(targetOf(readName("PS 2-26 Kart.pdf"), items, papers).item).toBe("i2");
  expect(targetOf(readName("PS 9-26 Kart.pdf"), items, papers).newItem).toBe(true);
  expect(targetOf(readName("Protokoll.pdf"), items, papers)).toEqual({ document: "", item: "", newItem: false });
});

test("an agenda is read a line an item, with or without numbers", () => {
  expect(agendaLines("PS 12/26 Budsjett\n\n  ps 013/2026 – Plan\nOrientering fra kommunedirektøren")).toEqual([
    { number: "PS 12/26", title: "Budsjett" },
    { number: "PS 013/2026", title: "Plan" },
    { number: "", title: "Orientering fra kommunedirektøren" },
  ]);
});

test("files bring the lines that the agenda lacks, once each and in order", () => {
  const reads = ["PS 10-26 Vedlegg 1 Kart.pdf", "PS 10-26 Veg.pdf", "PS 2-26 Plan.pdf"].map(readName);
  expect(withLines("PS 1/26 Budsjett", reads)).toBe("PS 1/26 Budsjett\nPS 2/26 Plan\nPS 10/26 Veg");
});
