import { beforeEach, expect, test, vi } from "vitest";
import { sizeWords } from "./amounts";
import { en } from "./en";
import { speak, w } from "./index";
import { missingWords } from "./missing";
import { nn } from "./nn";
import { en as notesEn } from "./notes-en";
import { nb as notesNb } from "./notes-nb";
import { nn as notesNn } from "./notes-nn";
import { en as searchEn } from "./search-en";
import { nb as searchNb } from "./search-nb";
import { nn as searchNn } from "./search-nn";
import { en as papersEn } from "./papers-en";
import { nb as papersNb } from "./papers-nb";
import { nn as papersNn } from "./papers-nn";
import { clockWords, dayWords, fromOslo, meetingWords, momentWords, monthWords } from "./time";

const now = new Date("2026-12-02T22:30:00Z"); // half past eleven in the evening in Norway

beforeEach(async () => {
  vi.stubGlobal("document", { documentElement: {} });
  await speak("nb");
});

test("a meeting the next day is tomorrow, with the clock on the wall in Norway", () => {
  expect(meetingWords({ date: "2026-12-03", starts_at: "2026-12-03T09:00:00+01:00" }, now)).toBe("i morgen kl. 09.00");
});

test("a meeting whose time the archive has not told gets no time", () => {
  expect(meetingWords({ date: "2026-12-10", starts_at: null }, now)).toBe("torsdag 10. desember");
});

test("a day turns at midnight in Norway, not in Greenwich", () => {
  expect(dayWords("2026-12-03", new Date("2026-12-02T23:30:00Z"))).toBe("i dag");
});

test("a time in summer follows summer time", () => {
  expect(clockWords(new Date("2026-06-24T07:05:00Z"))).toBe("09.05");
});

test.each([
  ["2026-12-03T08:00", "2026-12-03T07:00:00.000Z"],
  ["2026-06-24T08:00", "2026-06-24T06:00:00.000Z"],
  ["2027-03-28T01:59", "2027-03-28T00:59:00.000Z"],
  ["2027-03-28T02:30", "2027-03-28T01:30:00.000Z"],
  ["2027-03-28T03:00", "2027-03-28T01:00:00.000Z"],
  ["2026-10-25T03:00", "2026-10-25T02:00:00.000Z"],
])("%s on the wall in Norway is %s", (wall, moment) => {
  expect(fromOslo(wall).toISOString()).toBe(moment);
});

test("another year is said", () => {
  expect(dayWords("2027-01-05", now)).toBe("tirsdag 5. januar 2027");
  expect(monthWords("2027-01-05")).toBe("januar 2027");
});

test("the same moment in nynorsk and English", async () => {
  await speak("nn");
  expect(momentWords("2026-12-03T08:00:00Z", now)).toBe("i morgon kl. 09.00");
  await speak("en");
  expect(momentWords("2026-12-05T08:00:00Z", now)).toBe("Saturday 5 December at 09:00");
});

test.each([[0, "0 B"], [999, "999 B"], [34_400, "34 kB"], [999_600, "1,0 MB"], [2_440_000, "2,4 MB"], [61_000_000, "61 MB"], [1_250_000_000, "1,3 GB"]])("%i bytes are %s", (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});

test("whoever is disqualified is told so, and an exemption without a known basis has no empty brackets", () => {
  expect(missingWords("disqualified", { legal_basis: "Offl. § 13", until: null })).toBe("Du er inhabil i saken, og får ikke papirer som er unntatt offentlighet");
  expect(missingWords("exempt", { legal_basis: "", until: null })).toBe("Unntatt offentlighet");
});

test("an exempt paper is told with its legal basis and its end", () => {
  const exemption = { legal_basis: "Offl. § 13 jf. fvl. § 13 (1) nr. 1", until: "2027-01-01" };
  expect(missingWords("exempt", exemption)).toBe("Unntatt offentlighet (offl. § 13 jf. fvl. § 13 (1) nr. 1, til fredag 1. januar 2027)");
});

test("a paper that was not delivered is not called exempt", () => {
  expect(missingWords("not_delivered", null)).toBe("Finnes i arkivet, men er ikke levert ennå");
});

const leaves = (words: object, path = ""): [string, unknown][] =>
  Object.entries(words).flatMap(([key, value]) => (typeof value === "object" && value !== null ? leaves(value, `${path}.${key}`) : [[`${path}.${key}`, value] as [string, unknown]]));

test.each([["nynorsk", nn], ["English", en]])("no text in %s is empty", (_, words) => {
  expect(leaves(words).filter(([, text]) => text === "")).toEqual([]);
  expect(leaves(words).map(([key]) => key)).toEqual(leaves(w).map(([key]) => key));
});

test.each([["nynorsk", notesNn], ["English", notesEn]])("every word about notes is in %s, and none is left empty", (_, words) => {
  const empty = (all: object) => leaves(all).filter(([, text]) => text === "").map(([key]) => key);
  expect(empty(words)).toEqual(empty(notesNb)); // a note that stands where it stood is told nothing
  expect(leaves(words).map(([key]) => key)).toEqual(leaves(notesNb).map(([key]) => key));
});

test.each([["nynorsk", searchNn], ["English", searchEn]])("every word about searching is in %s", (_, words) => {
  expect(leaves(words).filter(([, text]) => text === "")).toEqual([]);
  expect(leaves(words).map(([key]) => key)).toEqual(leaves(searchNb).map(([key]) => key));
});

test.each([["nynorsk", papersNn], ["English", papersEn]])("every word about open papers is in %s", (_, words) => {
  expect(leaves(words).map(([key]) => key)).toEqual(leaves(papersNb).map(([key]) => key));
});

test("what has changed in a paper since it was read is told in as few words as there are kinds of change", () => {
  expect(papersNb.read.changes(2, 0, 0, 0, 1)).toBe("2 avsnitt endret, 1 i forslag til vedtak");
  expect(papersNb.read.changes(0, 1, 2, 3, 0)).toBe("1 nytt, 2 fjernet, 3 flyttet");
});

test("who reads a shared note is named, or counted", () => {
  expect(notesNb.share.yes("group", ["Kari Nordmann"])).toBe("Del med Kari Nordmann");
  expect(notesNb.share.yes("group", ["Kari", "Ola", "Per"])).toBe("Del med de 3 i gruppen");
  expect(notesNb.share.yes("chair", ["Kari", "Ola"])).toBe("Del med leder og sekretariat");
});
