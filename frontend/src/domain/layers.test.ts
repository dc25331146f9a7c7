import { expect, test } from "vitest";
import { aDocument, aManifest, aVersion } from "./example";
import { indexName, layeredVersion, layersWanted, textsHere } from "./layers";

const read = (id: string) => aDocument(id, { version: { ...aVersion(`v-${id}`), text: `t-${id}` } });
const manifest = aManifest({ documents: [read("a"), read("b"), aDocument("scan")] });

test("texts come before structures, and comparisons with what was read last; a paper without text has none of them", () => {
  const wanted = layersWanted([manifest], new Set(["t-a"]), "2026-11-22", new Map([["b", "old"]]));
  expect(wanted.map(({ sha256, layer }) => [sha256, layer])).toEqual([
    ["t-b", "t-b"],
    ["v-a.structure", "v-a/structure"],
    ["v-b.structure", "v-b/structure"],
    ["v-b.old.changes", "v-b/changes/old"],
  ]);
});

test("a layer says which version it goes with", () => {
  expect([layeredVersion("v-b.old.changes"), layeredVersion("v-a.structure"), layeredVersion("v-a")]).toEqual(["v-b", "v-a", null]);
});

test("an index has another name as soon as a paper comes or goes", async () => {
  const both = textsHere(manifest, new Set(["t-a", "t-b"]));
  expect([both, (await indexName("p", both)) === (await indexName("p", ["t-b"]))]).toEqual([["t-a", "t-b"], false]);
});
