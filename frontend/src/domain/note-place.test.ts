import fc from "fast-check";
import { expect, it } from "vitest";
import { copyNote } from "./copy-note";
import { someNote } from "./example-notes";
import { standing } from "./note-place";
import type { Anchor, Note, NoteContent } from "./notes";

const [some] = fc.sample(someNote, { numRuns: 1, seed: 2 }) as [Note];
const geometry = { quads: [[0, 1, 2, 1, 0, 0, 2, 0]], paths: [], width: 0 };
const content: NoteContent = { page: 4, quote: { exact: "nå", prefix: "", suffix: "" }, place: { start: 5, end: 7 }, geometry, text: "Hvorfor?" };
const aNote = (more: Partial<Note> = {}): Note => ({ ...some, kind: "comment", parent: null, version: "old", content, ...more });
const anchor = (more: Partial<Anchor>): Anchor => ({ note: some.id, version: "new", state: "exact", page: 4, place: { start: 9, end: 11 }, score: 1, ...more });

it("stands where it was made, with its own numbers, in its own version", () => {
  expect(standing(aNote(), "old", null)).toMatchObject({ page: 4, geometry, how: "own" });
  expect(standing(aNote(), "new", null)).toBeNull();
});

it("is drawn where its words stand in another version, also when they are the same words on the same page", () => {
  expect(standing(aNote(), "new", anchor({}))).toMatchObject({ place: { start: 9, end: 11 }, geometry: null, how: "exact" });
});

it("keeps the numbers of a drawing that is carried over, and not those of an orphan", () => {
  const ink = aNote({ kind: "ink", content: { page: 4, geometry } });
  expect(standing(ink, "new", anchor({ place: null, state: "review" }))?.geometry).toBe(geometry);
  expect(standing(ink, "new", anchor({ place: null, state: "orphan", page: 0 }))?.geometry).toBeNull();
});

it("stands where its author accepted it, whatever is worked out", () => {
  const accepted = { version: "new", page: 7, quote: null, place: { start: 1, end: 3 }, geometry: null };
  expect(standing(aNote({ content: { ...content, accepted } }), "new", anchor({ state: "orphan" }))).toMatchObject({ page: 7, how: "accepted" });
});

it("goes into a copy of the paper unless it stands nowhere; a doubt is said first, and a reply follows its note", () => {
  const [note, reply] = [aNote(), aNote({ kind: "reply", parent: "p" })];
  expect(copyNote(note, standing(note, "new", anchor({ state: "review" })), "Usikkert.")?.text).toBe("Usikkert.\n\nHvorfor?");
  expect(copyNote(note, standing(note, "new", anchor({ state: "orphan", page: 0, place: null })), "")).toBeNull();
  expect(copyNote(reply, null, "")).toMatchObject({ page: 0, parent: "p" });
});
