/** Notes on exempt papers: on disk only sealed, shown only while the vault is open and the paper given, and never lost. */

import { afterEach, beforeEach, expect, test } from "vitest";
import { Browser, kept, person, read, texts, unsent, write } from "./devices.example";
import { LogServer } from "./log-server.example";
import { plant, readableFaults } from "./mutants.example";

const [KARI, OLA] = [person(1), person(2)];
const SECRET = "personalsaken";
const PAPERS = ["d1", "x1"];
const EXEMPT = new Set(["x1"]);

let server: LogServer;
let laptop: Browser;

beforeEach(async () => {
  server = new LogServer();
  server.exempt = new Set(EXEMPT);
  laptop = await device(KARI);
});

afterEach(() => plant(""));

async function device(who: string): Promise<Browser> {
  const made = await Browser.of(who, server);
  await made.list(PAPERS, EXEMPT);
  await made.unlock();
  return made;
}

const make = (on: Browser, document: string, text: string) =>
  on.in(() => on.tab.notes.makeNote({ kind: "comment", document, version: document === "x1" ? "sealed x1" : "v1", page: 1, text, quote: { exact: text, prefix: "", suffix: "" } }));
const locked = (on: Browser, ...papers: string[]) => on.in(() => on.tab.notes.lockedNotes(papers.length > 0 ? new Set(papers) : undefined));
const isSealed = async (on: Browser) => expect(await on.readable()).not.toContain(SECRET);

test("what is written on an exempt paper is nowhere on disk to be read, and is read while it is open", async () => {
  const id = await make(laptop, "x1", SECRET);
  await isSealed(laptop);
  await write(laptop, id, `${SECRET} igjen`, 0);
  expect([await texts(laptop), await unsent(laptop)]).toEqual([[`${SECRET} igjen`], 1]);
  await isSealed(laptop);
  await laptop.sync();
  expect([server.rows.get(id)?.said.text, await unsent(laptop)]).toEqual([`${SECRET} igjen`, 0]);
  await isSealed(laptop);
});

test("locked notes are left out and counted, and are there again when it is opened", async () => {
  const id = await make(laptop, "x1", SECRET);
  await make(laptop, "d1", "åpent");
  laptop.lock();
  expect([await texts(laptop), await read(laptop, id), await unsent(laptop)]).toEqual([["åpent"], null, 2]);
  expect([await locked(laptop), await locked(laptop, "x1"), await locked(laptop, "d1")]).toEqual([1, 1, 0]);
  await laptop.crash();
  expect([await texts(laptop), await locked(laptop)]).toEqual([["åpent"], 1]);
  await laptop.unlock();
  expect([await texts(laptop), await locked(laptop)]).toEqual([[SECRET, "åpent"], 0]);
});

test("what is open is sent and read while the rest is locked, and nothing of that is lost", async () => {
  const tablet = await device(KARI);
  const mine = await make(laptop, "x1", SECRET);
  await make(laptop, "d1", "fra meg");
  await make(tablet, "x1", `${SECRET} fra nettbrettet`);
  await make(tablet, "d1", "fra nettbrettet");
  await tablet.sync();
  laptop.lock();
  await laptop.sync();
  expect([[...server.rows.values()].length, await texts(laptop), server.rows.has(mine)]).toEqual([3, ["fra meg", "fra nettbrettet"], false]);
  await isSealed(laptop);
  await laptop.unlock();
  await laptop.sync();
  const all = ["fra meg", "fra nettbrettet", SECRET, `${SECRET} fra nettbrettet`].sort();
  expect(await texts(laptop)).toEqual(all);
  await tablet.sync();
  expect([await texts(tablet), await kept(laptop)]).toEqual([all, []]);
  await isSealed(laptop);
});

test("what was sent and not answered when it was locked is answered after it", async () => {
  await make(laptop, "x1", SECRET);
  laptop.line = ["reply lost"];
  await laptop.sync().catch(() => undefined);
  laptop.lock();
  await make(laptop, "d1", "åpent");
  await laptop.sync();
  await laptop.unlock();
  await laptop.sync();
  expect([server.rows.size, await unsent(laptop), await texts(laptop)]).toEqual([2, 0, [SECRET, "åpent"]]);
});

