import { describe, expect, it } from "vitest";
import { aDocument, aManifest, anItem } from "./example";
import { jobOf, orderOf, type PaperNote } from "./print-job";
import type { ListedPart } from "./print-list";
import { printable, widthOf } from "./print-metrics";
import { afterPaper, agendaBlocks, cover, notesList, type PrintedWords } from "./print-pages";
import { A4, type Typed, typeset } from "./print-type";

const words: PrintedWords = {
  contents: "Innhold", agenda: "Saksliste", mine: "Notatene mine", notesTo: (paper) => `Notater til ${paper}`, page: (page) => `s. ${page}`,
  pages: (pages, of) => (pages.length > 0 ? pages.join() : `${of} sider`), sheet: (sheet) => `ark ${sheet}`, by: (name) => name,
  missing: (word) => word ?? "", foot: (about, page, of) => `${about} ${page}/${of}`,
};
const note = (page: number, text: string, kind: PaperNote["drawn"]["kind"] = "comment"): PaperNote => ({
  drawn: { id: text, kind, page, geometry: null, place: null, colour: null, text, tags: [], author: "", created: "", changed: "", parent: null },
  said: { page, what: "Merknad", quote: "", text, tags: [], replies: [] },
});
const part = (pages: number[]): ListedPart => ({
  part: { id: "a", kind: "noted", document: null, title: "" }, trouble: "", replaced: false,
  papers: [{ document: "plan", version: "v", label: "PS 1/26", title: "Plan", pages, beyond: [] }],
});
const job = (burnt: boolean, notes: PaperNote[], pages = [1, 2, 3]) =>
  jobOf([part(pages), { part: { id: "b", kind: "agenda" }, papers: [], trouble: "", replaced: false }], {
    burnt, notes: new Map([["plan", notes]]), agenda: () => [{ text: "Sak" }], list: () => [], titles: { agenda: "Saksliste", notes: "" }, words,
  }).parts;
const said = (pages: Typed[]) => pages.flatMap(({ runs }) => runs.map(({ text }) => text));

describe("a print job", () => {
  it("numbers the notes with words, and says them after the paper", () => {
    const [paper] = job(true, [note(1, "Hvorfor?"), note(1, "", "highlight"), note(3, "Hvem?"), note(3, "I boksen", "textbox"), note(9, "Ikke med")]);
    const numbers = paper?.pages.flatMap((page) => (page.kind === "paper" ? page.notes.map(({ number }) => number) : []));
    expect(numbers).toEqual(["1", "", "2", ""]);
    const last = paper?.pages.at(-1);
    expect(last?.kind === "typed" && said([last.typed])).toEqual(expect.arrayContaining(["Notater til PS 1/26", "1", "Hvorfor?", "2", "Hvem?"]));
  });

  it("stamps the same page numbers as on the screen", () => {
    expect(job(false, [], [2])[0]?.pages).toEqual([{ kind: "paper", version: "v", page: 2, label: "PS 1/26 s. 2", notes: [] }]);
  });

  it("tells the service desk nothing of the notes when they are not burnt in", () => {
    const { parts, made } = orderOf(job(false, [note(1, "Hemmelig")]));
    expect(parts).toEqual([{ version: "v", label: "PS 1/26", title: "Plan", pages: [1, 2, 3] }, { title: "Saksliste", pages: [1] }]);
    expect(JSON.stringify(made)).not.toContain("Hemmelig");
  });

  it("gives the service desk an overlay for each page with notes, and goes on with their words", () => {
    const { parts, made } = orderOf(job(true, [note(2, "Hvorfor?")]));
    expect(parts).toEqual([{ version: "v", label: "PS 1/26", title: "Plan", pages: [1, 2, 3], drawn: [0, 1, 0] }, { pages: [2] }, { title: "Saksliste", pages: [3] }]);
    expect(made.map(({ kind }) => kind)).toEqual(["paper", "typed", "typed"]);
  });
});

describe("pages of our own", () => {
  it("keep their text within the paper, over as many pages as it takes", () => {
    const { pages } = typeset(Array.from({ length: 90 }, (_, i) => ({ text: `${i} ${"ord ".repeat(40)}`, over: 4, quoted: i % 3 === 0 })), (page, of) => `${page} av ${of}`);
    expect(pages.length).toBeGreaterThan(3);
    for (const { x, y, size, bold, text } of pages.flatMap(({ runs }) => runs)) {
      expect(y).toBeGreaterThanOrEqual(30);
      expect(y).toBeLessThan(A4.height - 60);
      expect(x + widthOf(text, size, bold)).toBeLessThan(A4.width - 40);
    }
    expect(said(pages)).toContain(`${pages.length} av ${pages.length}`);
  });

  it("break a word that is longer than the line", () => {
    expect(said(typeset([{ text: "x".repeat(300) }], () => "").pages).join("")).toBe("x".repeat(300));
  });

  it("replace letters that the font does not have, and count them", () => {
    expect(printable("Æø “på tide” – 5 €\u202fnå")).toEqual({ text: "Æø “på tide” – 5 € nå", replaced: 0 });
    expect(printable("Čáhci đ ŋ 😀 Ω")).toEqual({ text: "Cáhci d n ? ?", replaced: 5 });
    expect(printable("a\u0308\u200b\r\nb")).toEqual({ text: "ä\nb", replaced: 0 });
  });

  it("say the agenda, the contents and the notes", () => {
    const shown = aManifest({ items: [anItem("i", { number: "PS 1/26", title: "Plan" })], documents: [aDocument("plan", { item: "i", title: "Saksframlegg" }), aDocument("kart", { item: "i", version: null, missing: "not_delivered" })] });
    const all = said(typeset([...agendaBlocks("Formannskapet", [], shown, words), ...cover("Utskrift", ["Fakta"], [{ label: "PS 1/26", title: "Plan", pages: "s. 1", sheet: 2 }], words),
      ...notesList("Møte", [], [{ label: "PS 1/26", title: "Plan", notes: [{ ...note(2, "Tekst").said, number: "", quote: "sitat", replies: [{ name: "Ola", text: "Enig" }] }] }], words), ...afterPaper("PS 1/26", [], words)], () => "").pages);
    for (const one of ["PS 1/26", "Saksframlegg", "3 sider", "not_delivered", "ark 2", "s. 2 · Merknad", "sitat", "Tekst", "Ola: Enig"]) expect(all.join("|")).toContain(one);
  });
});
