import { beforeEach, expect, test } from "vitest";
import { type RunChange, type RunRow } from "../domain/run-sheet";
import { Browser, make, person, texts, unsent } from "./devices.example";
import { LogServer } from "./log-server.example";

const PACKAGE = "0193b8a0-0000-7000-8000-00000000aaaa";
const ITEM = "0193b8a0-1111-7000-8000-00000000bbbb";
let server: LogServer;
let laptop: Browser;
let tablet: Browser;
beforeEach(async () => {
  server = new LogServer();
  [laptop, tablet] = [await Browser.of(person(1), server), await Browser.of(person(1), server)];
});

const rows = (on: Browser): Promise<RunRow[]> => on.in(() => on.tab.runSheet.runRows(PACKAGE));
const save = (on: Browser, change: RunChange, base = -1, item = ITEM) => on.in(() => on.tab.runSheet.saveLine(PACKAGE, item, change, base));
const verOf = async (on: Browser) => (await rows(on)).find(({ first }) => first)?.ver ?? -1;
const both = async () => {
  for (const device of [laptop, tablet, laptop, tablet]) await device.sync();
};
const said = async (on: Browser) => (await rows(on)).map(({ content }) => content.text ?? "").sort();

test("a line written on one device stands on the other", async () => {
  await save(laptop, { text: "Be om orden", minutes: 20 });
  await both();
  expect(await rows(tablet)).toMatchObject([{ first: true, item: ITEM, content: { text: "Be om orden", minutes: 20, package: PACKAGE } }]);
});

test("two devices that write the first words about an item without network both keep them", async () => {
  await save(laptop, { text: "fra laptop" });
  await save(tablet, { text: "fra nettbrett" });
  await both();
  for (const device of [laptop, tablet]) expect(await said(device)).toEqual(["fra laptop", "fra nettbrett"]);
});

test("what is typed on after the first words became a copy goes on in the copy", async () => {
  await save(laptop, { text: "fra laptop" });
  await save(tablet, { text: "fra nett" });
  await laptop.sync();
  await tablet.sync();
  await save(tablet, { text: "fra nettbrett" });
  await both();
  for (const device of [laptop, tablet]) expect(await said(device)).toEqual(["fra laptop", "fra nettbrett"]);
});

test("motions of two devices both stand, and of minutes and order the later counts", async () => {
  await save(laptop, { text: "Hei" });
  await both();
  const base = await verOf(laptop);
  await save(laptop, { plan: { motions: ["Ap: utsettes"] } }, base);
  await save(laptop, { minutes: 10, place_in_order: 2 }, base);
  await save(tablet, { plan: { motions: ["H: vedtas"] } }, base);
  await save(tablet, { minutes: 30, place_in_order: 5 }, base);
  await both();
  for (const device of [laptop, tablet]) {
    const found = await rows(device);
    expect(found.map(({ content }) => content.plan?.motions).sort()).toEqual([["Ap: utsettes"], ["H: vedtas"]]);
    expect(found.find(({ first }) => first)?.content).toMatchObject({ minutes: 30, place_in_order: 5 });
  }
});

test("minutes set on one device and words typed on the other are one line", async () => {
  await save(laptop, { minutes: 15 });
  await save(tablet, { text: "Husk taletid" });
  await both();
  for (const device of [laptop, tablet]) expect(await rows(device)).toMatchObject([{ content: { text: "Husk taletid", minutes: 15 } }]);
});

test("words and lists that are changed one after the other on one device are one line", async () => {
  await save(laptop, { text: "a" });
  await save(laptop, { text: "ab" });
  const base = await verOf(laptop);
  await save(laptop, { plan: { votes: ["Utsettelse"] } }, base);
  await save(laptop, { text: "abc" }, base);
  await laptop.sync();
  await save(laptop, { text: "abcd" }, base);
  await both();
  for (const device of [laptop, tablet]) expect(await rows(device)).toMatchObject([{ content: { text: "abcd", plan: { votes: ["Utsettelse"] } } }]);
});

test("a tab that writes faster than its own words come back to it writes one line", async () => {
  await save(laptop, { text: "a" });
  const early = await verOf(laptop);
  for (const votes of [["A"], ["A", "B"]]) await save(laptop, { plan: { votes } });
  await save(laptop, { text: "ab" }, early);
  await laptop.sync();
  await save(laptop, { plan: { votes: ["A", "B", "C"] } }, early);
  await both();
  for (const device of [laptop, tablet]) expect(await rows(device)).toMatchObject([{ content: { text: "ab", plan: { votes: ["A", "B", "C"] } } }]);
});

test("two tabs that begin the same line both keep their words", async () => {
  const other = await laptop.openTab();
  await save(laptop, { text: "her" });
  await laptop.in(() => other.runSheet.saveLine(PACKAGE, ITEM, { text: "der" }, -1));
  await both();
  for (const device of [laptop, tablet]) expect(await said(device)).toEqual(["der", "her"]);
});

test("a device that crashes in the same instant has what was typed", async () => {
  void save(laptop, { text: "like før" });
  for (let turn = 0; turn < 6; turn++) await new Promise((next) => setTimeout(next, 0));
  await laptop.crash();
  await both();
  expect(await said(tablet)).toEqual(["like før"]);
});

test("a new order of many lines is one writing, and can be undone", async () => {
  const order = (places: (number | null)[]) => laptop.in(() => laptop.tab.runSheet.saveLines(PACKAGE, places.map((place, n) => ({ item: person(n), change: { place_in_order: place }, base: -1 }))));
  await order([2, 1, 3]);
  expect((await rows(laptop)).map(({ content }) => content.place_in_order).sort()).toEqual([1, 2, 3]);
  await order([null, null, null]);
  await both();
  expect((await rows(tablet)).map(({ content }) => content.place_in_order)).toEqual([null, null, null]);
});

test("a run sheet is no note: it is in no list, but waits to be sent as one", async () => {
  await make(laptop, "et notat");
  const id = await save(laptop, { text: "en kjøreplan" });
  expect(await texts(laptop)).toEqual(["et notat"]);
  expect(await laptop.in(() => laptop.tab.notes.note(id))).toBeNull();
  expect(await unsent(laptop)).toBe(2);
});

test("the second of two texts goes when both have become one", async () => {
  await save(laptop, { text: "en" });
  await save(tablet, { text: "to" });
  await both();
  const second = (await rows(tablet)).find(({ first }) => !first)!;
  await save(tablet, { text: "en og to" }, await verOf(tablet));
  await tablet.in(() => tablet.tab.notes.deleteNote(second.id));
  await both();
  for (const device of [laptop, tablet]) expect(await said(device)).toEqual(["en og to"]);
});
