import fc from "fast-check";
import { expect, it } from "vitest";
import { someNote } from "../domain/example-notes";
import type { Note } from "../domain/notes";
import { type NotesGroup, notesDocument } from "../domain/notes-document";
import { outWords } from "./notes-document";

const [some] = fc.sample(someNote, { numRuns: 1, seed: 1 }) as [Note];
const aNote = (more: Partial<Note>): Note => ({ ...some, kind: "comment", parent: null, mine: true, scope: "private", ...more });
const group = (...notes: Note[]): NotesGroup[] => [{ title: "Formannskapet 3. desember 2026", papers: [{ title: "PS 112/26 · IKT-plan", notes: notes.map((note) => ({ note, at: null })) }] }];
const made = (groups: NotesGroup[], language: "nb" | "nn" | "en" = "nb") => notesDocument({ title: "Mine merknader", made: "i dag kl. 10.00", groups }, outWords(language));
const content = { page: 4, quote: { exact: "Vi må bygge nå.", prefix: "", suffix: "" }, text: "Hva koster det?\nOg når?", tags: ["spørsmål"], colour: "yellow" as const };

it("says paper, page, quote, my text and tags", () => {
  const html = made(group(aNote({ content })));
  for (const part of ["Formannskapet 3. desember 2026", "PS 112/26 · IKT-plan", "Side 4 · Merknad (gul)", "Vi må bygge nå.", "Hva koster det?\nOg når?", "Merkelapper: spørsmål"]) expect(html).toContain(part);
  expect(html).toContain('<html lang="nb">');
});

it("lets nothing that somebody wrote become part of the page", () => {
  const evil = `</title><script>alert("1")</script><img src=x onerror='alert(2)'>`;
  const note = aNote({ name: evil, mine: false, content: { ...content, text: evil, tags: [evil], quote: { exact: evil, prefix: "", suffix: "" } } });
  const html = notesDocument({ title: evil, made: evil, groups: [{ title: evil, papers: [{ title: evil, notes: [{ note, at: null }] }, { title: evil, notes: [{ note, at: null }] }] }] }, outWords("nb"));
  expect(html.match(/<(script|img|iframe)/giu)).toBeNull();
  expect(html.match(/<\/title>/gu)).toHaveLength(1);
});

it("puts replies under what they reply to, with the name of whoever wrote them", () => {
  const first = aNote({ content });
  const reply = aNote({ id: "reply", kind: "reply", parent: first.id, mine: false, name: "Åse Øygard", content: { text: "Enig" } });
  expect(made(group(reply, first))).toMatch(/Hva koster det[^]*<ul>\s*<li>\s*<p class="where">Svar · Skrevet av Åse Øygard<\/p>\s*<p class="text" dir="auto">Enig/u);
});

it("says that a place is uncertain, or that it is in an earlier version", () => {
  const at = (how: "review" | "orphan") => ({ page: how === "orphan" ? 0 : 7, place: null, quote: null, geometry: null, how });
  const both = (["review", "orphan"] as const).map((how) => ({ note: aNote({ content }), at: at(how) }));
  const html = made([{ title: "M", papers: [{ title: "P", notes: both }] }]);
  expect(html).toContain("Side 7 · Merknad (gul) · Plassen i den nye versjonen er ikke bekreftet");
  expect(html).toContain("Fra side 4 i en tidligere versjon av papiret");
});

it("is a document without notes too, and in all three languages", () => {
  for (const language of ["nb", "nn", "en"] as const) {
    const html = made([], language);
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain(outWords(language).none);
  }
});

it("lists contents when there is more than one paper, and names every link's goal", () => {
  const one = { note: aNote({ content }), at: null };
  const html = made([{ title: "M", papers: [{ title: "A", notes: [one] }, { title: "Tomt", notes: [] }, { title: "B", notes: [one] }] }]);
  for (const [, goal] of html.matchAll(/href="#([^"]+)"/gu)) expect(html).toContain(`id="${goal}"`);
  expect(html).not.toContain("Tomt");
});

it("is whole and escaped for any note at all", () => {
  fc.assert(
    fc.property(fc.array(someNote, { maxLength: 5 }), (notes) => {
      const html = made(group(...notes));
      const [opened, closed] = [html.match(/<(?!meta|!|\/)[a-z]/gu) ?? [], html.match(/<\//gu) ?? []];
      expect(opened.length).toBe(closed.length);
    }),
  );
});

it("tells of many notes that fit nowhere in one line, and whose the others were", () => {
  const { problemAt, problems, others } = outWords("nb");
  expect(problemAt([4], problems.no_paper)).toBe("Notat nr. 4 i filen: Papiret er ikke blant dine på denne enheten.");
  expect(problemAt([1, 2, 3, 4, 5, 9], problems.too_long)).toMatch(/^Notat nr\. 1, 2, 3, 4, 5 … i filen \(6 i alt\): /u);
  expect(others(2, 3, ["Åse Øygard", "Ola Li"])).toBe("2 av dem er skrevet av Åse Øygard og Ola Li. Her er de dine egne notater, og bare du ser dem.");
  expect(others(1, 1, [])).toBe("Det er skrevet av noen andre. Her er det ditt eget notat, og bare du ser det.");
});
