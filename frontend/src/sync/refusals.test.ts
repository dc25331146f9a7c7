import { beforeEach, expect, test } from "vitest";
import { Browser, kept, make, person, read, texts, twoOfOne, unsent, write } from "./devices.example";
import { LogServer } from "./log-server.example";

const [KARI, OLA] = [person(1), person(2)];
let server: LogServer;
beforeEach(() => {
  server = new LogServer();
});

test("an answer lost after the server wrote makes no second note", async () => {
  const laptop = await Browser.of(KARI, server);
  await make(laptop, "en");
  laptop.line = ["reply lost"];
  await laptop.sync().catch(() => undefined);
  expect(await unsent(laptop)).toBe(1);
  await laptop.sync();
  expect([await texts(laptop), server.rows.size, await unsent(laptop)]).toEqual([["en"], 1, 0]);
});

test.each(["cut", "empty", "odd"] as const)("an answer that is %s deletes nothing, and is asked for again", async (line) => {
  const [laptop, , id] = await twoOfOne(server);
  await write(laptop, id, "ny", (await read(laptop, id))!.ver);
  laptop.line = [line];
  await laptop.sync().catch(() => undefined);
  expect([await texts(laptop), await unsent(laptop)]).toEqual([["ny"], 1]);
  laptop.line = ["good", line];
  await laptop.sync().catch(() => undefined);
  expect(await texts(laptop)).toEqual(["ny"]);
  await laptop.sync();
  expect([await texts(laptop), await unsent(laptop)]).toEqual([["ny"], 0]);
});

test("what the server refuses is kept, and can be put back or dropped", async () => {
  const laptop = await Browser.of(KARI, server);
  await make(laptop, "x".repeat(20_001));
  await laptop.sync();
  expect(await texts(laptop)).toEqual([]);
  const [one] = await kept(laptop);
  expect(one).toMatchObject({ word: "text_too_long", note: { content: { page: 3 } } });
  const back = await laptop.in(() => laptop.tab.notes.putBack(one!.id));
  await write(laptop, back, "kortere", 0);
  await laptop.sync();
  expect([await texts(laptop), await kept(laptop)]).toEqual([["kortere"], []]);
});

test("a change that is refused gives way to what stood there, and is kept", async () => {
  const [laptop, , id] = await twoOfOne(server);
  await write(laptop, id, "y".repeat(20_001), (await read(laptop, id))!.ver);
  await laptop.sync();
  expect([await texts(laptop), (await kept(laptop)).length]).toEqual([["først"], 1]);
  await laptop.in(async () => laptop.tab.notes.dropKept((await laptop.tab.notes.keptNotes())[0]!.id));
  expect(await kept(laptop)).toEqual([]);
});

test("a text shortened while the long one was on its way is sent, and nothing is kept", async () => {
  const laptop = await Browser.of(KARI, server);
  const id = await make(laptop, "z".repeat(20_001));
  laptop.line = ["request lost"];
  await laptop.sync().catch(() => undefined);
  await write(laptop, id, "kort", 0);
  await laptop.sync();
  expect([await texts(laptop), await kept(laptop)]).toEqual([["kort"], []]);
});

test("a share with others than was said is refused, told, and the note stays private", async () => {
  server.circles.set("group:a", new Set([KARI, OLA]));
  const [laptop, , id] = await twoOfOne(server);
  await laptop.in(() => laptop.tab.notes.shareNote(id, "group:a", []));
  await laptop.sync();
  expect(await read(laptop, id)).toMatchObject({ scope: "private", unsent: false });
  const [one] = await kept(laptop);
  expect(one?.word).toBe("circle_changed");
  expect(await laptop.in(() => laptop.tab.notes.putBack(one!.id))).toBe(id);
});

test("what a restored server no longer has is kept, what waits is sent whole", async () => {
  const [laptop, , id] = await twoOfOne(server);
  await make(laptop, "tapt");
  await laptop.sync();
  server.rows.clear();
  server.clients.clear();
  server.incarnation = "second";
  await write(laptop, id, "skrevet etterpå", (await read(laptop, id))!.ver);
  await laptop.sync();
  expect(await texts(laptop)).toEqual(["skrevet etterpå"]);
  expect((await kept(laptop)).map(({ word, note }) => [word, note.content.text])).toEqual([["missing", "tapt"]]);
});

