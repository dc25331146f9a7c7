import { describe, expect, test } from "vitest";
import { asked, clockAt, clockIn, comesUp, moved, NOT_LED, nextSpeaker, type RunRow, sheetOf, speakerMoved, spentOn, times } from "./run-sheet";
import type { Manifest, NoteContent } from "./shapes";

const agendaOf = (...ids: string[]) => ({ items: ids.map((id) => ({ id, number: id.toUpperCase(), title: id, closed: false, marks: [] })), documents: [] }) as unknown as Manifest;
const row = (item: string, content: NoteContent, first = true): RunRow => ({ id: `${item}${first}`, ver: 3, changed: "", item, first, content: { item, ...content } });
const orderOf = (manifest: Manifest, rows: RunRow[]) => sheetOf(manifest, rows).lines.map(({ item }) => item).join("");
const after = (rows: RunRow[], places: { item: string; place: number | null }[]) => [
  ...rows.filter(({ item }) => !places.some((one) => one.item === item)),
  ...places.map(({ item, place }) => row(item, { ...rows.find((one) => one.item === item)?.content, place_in_order: place })),
];

describe("the order", () => {
  test("is the agenda's until the chair says otherwise", () => expect(orderOf(agendaOf("a", "b", "c"), [row("b", { text: "x" })])).toBe("abc"));

  test("is the chair's after a move, and the agenda's when that is undone", () => {
    const agenda = agendaOf("a", "b", "c", "d");
    const { change, undo } = moved(sheetOf(agenda, []).lines, "c", 0);
    const rows = after([], change);
    expect(orderOf(agenda, rows)).toBe("cabd");
    expect(orderOf(agenda, after(rows, undo))).toBe("abcd");
    const again = moved(sheetOf(agenda, rows).lines, "d", 1);
    expect(again.change).toHaveLength(1);
    expect(orderOf(agenda, after(rows, again.change))).toBe("cdab");
  });

  test("holds any number of moves to and fro", () => {
    const agenda = agendaOf("a", "b", "c");
    let rows: RunRow[] = [];
    for (let n = 0; n < 200; n++) {
      const order = orderOf(agenda, rows).split("");
      const [item, to] = [order[n % 3] as string, (n * 7) % 3];
      rows = after(rows, moved(sheetOf(agenda, rows).lines, item, to).change);
      const rest = order.filter((one) => one !== item);
      expect(orderOf(agenda, rows)).toBe([...rest.slice(0, to), item, ...rest.slice(to)].join(""));
    }
  });

  test("takes in what comes in a supplement after what it follows on the agenda", () => {
    const rows = after([], moved(sheetOf(agendaOf("a", "b", "c"), []).lines, "c", 0).change);
    expect(orderOf(agendaOf("a", "x", "b", "c", "y"), rows)).toBe("cyaxb");
    expect(orderOf(agendaOf("n", "a", "b", "c"), rows)).toBe("ncab");
  });

  test("keeps what was written about an item that is withdrawn, last", () => {
    const rows = [row("b", { text: "viktig", paper: "PS 2 b" }), row("c", { minutes: 5 })];
    const { lines } = sheetOf(agendaOf("a"), rows);
    expect(lines.map(({ item, title, gone }) => [item, title, gone])).toEqual([["a", "a", false], ["b", "PS 2 b", true]]);
  });
});

test("two texts of one line stand beside each other", () => {
  const [line] = sheetOf(agendaOf("a"), [row("a", { text: "en" }), row("a", { text: "to" }, false)]).lines;
  expect([line?.text, line?.beside.map(({ content }) => content.text)]).toEqual(["en", ["to"]]);
});

test("of two rows for the sheet itself both must say that it is shown", () => {
  expect(sheetOf(agendaOf(), [row("", { shown: true })]).shown).toBe(true);
  expect(sheetOf(agendaOf(), [row("", { shown: true }), row("", { shown: false }, false)]).shown).toBe(false);
  expect(sheetOf(agendaOf(), []).shown).toBe(false);
});

describe("the clock", () => {
  const sheet = sheetOf(agendaOf("a", "b", "c"), [row("a", { minutes: 10 }), row("b", { minutes: 70 })]);
  const clock = (moment: number) => moment / 60_000;
  const said = (found: ReturnType<typeof times>) => [...found.at.values(), found.ends].map((at) => (at === null ? "" : clockAt(at)));

  test("runs from the beginning by the minutes", () => expect(said(times(sheet.lines, 18 * 60, null))).toEqual(["18:00", "18:10", "19:20", "19:20"]));
  test("says nothing when nothing says when the meeting begins", () => expect(said(times(sheet.lines, null, null))).toEqual(["", "", "", ""]));

  test("moves with the item that is under way, once it is past its time", () => {
    const led = comesUp(comesUp(null, "a", 1085 * 60_000), "b", 1097 * 60_000); // 18:05, 18:17
    const at = (now: number) => said(times(sheet.lines, 1080, { leading: led, now, clock }));
    expect(at(1100)).toEqual(["18:05", "18:17", "19:27", "19:27"]);
    expect(at(1167)).toEqual(["18:05", "18:17", "19:27", "19:27"]);
    expect(at(1190)).toEqual(["18:05", "18:17", "19:50", "19:50"]);
  });

  test("counts what was spent on an item that comes up again", () => {
    const led = comesUp(comesUp(comesUp(null, "a", 0), "b", 60_000), "a", 180_000);
    expect([spentOn(led, "a", 240_000), spentOn(led, "b", 240_000)]).toEqual([120_000, 120_000]);
  });

  test("goes on past midnight", () => expect(clockAt(1445)).toBe("00:05"));
  test("is understood however it is typed", () => {
    expect(["18:00", "18.30", "1830", "9", " 09 15 "].map(clockIn)).toEqual(["18:00", "18:30", "18:30", "09:00", "09:15"]);
    expect(["24:00", "18:60", "ti", "", "123"].map(clockIn)).toEqual([null, null, null, null, null]);
  });
});

test("a reply comes before those who wait, after other replies", () => {
  const ask = (name: string, reply = false) => ({ id: name, name, reply });
  const led = [ask("A"), ask("B"), ask("r1", true), ask("r2", true)].reduce(asked, NOT_LED);
  const names = (one: typeof led) => one.queue.map(({ name }) => name).join(" ");
  expect(names(led)).toBe("r1 r2 A B");
  expect(names(speakerMoved(led, "B", -1))).toBe("r1 r2 B A");
  expect(names(speakerMoved(led, "r1", -1))).toBe("r1 r2 A B");
  expect([nextSpeaker(led).speaking?.name, names(nextSpeaker(led))]).toEqual(["r1", "r2 A B"]);
});
