import { expect, test } from "vitest";
import { agenda, marksOf, neighbours, readingOrder, stoppedAt, whyMissing } from "./agenda";
import { aDocument, aManifest, anItem } from "./example";

const manifest = aManifest({
  items: [anItem("ps112"), anItem("ps113", { exemption: { legal_basis: "Offl. § 13", until: null } }), anItem("fo7", { missing: "oral" })],
  documents: [
    aDocument("paper", { item: "ps112", kind: "case_paper", marks: ["changed"] }),
    aDocument("plan", { item: "ps112", marks: ["new", "changed"] }),
    aDocument("lost", { item: "ps112", version: null, missing: "not_delivered" }),
    aDocument("summons", { kind: "summons" }),
  ],
});
const [ps112, ps113, fo7] = agenda(manifest).lines as [ReturnType<typeof agenda>["lines"][number], never, never];

test("papers stand under their item, the meeting's own apart", () => {
  expect(ps112.papers.map((paper) => paper.id)).toEqual(["paper", "plan", "lost"]);
  expect(agenda(manifest).own.map((paper) => paper.id)).toEqual(["summons"]);
});

test("the summons is read first, and a paper that is not here is passed by", () => {
  expect(readingOrder(manifest).map((paper) => paper.id)).toEqual(["summons", "paper", "plan"]);
});

test("one pages from the last attachment of an item back to its case paper", () => {
  expect(neighbours(manifest, "plan").previous?.id).toBe("paper");
  expect(neighbours(manifest, "plan").next).toBeNull();
  expect(neighbours(manifest, "unknown")).toEqual({ previous: null, next: null });
});

test("what is missing says why in one word", () => {
  expect(ps112.papers.map(whyMissing)).toEqual([null, null, "not_delivered"]);
  expect([ps112, ps113, fo7].map(whyMissing)).toEqual([null, "exempt", "oral"]);
});

test("an item carries the marks of its papers, each once", () => {
  expect(marksOf(ps112)).toEqual(["changed", "new"]);
});

test("one goes on where one stopped last, unless that paper was taken back", () => {
  const at = (document: string, time: string) => ({ document, at: `2026-12-01T${time}:00Z`, page: 4 });
  expect(stoppedAt(manifest, [at("paper", "08:00"), at("plan", "09:00"), at("gone", "10:00")])?.document.id).toBe("plan");
  expect(stoppedAt(manifest, [at("gone", "10:00")])).toBeNull();
});
