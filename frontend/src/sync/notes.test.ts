import { beforeEach, expect, test } from "vitest";
import { Browser, kept, make, person, read, texts, twoOfOne, unsent, write } from "./devices.example";
import { LogServer } from "./log-server.example";

const DRAFT = { kind: "comment", document: "d1", version: "v1", page: 3, sort: "00003|" } as const;
const [KARI, OLA] = [person(1), person(2)];
let server: LogServer;
beforeEach(() => {
  server = new LogServer();
});

test("a note made on one device is on the other", async () => {
  const [, tablet, id] = await twoOfOne(server);
  expect(await read(tablet, id)).toMatchObject({ mine: true, unsent: false, name: "Kari", content: { text: "først", page: 3 } });
});

test("an idle sync is one request", async () => {
  const [laptop] = await twoOfOne(server);
  laptop.asked = [];
  await laptop.sync();
  expect(laptop.asked.map(({ path }) => path.split("?")[0])).toEqual(["/api/notes/pull"]);
});

test("of two texts the first stays, the second is a copy, on both devices", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  const base = (await read(laptop, id))!.ver;
  await write(laptop, id, "fra laptop", base);
  await write(tablet, id, "fra nettbrett", base);
  for (const device of [laptop, tablet, laptop]) await device.sync();
  expect(await texts(laptop)).toEqual(["fra laptop", "fra nettbrett"]);
  expect(await texts(tablet)).toEqual(["fra laptop", "fra nettbrett"]);
  const copy = (await tablet.in(() => tablet.tab.notes.allNotes())).find(({ conflictOf }) => conflictOf === id);
  expect(copy?.content.text).toBe("fra nettbrett");
});

test("an editor that stays open goes on in the copy", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  const base = (await read(tablet, id))!.ver;
  await write(laptop, id, "fra laptop", base);
  await laptop.sync();
  await write(tablet, id, "fra nett", base);
  await tablet.sync();
  const copy = await write(tablet, id, "fra nettbrett", base);
  expect(copy).not.toBe(id);
  expect(await write(tablet, copy, "fra nettbrettet", base)).toBe(copy);
  for (const device of [tablet, laptop]) await device.sync();
  expect(await texts(laptop)).toEqual(["fra laptop", "fra nettbrettet"]);
});

test("an editor that stays open goes on in the copy before the change from elsewhere is told", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  const base = (await read(tablet, id))!.ver;
  await write(laptop, id, "fra laptop", base);
  await laptop.sync();
  await write(tablet, id, "fra nett", base);
  tablet.line = ["good", "request lost"];
  await tablet.sync().catch(() => undefined);
  await write(tablet, id, "fra nettbrett", base);
  for (const device of [tablet, laptop]) await device.sync();
  expect(await texts(laptop)).toEqual(["fra laptop", "fra nettbrett"]);
});

test("a change from elsewhere does not land in an open editor, and what is typed on is a copy", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  const opened = (await read(tablet, id))!.ver;
  await write(laptop, id, "fra laptop", opened);
  for (const device of [laptop, tablet]) await device.sync();
  expect(await texts(tablet)).toEqual(["fra laptop"]);
  await write(tablet, id, "skrevet uten å se det", opened);
  for (const device of [tablet, laptop]) await device.sync();
  expect(await texts(laptop)).toEqual(["fra laptop", "skrevet uten å se det"]);
});

test("what is typed on and on is one note with the last words", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  const base = (await read(laptop, id))!.ver;
  for (const text of ["a", "ab", "abc", "abcd"]) {
    await write(laptop, id, text, base);
    await laptop.sync();
  }
  await tablet.sync();
  expect(await texts(tablet)).toEqual(["abcd"]);
});

test("a colour changed on one device and a text on the other are both there", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  const base = (await read(laptop, id))!.ver;
  await laptop.in(() => laptop.tab.notes.changeNote(id, { colour: "green" }, base));
  await write(tablet, id, "ny tekst", base);
  for (const device of [laptop, tablet, laptop]) await device.sync();
  for (const device of [laptop, tablet]) expect((await read(device, id))?.content).toMatchObject({ colour: "green", text: "ny tekst" });
});

test("words written unseen on another device are not overwritten after a colour was changed here", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  const base = (await read(laptop, id))!.ver;
  await write(tablet, id, "fra nettbrett", base);
  await tablet.sync();
  await laptop.in(() => laptop.tab.notes.changeNote(id, { colour: "green" }, base));
  laptop.line = ["good", "request lost"];
  await laptop.sync().catch(() => undefined);
  await write(laptop, id, "fra laptop", base);
  for (const device of [laptop, tablet]) await device.sync();
  expect(await texts(tablet)).toEqual(["fra laptop", "fra nettbrett"]);
});

