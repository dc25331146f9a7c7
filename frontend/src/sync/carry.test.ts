import "../store/browser.example";
import { beforeEach, expect, test, vi } from "vitest";
import { aDocument, aManifest, aVersion } from "../domain/example";
import { standing } from "../domain/note-place";
import { strip } from "../domain/strip";
import { acceptAnchor, anchorsOf, toLookAt } from "../store/anchors";
import { changeDevice, device } from "../store/device";
import { arrived } from "../store/files";
import { keepManifest, takeList } from "../store/list";
import { makeNote, note } from "../store/notes";
import { carryAll, type ReadTexts } from "./carry";

const BEFORE = "Saken gjelder utvidelse av barnehagen på Kvås. Vi må bygge nå. Arbeidet er beregnet til 12,4 mill. kroner.";
const OTHER = "Resten av siden handler om noe ganske annet, blant annet om brøyting av veier i Åptadalen.";
const TEXTS: Record<string, string[]> = {
  old: [BEFORE, OTHER],
  new: [OTHER, BEFORE],
  newest: [OTHER, OTHER, BEFORE],
};
const quote = { exact: "Vi må bygge nå.", prefix: "Saken gjelder utvidelse av barnehagen på Kvås. ", suffix: " Arbeidet er beregnet til 12,4 mill. kroner." };
const place = { start: strip(quote.prefix).length, end: strip(quote.prefix).length + strip(quote.exact).length };
const DRAFT = { kind: "highlight", document: "d1", version: "old", page: 1, quote, place } as const;

let person = 0;
beforeEach(async () => {
  const id = `0193b8a0-0000-7000-8000-${String(++person).padStart(12, "0")}`;
  await changeDevice(() => ({ person: id, people: [id] }));
});

/** The paper's newest version is `version`, and its file is here, with these others. */
async function publish(version: string, ...others: string[]): Promise<void> {
  const { person: who } = await device();
  const documents = [aDocument("d1", { version: aVersion(version) })];
  const manifest = aManifest({ documents });
  const paper = { package: "p1", manifest: version, revision: 1, published_at: "", valid_until: "2099-01-01T00:00:00Z", size: 1, documents: 1, role: "member", committee: manifest.committee, meeting: manifest.meeting } as const;
  await takeList([paper], version, Date.now());
  await keepManifest(version, manifest, Date.now());
  await arrived(who!, [version, ...others].map((sha256) => ({ sha256, size: 1 })));
}

const read = vi.fn<ReadTexts>(async (sha256) => TEXTS[sha256]?.map(strip) ?? null);
const where = async (version: string) => [...(await anchorsOf(version)).values()].map(({ state, page }) => [state, page]);

test("a note follows its words into the new version, and is worked out once", async () => {
  await makeNote(DRAFT);
  await publish("new");
  await carryAll(read);
  expect(await where("new")).toEqual([["moved", 2]]);
  read.mockClear();
  await carryAll(read);
  expect(read).not.toHaveBeenCalled();
});

test("nothing is read for papers whose notes stand in the newest version, and for replies", async () => {
  const id = await makeNote({ ...DRAFT, version: "new" });
  await makeNote({ ...DRAFT, kind: "reply", parent: id });
  await publish("new", "old");
  read.mockClear();
  await carryAll(read);
  expect(read).not.toHaveBeenCalled();
});

test("a drawing is looked at anew when the old version has come too", async () => {
  await makeNote({ ...DRAFT, kind: "ink", quote: null, place: null, geometry: { quads: [], paths: [[1, 1]], width: 1 } });
  await publish("new");
  await carryAll(read);
  expect(await where("new")).toEqual([["review", 1]]);
  await publish("new", "old");
  await carryAll(read);
  expect(await where("new")).toEqual([["moved", 2]]);
});

test("an accepted place is the ground for the next version", async () => {
  const id = await makeNote({ ...DRAFT, quote: null, place: null });
  await publish("new");
  await carryAll(read);
  expect(await toLookAt()).toMatchObject([{ note: { id }, anchor: { state: "review", page: 1 } }]);
  await acceptAnchor(id, { version: "new", page: 2, quote, place, geometry: null });
  await carryAll(read);
  expect(await toLookAt()).toEqual([]);
  await publish("newest", "new");
  await carryAll(read);
  expect(await where("newest")).toEqual([["moved", 3]]);
});

test("words that were changed are gone by as they stand where their author accepted them", async () => {
  const changed = BEFORE.replace("Vi må bygge nå.", "Vi må nok bygge litt nå.");
  TEXTS["changed"] = [OTHER, changed.replace("på Kvås", "i Korshamn")];
  const id = await makeNote(DRAFT);
  await publish("changed");
  await carryAll(read);
  const anchor = (await anchorsOf("changed")).get(id)!;
  expect(anchor.words?.exact).toBe("Vimånokbyggelittnå.");
  await acceptAnchor(id, { version: "changed", page: anchor.page, quote, place: anchor.place, geometry: null });
  TEXTS["later"] = [TEXTS["changed"]![1]!];
  await publish("later");
  await carryAll(read);
  expect(await where("later")).toEqual([["moved", 1]]);
  expect((await anchorsOf("later")).get(id)?.score).toBeGreaterThan(0.98);
  expect(standing((await note(id))!, "changed", null)?.quote?.exact).toBe("Vi må bygge nå.");
});

test("words that are gone are told, also when the new version cannot be read at all", async () => {
  await makeNote(DRAFT);
  await publish("gone");
  await carryAll(async () => [strip(OTHER)]);
  expect(await where("gone")).toEqual([["orphan", 0]]);
  await publish("broken");
  await carryAll(() => Promise.reject(new Error("broken")));
  expect(await where("broken")).toEqual([["orphan", 0]]);
  expect(await toLookAt()).toHaveLength(1);
});

test("bytes that are lacking are no reason to call a note lost", async () => {
  await makeNote(DRAFT);
  await publish("new");
  await carryAll(() => Promise.reject(new Error("no_bytes")));
  expect(await where("new")).toEqual([]);
});

test("a quote taken in from another tool is found in the paper and shown to be looked at", async () => {
  await makeNote({ ...DRAFT, kind: "comment", version: "new", place: null, text: "Enig" });
  await publish("new");
  await carryAll(read);
  expect(await where("new")).toEqual([["review", 2]]);
  expect(await toLookAt()).toHaveLength(1);
});
