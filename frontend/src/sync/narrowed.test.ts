/** A note that is taken back from its circle on one device, while something of it waits on another. */

import { beforeEach, expect, test } from "vitest";
import { Browser, kept, make, person, read, texts, twoOfOne, write } from "./devices.example";
import { LogServer } from "./log-server.example";

const [KARI, OLA] = [person(1), person(2)];
const GROUP = "group:a";
let server: LogServer;
let laptop: Browser;
let tablet: Browser;
beforeEach(() => {
  server = new LogServer();
  server.circles.set(GROUP, new Set([KARI, OLA]));
});

const paint = (on: Browser, id: string, colour: "green" | "pink") => on.in(() => on.tab.notes.changeNote(id, { colour }, 0));
const share = (on: Browser, id: string) => on.in(() => on.tab.notes.shareNote(id, GROUP, [OLA]));
const takeBack = (on: Browser, id: string) => on.in(() => on.tab.notes.narrowNote(id));
const writeOn = async (on: Browser, id: string, text: string) => write(on, id, text, (await read(on, id))!.ver);

const syncWith = (on: Browser, ...line: Browser["line"]) => {
  on.line = line;
  return on.sync().catch(() => undefined);
};

/** Shared, and told to both. */
async function shared(): Promise<string> {
  let id: string;
  [laptop, tablet, id] = await twoOfOne(server);
  await share(laptop, id);
  for (const device of [laptop, tablet]) await device.sync();
  return id;
}

/** The tablet takes it back and writes other words in the private copy. */
async function takenBack(id: string, text: string): Promise<string> {
  const copy = await takeBack(tablet, id);
  await tablet.sync();
  await writeOn(tablet, copy, text);
  await tablet.sync();
  return copy;
}

async function quiet(): Promise<void> {
  for (const device of [laptop, tablet, laptop]) await device.sync();
}

test("words in the private copy are not overwritten by who had only changed a colour", async () => {
  const id = await shared();
  const opened = (await read(laptop, id))!.ver;
  await paint(laptop, id, "green");
  await takenBack(id, "fra nettbrett");
  await syncWith(laptop, "request lost"); // the colour has its number
  await write(laptop, id, "fra laptop", opened);
  await quiet();
  for (const device of [laptop, tablet]) expect(await texts(device)).toEqual(["fra laptop", "fra nettbrett"]);
});

test("words in the private copy are not deleted by who had only changed a colour", async () => {
  const id = await shared();
  await paint(laptop, id, "green");
  await takenBack(id, "fra nettbrett");
  await syncWith(laptop, "request lost");
  await laptop.in(() => laptop.tab.notes.deleteNote(id));
  await quiet();
  for (const device of [laptop, tablet]) expect(await texts(device)).toEqual(["fra nettbrett"]);
});

test("taken back on both devices, it is one private copy, and what was written in each is there", async () => {
  const id = await shared();
  await paint(laptop, id, "green");
  await syncWith(laptop, "good", "request lost");
  await tablet.sync();
  const copy = await takenBack(id, "fra nettbrett");
  await writeOn(laptop, await takeBack(laptop, id), "fra laptop");
  await syncWith(laptop, "good", "request lost"); // has read of the other copy, and has not said its own
  await paint(tablet, copy, "pink");
  await tablet.sync();
  await quiet();
  for (const device of [laptop, tablet]) expect(await texts(device)).toEqual(["fra laptop", "fra nettbrett"]);
});

test("what is written in the note and in its private copy on one device is all there", async () => {
  const id = await shared();
  const opened = (await read(laptop, id))!.ver;
  const copy = await takeBack(tablet, id);
  await paint(laptop, id, "green");
  await syncWith(laptop, "good", "request lost");
  await write(laptop, id, "i notatet", opened);
  await tablet.sync();
  await syncWith(laptop, "good", "request lost"); // has read of the copy
  await writeOn(laptop, copy, "i kopien");
  await quiet();
  for (const device of [laptop, tablet]) expect(await texts(device)).toEqual(["i kopien", "i notatet"]);
});

test("typing on in what was taken back elsewhere goes to the private copy, and leaves nothing beside it", async () => {
  const id = await shared();
  const opened = (await read(laptop, id))!.ver;
  await takeBack(tablet, id);
  for (const device of [tablet, laptop]) await device.sync();
  await write(laptop, id, "videre", opened);
  await quiet();
  for (const device of [laptop, tablet]) expect(await texts(device)).toEqual(["videre"]);
});

test("a note that was deleted before its share was sent comes back as a private one", async () => {
  laptop = await Browser.of(KARI, server);
  const id = await make(laptop, "først");
  await share(laptop, id);
  await laptop.in(() => laptop.tab.notes.deleteNote(id));
  await write(laptop, id, "likevel", 0);
  expect((await read(laptop, id))?.scope).toBe("private");
});

test("a deletion that is undone after the note was taken back makes no second one", async () => {
  const id = await shared();
  const note = (await read(laptop, id))!;
  await laptop.in(() => laptop.tab.notes.deleteNote(id));
  await write(laptop, id, "videre", note.ver);
  await takeBack(laptop, id);
  await laptop.in(() => laptop.tab.notes.revive(note));
  await quiet();
  for (const device of [laptop, tablet]) expect(await texts(device)).toEqual(["videre"]);
});

test("a colour goes to the private copy, although this device had read nothing before, and brings no old words back", async () => {
  [laptop, tablet] = [await Browser.of(KARI, server), await Browser.of(KARI, server)];
  const id = await make(laptop, "først");
  await syncWith(laptop, "reply lost");
  await paint(laptop, id, "green");
  await tablet.sync();
  await share(tablet, id);
  await tablet.sync();
  const copy = await takenBack(id, "bare mitt");
  await quiet();
  for (const device of [laptop, tablet]) expect(await texts(device)).toEqual(["bare mitt"]);
  expect([(await read(tablet, copy))?.content.colour, await kept(laptop)]).toEqual(["green", []]);
});