test("a first reading while it is locked keeps one's own for later", async () => {
  await make(laptop, "x1", SECRET);
  await make(laptop, "d1", "åpent");
  await laptop.sync();
  server.incarnation = "restored";
  laptop.lock();
  await laptop.sync();
  expect([await texts(laptop), await locked(laptop)]).toEqual([["åpent"], 1]);
  await laptop.unlock();
  await laptop.sync();
  expect([await texts(laptop), await kept(laptop), server.rows.size]).toEqual([[SECRET, "åpent"], [], 2]);
});

test("whoever holds an editor after a lock cannot write from it", async () => {
  const id = await make(laptop, "x1", "før");
  const note = (await read(laptop, id))!;
  laptop.lock();
  await expect(write(laptop, id, SECRET, note.ver)).rejects.toThrow();
  await expect(make(laptop, "x1", SECRET)).rejects.toThrow();
  await expect(laptop.in(() => laptop.tab.notes.deleteNote(id))).rejects.toThrow();
  await isSealed(laptop);
});

test("what is typed in the turn of the lock is sealed, and there when it is opened", async () => {
  const id = await make(laptop, "x1", "før");
  let saving: Promise<unknown> = Promise.resolve();
  laptop.in(() => laptop.tab.vault.beforeLock(() => (saving = laptop.tab.notes.changeNote(id, { text: SECRET }, 0))));
  laptop.lock();
  await saving;
  await isSealed(laptop);
  expect(await unsent(laptop)).toBe(1);
  await laptop.crash();
  await laptop.unlock();
  expect(await texts(laptop)).toEqual([SECRET]);
});

test("a paper that becomes exempt takes what was written on it along, and gives it back", async () => {
  const id = await make(laptop, "d1", SECRET);
  await laptop.sync();
  await write(laptop, id, `${SECRET} usendt`, (await read(laptop, id))!.ver);
  await laptop.in(() => laptop.tab.notes.savePrintSelection("p1", "1-3"));
  await laptop.list(PAPERS, new Set(PAPERS));
  await isSealed(laptop);
  expect(await texts(laptop)).toEqual([`${SECRET} usendt`]);
  await laptop.list(PAPERS, EXEMPT);
  expect(await laptop.readable()).toContain(SECRET);
  await laptop.sync();
  expect(server.rows.get(id)?.said.text).toBe(`${SECRET} usendt`);
});

test("a paper that becomes exempt while it is locked takes along what the server has, to be read again", async () => {
  await make(laptop, "d1", SECRET);
  await laptop.sync();
  laptop.lock();
  await laptop.list(PAPERS, new Set(PAPERS));
  await isSealed(laptop);
  expect(await texts(laptop)).toEqual([]);
  await laptop.unlock();
  await laptop.sync();
  expect(await texts(laptop)).toEqual([SECRET]);
  await isSealed(laptop);
});

test("what was not sent when a paper became exempt behind a lock is hidden, and sealed as soon as it can be", async () => {
  await make(laptop, "d1", SECRET);
  laptop.lock();
  await laptop.list(PAPERS, new Set(PAPERS));
  expect([await texts(laptop), await locked(laptop), await unsent(laptop)]).toEqual([[], 1, 1]);
  await laptop.sync();
  expect(server.rows.size).toBe(0);
  await laptop.unlock();
  await isSealed(laptop);
  await laptop.sync();
  expect([server.rows.size, await texts(laptop)]).toEqual([1, [SECRET]]);
});

test("the log says that a paper is exempt before the list does", async () => {
  const tablet = await device(KARI);
  await make(laptop, "d1", SECRET);
  await laptop.sync();
  server.exempt.add("d1");
  await tablet.sync();
  await isSealed(tablet);
  await tablet.list(PAPERS, EXEMPT); // the list as it was: the log has said something newer
  await isSealed(tablet);
  expect(await texts(tablet)).toEqual([SECRET]);
});

test("a note whose paper is not given any more is not shown, and lies sealed", async () => {
  await make(laptop, "x1", SECRET);
  await laptop.list(["d1"], EXEMPT);
  expect([await texts(laptop), await locked(laptop)]).toEqual([[], 0]);
  await isSealed(laptop);
});

