import { expect, test } from "vitest";
import { aDocument, aManifest } from "./example";
import { downloadOrder } from "./order";

const near = aManifest({ package: "near", documents: [aDocument("map"), aDocument("case", { kind: "case_paper" })] }, "2026-12-03");
const far = aManifest({ package: "far", documents: [aDocument("budget", { kind: "case_paper" }), aDocument("map")] }, "2026-12-10");
const past = aManifest({ package: "past", documents: [aDocument("minutes", { kind: "minutes" })] }, "2026-11-05");
const order = (here: string[] = [], first: string | null = null) =>
  downloadOrder([past, far, near], new Set(here), "2026-11-22", first).map((one) => one.sha256.slice(4));

test("the nearest meeting comes first, its case papers before its attachments, and what was last", () => {
  expect(order()).toEqual(["case", "map", "budget", "minutes"]);
});

test("what is here is not brought again, and a file in two packages is brought once", () => {
  expect(order(["sha-case"])).toEqual(["map", "budget", "minutes"]);
});

test("a package somebody asks for goes before everything", () => {
  expect(order([], "past")[0]).toBe("minutes");
});

test("a paper without a version is nothing to bring", () => {
  expect(downloadOrder([aManifest({ documents: [aDocument("oral", { version: null })] })], new Set(), "2026-11-22")).toEqual([]);
});
