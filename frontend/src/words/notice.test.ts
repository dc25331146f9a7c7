import { expect, test } from "vitest";
import { leadsTo, standsAs, type Told } from "../domain/notice";
import { bare, noticeWords } from "./notice";

const now = new Date("2026-11-22T12:00:00Z");
const told: Told = { kind: "package", package: "p1", committee: "Formannskapet", date: "2026-12-03", starts_at: "2026-12-03T17:00:00+01:00", facts: {}, subject: "" };

test("a notice names the meeting, with its day and time on the wall in Norway", () => {
  expect(noticeWords(told, "nb", now)).toEqual(["Nye papirer til formannskapet 3. desember", "Torsdag 3. desember kl. 17.00"]);
  expect(noticeWords(told, "nn", now)).toEqual(["Nye papir til formannskapet 3. desember", "Torsdag 3. desember kl. 17.00"]);
  expect(noticeWords(told, "en", now)).toEqual(["New papers for Formannskapet 3 December", "Thursday 3 December at 17:00"]);
});

test("a supplement says what has changed", () => {
  const supplement: Told = { ...told, kind: "supplement", facts: { new: 1, changed: 1, paragraphs: 2, proposal: 1 } };
  expect(noticeWords(supplement, "nb", now)[1]).toBe("1 nytt papir, 2 avsnitt endret, 1 i forslag til vedtak");
  expect(noticeWords({ ...supplement, facts: {} }, "nb", now)[1]).toBe("Se hva som er endret.");
});

test("what about a meeting is another is told, and that one which was cancelled is to be held", () => {
  const title = (facts: Told["facts"]) => noticeWords({ ...told, kind: "moved", facts }, "nb", now)[0];
  expect(title({ day: 1, time: 0, place: 0 })).toBe("Ny tid: formannskapet 3. desember");
  expect(title({ day: 0, time: 1, place: 1 })).toBe("Ny tid og nytt sted: formannskapet 3. desember");
  expect(title({ day: 0, time: 0, place: 0 })).toBe("Møtet blir holdt: formannskapet 3. desember");
});

test("a body that may not be told is not told, and another year is", () => {
  expect(noticeWords({ ...told, committee: "", date: "2027-01-05", starts_at: null }, "nb", now)).toEqual(["Nye papirer til møtet 5. januar 2027", "Tirsdag 5. januar 2027"]);
});

test("a name of one's own keeps its capital inside a sentence", () => {
  expect(noticeWords({ ...told, committee: "Hovedutvalg for helse" }, "nb", now)[0]).toContain("hovedutvalg for helse");
  expect(noticeWords({ ...told, committee: "Agnesund barnehagestyre" }, "nb", now)[0]).toContain("Agnesund");
});

test("a kind that this app does not know, and a meeting that is no longer theirs to see, are told in general words", () => {
  expect(noticeWords({ ...told, kind: "later" as Told["kind"] }, "nb", now)).toEqual(bare("later", "nb"));
  expect(noticeWords({ ...told, kind: "test", package: "", committee: "", date: "" }, "nb", now)[0]).toBe("Prøvevarsel");
  expect(noticeWords({ ...told, package: "", committee: "", date: "" }, "en", now)).toEqual(["News in Folkevalgt", "Open the app to see what it is."]);
});

test("a notice leads to the meeting, or to its desk, and one without a meeting to all notices", () => {
  expect(leadsTo(told)).toBe("/moter/p1");
  expect(leadsTo({ ...told, kind: "shared", subject: "d1" })).toBe("/moter/p1/d1");
  expect(leadsTo({ ...told, kind: "answered" })).toBe("/skrivebord/p1/deltakere");
  expect(leadsTo({ ...told, kind: "not_published" })).toBe("/skrivebord/p1");
  expect(leadsTo({ kind: "test", package: "", subject: "" })).toBe("/meg/varsler");
});

test("the newest notice of a meeting's papers takes the place of the one before, and a call stands beside it", () => {
  expect(standsAs(told, "n1")).toBe(standsAs({ ...told, kind: "supplement" }, "n2"));
  expect(standsAs({ ...told, kind: "called_in" }, "n3")).not.toBe(standsAs(told, "n1"));
  expect(standsAs({ kind: "test", package: "" }, "n4")).toBe("n4");
});