test("words written unseen on another device are not overwritten after the note was shared here", async () => {
  server.circles.set("group:a", new Set([KARI, OLA]));
  const [laptop, tablet, id] = await twoOfOne(server);
  const base = (await read(laptop, id))!.ver;
  await laptop.in(() => laptop.tab.notes.changeNote(id, { colour: "green" }, base));
  laptop.line = ["good", "request lost"];
  await laptop.sync().catch(() => undefined);
  await laptop.in(() => laptop.tab.notes.shareNote(id, "group:a", [OLA]));
  await write(laptop, id, "fra laptop", base);
  await write(tablet, id, "fra nettbrett", base);
  for (const device of [tablet, laptop, tablet]) await device.sync();
  expect(await texts(tablet)).toEqual(["fra laptop", "fra nettbrett"]);
});

test("an edit outlives a deletion", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  await write(tablet, id, "likevel", (await read(tablet, id))!.ver);
  await tablet.sync();
  await laptop.in(() => laptop.tab.notes.deleteNote(id));
  await laptop.sync();
  expect(await texts(laptop)).toEqual(["likevel"]);
});

test("what was deleted elsewhere is back when it is typed in here", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  const opened = (await read(tablet, id))!.ver;
  await laptop.in(() => laptop.tab.notes.deleteNote(id));
  for (const device of [laptop, tablet]) await device.sync();
  expect(await texts(tablet)).toEqual([]);
  await write(tablet, id, "jeg skrev", opened);
  for (const device of [tablet, laptop]) await device.sync();
  expect(await texts(laptop)).toEqual(["jeg skrev"]);
  expect((await read(laptop, id))?.content.page).toBe(3);
});

test("a note that a colour brings back elsewhere, while its deletion is told here, goes on without a copy", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  const opened = (await read(laptop, id))!.ver;
  await laptop.in(() => laptop.tab.notes.deleteNote(id));
  laptop.line = ["good", "request lost"];
  await laptop.sync().catch(() => undefined);
  await write(laptop, id, "likevel", opened);
  server.limit = 1;
  const pull = server.pull;
  server.pull = (...asked) => {
    server.pull = pull;
    const page = server.pull(...asked);
    server.push(KARI, { client: person(9), schema: 1, mutations: [{ mid: 1, op: "put", id, base: opened, fields: { colour: "green" } }] });
    return page;
  };
  for (const device of [laptop, tablet]) await device.sync();
  expect(await texts(tablet)).toEqual(["likevel"]);
});

test("a deletion right after a change of colour holds", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  await laptop.in(() => laptop.tab.notes.changeNote(id, { colour: "pink" }, 0));
  laptop.line = ["good", "request lost"];
  await laptop.sync().catch(() => undefined);
  await laptop.in(() => laptop.tab.notes.deleteNote(id));
  for (const device of [laptop, tablet]) await device.sync();
  expect(await texts(tablet)).toEqual([]);
});

test("a deletion that is typed over before it was sent leaves no copy, although the server has told of the note meanwhile", async () => {
  const laptop = await Browser.of(KARI, server);
  const id = await make(laptop, "først");
  laptop.line = ["good", "request lost"];
  await laptop.sync().catch(() => undefined);
  await laptop.in(() => laptop.tab.notes.changeNote(id, { colour: "pink" }, 0));
  await laptop.in(() => laptop.tab.notes.deleteNote(id));
  server.limit = 1;
  laptop.line = ["good", "request lost"]; // the first page is here, the second is not
  await laptop.sync().catch(() => undefined);
  await write(laptop, id, "likevel", 0);
  await laptop.sync();
  expect(await texts(laptop)).toEqual(["likevel"]);
});

test("what was deleted elsewhere before this device had read anything is brought back by what waits here", async () => {
  const [laptop, tablet] = [await Browser.of(KARI, server), await Browser.of(KARI, server)];
  const [id, quiet] = [await make(laptop, "først"), await make(laptop, "borte")];
  laptop.line = ["reply lost"];
  await laptop.sync().catch(() => undefined);
  await tablet.sync();
  for (const one of [id, quiet]) await tablet.in(() => tablet.tab.notes.deleteNote(one));
  await tablet.sync();
  await write(laptop, id, "likevel", 0);
  for (const device of [laptop, tablet]) await device.sync();
  expect([await texts(laptop), await texts(tablet), await unsent(laptop)]).toEqual([["likevel"], ["likevel"], 0]);
});

test("a share taken back while the note was on its way leaves nothing to send", async () => {
  server.circles.set("group:a", new Set([KARI, OLA]));
  const [laptop, , id] = await twoOfOne(server);
  await laptop.in(() => laptop.tab.notes.shareNote(id, "group:a", [OLA]));
  await laptop.in(() => laptop.tab.notes.narrowNote(id));
  await laptop.sync();
  expect([(await read(laptop, id))?.unsent, await unsent(laptop)]).toEqual([false, 0]);
});