test("a text that a restored server has forgotten is told again", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  const backup = structuredClone(server.rows);
  await write(laptop, id, "etter sikkerhetskopien", (await read(laptop, id))!.ver);
  await laptop.sync();
  server.rows = backup;
  server.clients.clear();
  server.incarnation = "second";
  server.seq += 1_000_000;
  await laptop.sync();
  await laptop.sync();
  await tablet.sync();
  expect([await texts(laptop), await texts(tablet), await unsent(laptop), await kept(laptop)]).toEqual([["etter sikkerhetskopien"], ["etter sikkerhetskopien"], 0, []]);
});

test("a device that was away too long begins anew and loses nothing", async () => {
  const [laptop, tablet, id] = await twoOfOne(server);
  await laptop.in(() => laptop.tab.notes.deleteNote(id));
  await laptop.sync();
  server.rows.delete(id);
  server.floor = server.seq;
  await make(laptop, "nyere");
  await laptop.sync();
  await make(tablet, "usendt i to år");
  await tablet.sync();
  expect(await texts(tablet)).toEqual(["nyere", "usendt i to år"]);
  expect((await kept(tablet)).map(({ note }) => note.content.text)).toEqual(["først"]);
});

test.each(["gap", "other_content", "client_taken"] as const)("after %s everything is sent under another name, once", async (word) => {
  const [laptop, tablet] = await twoOfOne(server);
  const client = server.clients.get([...server.clients.keys()][0]!)!;
  if (word === "gap") client.last = 0;
  if (word === "gap") client.replies.clear();
  if (word === "other_content") client.replies.set(2, { digest: "another", reply: { mid: 2, is: "ok", ver: 1 } });
  if (word === "client_taken") client.person = OLA;
  await make(laptop, "ny");
  for (const device of [laptop, tablet]) await device.sync();
  expect([await texts(tablet), await unsent(laptop), server.clients.size]).toEqual([["først", "ny"], 0, 2]);
});

test("an app that is too old sends nothing, keeps everything and says so", async () => {
  const [laptop] = await twoOfOne(server);
  server.schema = 2;
  await make(laptop, "venter");
  await laptop.sync();
  expect([await unsent(laptop), await laptop.in(() => laptop.tab.notes.logTrouble())]).toEqual([1, "old_app"]);
  server.schema = 1;
  await laptop.sync();
  expect([await unsent(laptop), await laptop.in(() => laptop.tab.notes.logTrouble())]).toEqual([0, ""]);
});

test("a forged cursor is begun anew from", async () => {
  const [laptop] = await twoOfOne(server);
  await laptop.in(async () => (await laptop.tab.database.rows())!.put("about", JSON.stringify({ person: OLA }), "cursor"));
  await laptop.sync();
  expect([await texts(laptop), await kept(laptop)]).toEqual([["først"], []]);
});

test("words that were written down and not worked in are there after a crash", async () => {
  const laptop = await Browser.of(KARI, server);
  const id = await make(laptop, "før");
  await laptop.in(async () => {
    const database = (await laptop.tab.database.rows())!;
    await database.add("drafts", { id, change: { text: "etter" }, base: 0, by: "x 0", at: "2026-11-22T10:00:00Z", written: "" });
  });
  expect(await unsent(laptop)).toBe(1);
  await laptop.crash();
  expect(await texts(laptop)).toEqual(["etter"]);
});

test("long texts go compressed", async () => {
  const laptop = await Browser.of(KARI, server);
  await make(laptop, "samme ord ".repeat(500));
  await laptop.sync();
  expect(laptop.asked[0]?.encoding).toBe("gzip");
  expect(server.rows.size).toBe(1);
});

test("many notes are sent and read in few requests", { timeout: 30_000 }, async () => {
  const laptop = await Browser.of(KARI, server);
  await Promise.all(Array.from({ length: 600 }, (_, n) => make(laptop, `nr ${n}`)));
  await laptop.sync();
  expect([server.rows.size, laptop.asked.filter(({ path }) => path.includes("push")).length]).toEqual([600, 2]);
});
