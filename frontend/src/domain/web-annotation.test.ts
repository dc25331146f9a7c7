import fc from "fast-check";
import { expect, it } from "vitest";
import { someNote, ME, somePaper } from "./example-notes";
import type { Note, NoteContent } from "./notes";
import { exportAnnotations, importAnnotations, type ImportHere } from "./web-annotation";

const about = { origin: "https://folkevalgt.example", label: "Merknader til Formannskapet 3. desember 2026", language: "nb", generated: "2026-12-02T10:00:00Z" } as const;
const here: ImportHere = {
  me: ME,
  paper: ({ document }) => (document === somePaper.document ? somePaper : null),
  otherwise: somePaper,
};
const back = (notes: Note[], at = here) => importAnnotations(exportAnnotations(notes, about), at);
const foreign = (target: unknown, more: object = {}) =>
  importAnnotations(JSON.stringify({ "@context": "http://www.w3.org/ns/anno.jsonld", id: "https://other.example/1", type: "Annotation", target, ...more }), here);

/** Nothing left out and nothing but what a note says. */
const whole = ({ page = 1, quote = null, place = null, geometry = null, accepted = null, sort = "", colour = null, written = "", paper = "", text = "", tags = [] }: NoteContent) =>
  ({ page, quote, place, geometry, accepted, sort, colour, written, paper, text, tags });

it("gives back every note as it was, with the id it had", () => {
  fc.assert(
    fc.property(fc.uniqueArray(someNote, { minLength: 1, maxLength: 12, selector: ({ id }) => id }), (notes) => {
      const { drafts, problems } = back(notes);
      expect(problems).toEqual([]);
      for (const note of notes) {
        const { draft, look } = drafts.find(({ id }) => id === note.id)!;
        expect([look, draft.kind, draft.document, draft.version, draft.parent ?? null]).toEqual([false, note.kind, note.document, note.version, note.parent]);
        expect(whole(draft)).toEqual(whole(note.content));
      }
    }),
  );
});

it("gives another person's notes the same new id each time, and says who wrote them", () => {
  const [note] = fc.sample(someNote, { numRuns: 1, seed: 3 });
  const hers = { ...note!, author: "11111111-1111-4111-8111-111111111111", name: "Åse Øygard" };
  const [first, second] = [back([hers]).drafts[0]!, back([hers]).drafts[0]!];
  expect(first.id).toBe(second.id);
  expect([first.id === note!.id, first.by]).toEqual([false, "Åse Øygard"]);
  expect(back([hers], { ...here, me: "22222222-2222-4222-8222-222222222222" }).drafts[0]!.id).not.toBe(first.id);
});

it("puts replies after what they reply to", () => {
  const [one, two] = fc.sample(someNote, { numRuns: 2, seed: 5 }) as [Note, Note];
  const reply: Note = { ...two, kind: "reply", parent: one.id };
  expect(back([reply, one]).drafts.map(({ id }) => id)).toEqual([one.id, reply.id]);
});

it("makes another tool's quote a note whose place is to be looked at", () => {
  const selector = { type: "TextQuoteSelector", exact: "må bygge nå", prefix: "Vi " };
  const { drafts } = foreign({ source: "https://other.example/paper.pdf", selector }, { bodyValue: "Enig" });
  expect(drafts[0]).toMatchObject({ look: true, draft: { ...somePaper, kind: "comment", text: "Enig", quote: { exact: "må bygge nå", prefix: "Vi ", suffix: "" } } });
  expect(drafts[0]!.draft.place ?? null).toBeNull();
});

it("reads a page, tags and the words of HTML from another tool", () => {
  const body = [{ type: "TextualBody", format: "text/html", value: "<p>Bra &amp; <b>billig</b></p>" }, { type: "TextualBody", value: "spørsmål", purpose: "tagging" }];
  const { drafts } = foreign("https://other.example/paper.pdf#page=4", { body });
  expect(drafts[0]!.draft).toMatchObject({ kind: "comment", page: 4, text: "Bra & billig", tags: ["spørsmål"] });
});

const words = (text: string, at = here) => importAnnotations(text, at).problems.map(({ word }) => word);

it("has its word for every file that is no file of notes", () => {
  expect(words("{")).toEqual(["not_json"]);
  expect(words("[]")).toEqual(["not_annotations"]);
  expect(words('{"first": "https://other.example/page1"}')).toEqual(["not_annotations"]);
  expect(words("null")).toEqual(["not_annotations"]);
  expect(words(" ".repeat(20_000_001))).toEqual(["too_large"]);
});

it("has its word for every annotation it cannot take, and takes the others", () => {
  const right = { type: "Annotation", target: "https://other.example/a.pdf", bodyValue: "Ja" };
  const wrong = [7, { ...right, body: "https://other.example/b" }, { ...right, bodyValue: "x".repeat(20_001) }, { type: "Annotation", target: "https://other.example/a.pdf" }];
  const { drafts, problems } = importAnnotations(JSON.stringify([right, ...wrong]), here);
  expect(drafts).toHaveLength(1);
  expect(problems).toEqual([{ word: "bad_annotation", at: 2 }, { word: "bad_annotation", at: 3 }, { word: "too_long", at: 4 }, { word: "no_place", at: 5 }]);
});

it("does not put notes on a paper one does not have into another one", () => {
  const [note] = fc.sample(someNote, { numRuns: 1, seed: 8 });
  expect(words(exportAnnotations([{ ...note!, kind: "comment", parent: null }], about), { ...here, paper: () => null })).toEqual(["no_paper"]);
});

it("never throws, whatever the file holds", () => {
  fc.assert(fc.property(fc.json(), (text) => void importAnnotations(text, here)));
  const bent = fc.record({ type: fc.constant("Annotation"), target: fc.jsonValue(), body: fc.jsonValue(), creator: fc.jsonValue() }, { requiredKeys: ["type"] });
  fc.assert(fc.property(fc.array(bent), (list) => void importAnnotations(JSON.stringify(list), here)));
});
