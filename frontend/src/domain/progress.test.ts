import { expect, test } from "vitest";
import { backoff } from "./backoff";
import { aDocument, aManifest, aVersion } from "./example";
import { progressOf } from "./progress";

const shared = aVersion("shared", 300);
const manifest = aManifest({
  documents: [aDocument("a", { version: aVersion("a", 100) }), aDocument("b", { version: shared }), aDocument("c", { version: shared }), aDocument("d", { version: null })],
});
const at = (here: string[], live: [string, number][] = [], trouble: "failed" | "no_space" | null = null) =>
  progressOf(manifest, { here: new Set(here), live: new Map(live), trouble });

test("a file that two papers share counts once, and a missing paper not at all", () => {
  expect(at([])).toMatchObject({ files: 2, bytes: 400, bytesDone: 0, state: "waiting" });
});

test("half a file on its way counts as half, never as more than the file", () => {
  expect(at(["a"], [["shared", 150]])).toMatchObject({ filesDone: 1, bytesDone: 250, state: "downloading" });
  expect(at(["a"], [["shared", 999]]).bytesDone).toBe(400);
});

test("everything here is complete, whatever went wrong on the way", () => {
  expect(at(["a", "shared"], [], "failed").state).toBe("complete");
  expect(at(["a"], [], "no_space").state).toBe("no_space");
});

test("waiting doubles up to the most, with a little chance", () => {
  expect([1, 2, 3, 20].map((tries) => backoff(tries, 1000, 60_000, 0))).toEqual([1000, 2000, 4000, 60_000]);
  expect(backoff(1, 1000, 60_000, 1)).toBe(1250);
});
