import { expect, test } from "vitest";
import { barredIn, mayReport } from "./disqualified";
import { aDocument, aManifest, anItem } from "./example";
import type { DisqualificationLine, OwnDisqualifications } from "./shapes";

const line = (state: DisqualificationLine["state"]): DisqualificationLine => ({ person: "bo", name: "Bo", item: "ps113", state, steps: [] });
const told = (over: Partial<OwnDisqualifications>): OwnDisqualifications => ({ lines: [], leads: false, people: [], ...over });
const manifest = aManifest({ items: [anItem("ps113")], documents: [aDocument("case", { item: "ps113" }), aDocument("summons")] });
const withheld = { ...manifest, documents: manifest.documents.map((one) => ({ ...one, missing: "disqualified" as const })) };

test("what is told of me stands on the item, and what was lifted does not", () => {
  const mine = { item: "ps113", reason: "", at: "2026-12-01T13:02:00Z" };
  expect(barredIn(manifest, told({ lines: [{ ...mine, state: "reported" }] })).get("ps113")).toMatchObject({ mine: "reported", at: mine.at });
  expect(barredIn(manifest, told({ lines: [{ ...mine, state: "lifted" }] })).size).toBe(0);
});

test("without network the list itself tells that a paper is withheld for disqualification", () => {
  expect(barredIn(withheld, null).get("ps113")?.mine).toBe("unknown");
});

test("a chair is told of others, and those who treat the items may report themselves", () => {
  expect(barredIn(manifest, told({ leads: true, people: [line("provisional"), line("lifted")] })).get("ps113")?.others.length).toBe(1);
  expect((["member", "chair", "substitute", "secretariat", "youth_council", "public"] as const).map(mayReport)).toEqual([true, true, true, false, false, false]);
});
