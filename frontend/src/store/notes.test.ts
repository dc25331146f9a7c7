import "./browser.example";
import { beforeEach, expect, test } from "vitest";
import { rows } from "./database";
import { changeDevice } from "./device";
import { allNotes, changeNote, deleteNote, keptNotes, makeNote, narrowNote, note, notesOf, printSelection, revive, savePrintSelection, shareNote, unsentNotes } from "./notes";
import { position, positions, savePosition } from "./rows";

const DRAFT = { kind: "comment", document: "d1", version: "v1", page: 3, text: "Hva koster dette?", sort: "00003|000010|00100" } as const;

let person = 0;
beforeEach(async () => {
  const id = `0193b8a0-0000-7000-8000-${String(++person).padStart(12, "0")}`;
  await changeDevice(() => ({ person: id, people: [id] }));
});

const log = async () => (await (await rows())!.getAll("log")).map(({ op, base, fields, key }) => ({ op, base, fields, key }));

test("a note is here and waits for the server as soon as it is made", async () => {
  const id = await makeNote(DRAFT);
  expect(await note(id)).toMatchObject({ mine: true, unsent: true, ver: 0, scope: "private", content: { text: DRAFT.text, page: 3 } });
  expect(await log()).toMatchObject([{ op: "put", base: 0, fields: { kind: "comment", document: "d1", text: DRAFT.text } }]);
  expect(await unsentNotes()).toBe(1);
});

test("what is typed before the note was sent is one entry", async () => {
  const id = await makeNote(DRAFT);
  for (const text of ["Hva", "Hva koster", "Hva koster det?"]) expect(await changeNote(id, { text }, 0)).toBe(id);
  expect((await note(id))?.content.text).toBe("Hva koster det?");
  expect(await log()).toMatchObject([{ op: "put", base: 0, fields: { kind: "comment", text: "Hva koster det?" } }]);
});

test("the notes of a paper stand in its order, and only live ones", async () => {
  const second = await makeNote({ ...DRAFT, sort: "00007|" });
  const first = await makeNote({ ...DRAFT, sort: "00002|" });
  const gone = await makeNote(DRAFT);
  await makeNote({ ...DRAFT, document: "d2" });
  await deleteNote(gone);
  expect((await notesOf("d1")).map(({ id }) => id)).toEqual([first, second]);
});

test("a note deleted before it was sent leaves nothing to send, and can be had back", async () => {
  const id = await makeNote(DRAFT);
  const before = (await note(id))!;
  await deleteNote(id);
  expect([await note(id), await log()]).toEqual([null, []]);
  await revive(before);
  expect((await note(id))?.content.text).toBe(DRAFT.text);
  expect(await log()).toMatchObject([{ op: "put", fields: { kind: "comment", text: DRAFT.text } }]);
});

test("a share that was never sent is only not sent when it is taken back", async () => {
  const id = await makeNote(DRAFT);
  await shareNote(id, "group:a", ["someone"]);
  expect((await note(id))?.scope).toBe("group:a");
  expect(await narrowNote(id)).toBe(id);
  expect((await note(id))?.scope).toBe("private");
  expect(await log()).toMatchObject([{ op: "put" }]);
});

test("an edit of a note that is not here is kept where it can be read", async () => {
  await changeNote("0193b8a0-0000-7000-8000-00000000ffff", { text: "borte" }, 4);
  expect(await keptNotes()).toMatchObject([{ word: "missing", note: { content: { text: "borte" } } }]);
});

test("where one stopped goes through the log, once for each paper", async () => {
  await savePosition({ document: "0193b8a0-0000-7000-8000-0000000000d1", version: "v1", page: 3, at: "" });
  await savePosition({ document: "0193b8a0-0000-7000-8000-0000000000d1", version: "v1", page: 4, at: "" });
  expect(await position("0193b8a0-0000-7000-8000-0000000000d1")).toMatchObject({ page: 4, version: "v1" });
  expect([(await positions()).length, (await log()).length, await unsentNotes(), (await allNotes()).length]).toEqual([1, 1, 0, 0]);
});

test("what one will print goes through the log", async () => {
  await savePrintSelection("0193b8a0-0000-7000-8000-0000000000c1", "1-3");
  await savePrintSelection("0193b8a0-0000-7000-8000-0000000000c1", "1-4");
  expect([await printSelection("0193b8a0-0000-7000-8000-0000000000c1"), (await log()).length]).toEqual(["1-4", 1]);
});