test("a deletion is undone, before and after it was sent", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  const before = (await read(laptop, id))!;
  await laptop.in(() => laptop.tab.notes.deleteNote(id));
  await laptop.in(() => laptop.tab.notes.revive(before));
  expect(await unsent(laptop)).toBe(0);
  await laptop.in(() => laptop.tab.notes.deleteNote(id));
  await laptop.sync();
  await laptop.in(() => laptop.tab.notes.revive(before));
  for (const device of [laptop, tablet]) await device.sync();
  expect(await texts(tablet)).toEqual(["først"]);
});

test("a share is seen by the circle; taken back, it is a private copy for its author", async () => {
  server.circles.set("group:a", new Set([KARI, OLA]));
  const [laptop, tablet, id] = await twoOfOne(server);
  const colleague = await Browser.of(OLA, server);
  await laptop.in(() => laptop.tab.notes.shareNote(id, "group:a", [OLA]));
  for (const device of [laptop, colleague]) await device.sync();
  expect((await colleague.in(() => colleague.tab.notes.notesOf("d1")))[0]).toMatchObject({ mine: false, scope: "group:a", content: { text: "først" } });
  const copy = await laptop.in(() => laptop.tab.notes.narrowNote(id));
  expect(await read(laptop, copy)).toMatchObject({ scope: "private", content: { text: "først" } });
  await write(laptop, copy, "bare mitt", 0);
  for (const device of [laptop, tablet, colleague]) await device.sync();
  expect([await texts(colleague), await texts(tablet), await texts(laptop)]).toEqual([[], ["bare mitt"], ["bare mitt"]]);
});

test("typing in an editor that was open on a shared note goes to the private copy", async () => {
  server.circles.set("group:a", new Set([KARI, OLA]));
  const [laptop, , id] = await twoOfOne(server);
  await laptop.in(() => laptop.tab.notes.shareNote(id, "group:a", [OLA]));
  await laptop.sync();
  const opened = (await read(laptop, id))!.ver;
  const copy = await laptop.in(() => laptop.tab.notes.narrowNote(id));
  expect(await write(laptop, id, "videre", opened)).toBe(copy);
  await laptop.sync();
  expect(await texts(laptop)).toEqual(["videre"]);
});

test("whoever leaves the circle keeps their own notes and nobody else's", async () => {
  server.circles.set("group:a", new Set([KARI, OLA]));
  const [laptop, , id] = await twoOfOne(server);
  const colleague = await Browser.of(OLA, server);
  await laptop.in(() => laptop.tab.notes.shareNote(id, "group:a", [OLA]));
  await make(colleague, "mitt eget");
  for (const device of [laptop, colleague]) await device.sync();
  expect(await texts(colleague)).toEqual(["først", "mitt eget"]);
  server.leave(OLA, "group:a");
  await make(colleague, "usendt");
  await colleague.sync();
  expect(await texts(colleague)).toEqual(["mitt eget", "usendt"]);
});

test("where one stopped is the same on the other device", async () => {
  const [laptop, tablet] = await twoOfOne(server);
  const place = { document: person(13), version: "a".repeat(64), page: 7, at: "" };
  await laptop.in(() => laptop.tab.rows.savePosition(place));
  for (const device of [laptop, tablet]) await device.sync();
  expect(await tablet.in(() => tablet.tab.rows.position(person(13)))).toMatchObject({ page: 7, version: place.version });
  await tablet.in(() => tablet.tab.rows.savePosition({ ...place, page: 9 }));
  for (const device of [tablet, laptop]) await device.sync();
  expect(await laptop.in(() => laptop.tab.rows.position(person(13)))).toMatchObject({ page: 9 });
});

test("a reply waits until what it replies to is there, and has its circle", async () => {
  const [laptop, tablet] = await twoOfOne(server);
  const parent = await make(laptop, "spørsmål");
  await laptop.in(() => laptop.tab.notes.makeNote({ ...DRAFT, kind: "reply", parent, text: "svar" }));
  for (const device of [laptop, tablet]) await device.sync();
  expect([await texts(tablet), await kept(laptop)]).toEqual([["først", "spørsmål", "svar"], []]);
});

test("two tabs that type in the same note each keep their words", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  const second = await laptop.openTab();
  const base = (await read(laptop, id))!.ver;
  await write(laptop, id, "første fane", base);
  await laptop.in(() => second.notes.changeNote(id, { text: "andre fane" }, base));
  await write(laptop, id, "første fane, mer", base);
  for (const device of [laptop, tablet]) await device.sync();
  expect(await texts(tablet)).toEqual(["andre fane", "første fane, mer"]);
});