test("what a colleague shares on an exempt paper lies sealed with its reader", async () => {
  const other = await device(OLA);
  server.circles.set("group:a", new Set([KARI, OLA]));
  const id = await make(laptop, "x1", SECRET);
  await laptop.in(() => laptop.tab.notes.shareNote(id, "group:a", [OLA]));
  await laptop.sync();
  other.lock();
  await other.sync();
  expect([await texts(other), await locked(other)]).toEqual([[], 0]);
  await other.unlock();
  await other.sync();
  expect(await texts(other)).toEqual([SECRET]);
  await isSealed(other);
});

test("two devices that changed an exempt note at once both keep their words, sealed", async () => {
  const tablet = await device(KARI);
  const id = await make(laptop, "x1", "først");
  await laptop.sync();
  await tablet.sync();
  await write(laptop, id, `${SECRET} a`, (await read(laptop, id))!.ver);
  await write(tablet, id, `${SECRET} b`, (await read(tablet, id))!.ver);
  for (const one of [laptop, tablet, laptop]) await one.sync();
  for (const one of [laptop, tablet]) {
    expect(await texts(one)).toEqual([`${SECRET} a`, `${SECRET} b`]);
    await isSealed(one);
  }
});

test("what the server refuses is kept sealed, and can be put back", async () => {
  const id = await make(laptop, "x1", SECRET);
  await laptop.sync();
  await write(laptop, id, SECRET.repeat(2_000), (await read(laptop, id))!.ver);
  await laptop.sync();
  await isSealed(laptop);
  const [one] = await kept(laptop);
  expect(one?.note.content.text?.length).toBe(SECRET.length * 2_000);
  laptop.lock();
  expect(await kept(laptop)).toEqual([]);
  await laptop.unlock();
  await laptop.in(() => laptop.tab.notes.putBack(one!.id));
  await isSealed(laptop);
});

/** A bit of everything that holds words of an exempt paper. */
async function everything(on: Browser): Promise<void> {
  const id = await make(on, "x1", SECRET);
  await make(on, "d1", SECRET);
  await on.list(PAPERS, new Set(PAPERS));
  await on.sync();
  const anchor = { note: id, version: "sealed x1", state: "review", page: 2, place: { start: 3, end: 9 }, score: 0.5, ground: "" } as const;
  await on.in(() => on.tab.anchors.saveAnchors([{ ...anchor, words: { exact: SECRET, prefix: "", suffix: "" } }]));
  await write(on, id, SECRET.repeat(2_000), (await read(on, id))!.ver);
  await on.sync();
}

test("what was written on a sealed version stays sealed when a washed one is open, and not when that very one is", async () => {
  await make(laptop, "x1", SECRET);
  await laptop.list(PAPERS, new Set(), 2);
  await isSealed(laptop);
  expect(await texts(laptop)).toEqual([SECRET]);
  await laptop.list(PAPERS, new Set(), 1);
  expect(await laptop.readable()).toContain(SECRET);
});

test("a version that is only sealed has moved nothing: no note on it is to be looked at", async () => {
  const id = await make(laptop, "d1", SECRET);
  await laptop.list(PAPERS, new Set(PAPERS));
  await laptop.in(async () => {
    await (await laptop.tab.database.rows())!.put("files", { sha256: "sealed d1", size: 1 });
    await laptop.tab.carry.carryAll(() => Promise.reject(new Error("nobody reads it")));
  });
  const places = await laptop.in(() => laptop.tab.anchors.anchorsOf("sealed d1"));
  expect([places.get(id)?.state, await laptop.in(() => laptop.tab.anchors.toLookAt())]).toEqual(["exact", []]);
  await isSealed(laptop);
});

test("where a note stands in another version lies sealed too", async () => {
  await everything(laptop);
  const places = () => laptop.in(async () => [...(await laptop.tab.anchors.anchorsOf("sealed x1")).values()]);
  expect(await places()).toMatchObject([{ place: { start: 3 }, words: { exact: SECRET } }]);
  await isSealed(laptop);
  laptop.lock();
  expect(await places()).toEqual([]);
});

test.each(readableFaults)("a planted fault is found: the device %s", async (fault) => {
  plant(fault);
  const other = await device(KARI);
  await everything(other).catch(() => undefined);
  expect(await other.readable()).toContain(SECRET);
});
