import "./browser.example";
import { openDB } from "idb";
import { expect, test } from "vitest";
import type { Manifest } from "../domain/shapes";
import { aDocument, aManifest, aVersion } from "../domain/example";
import { acceptAnchor, anchorsOf, saveAnchors, toLookAt } from "./anchors";
import { circlesOf, keepCircles } from "./circles";
import { rows } from "./database";
import { changeDevice } from "./device";
import { olderWithNotes } from "./files";
import { deleteNote, makeNote, notesOf } from "./notes";
import { positions } from "./rows";
import { deleteRows } from "./database";

let person = 0;
async function signIn(): Promise<string> {
  const id = `0193b8a0-0000-7000-8000-00000001${String(++person).padStart(4, "0")}`;
  await changeDevice(() => ({ person: id, people: [id] }));
  return id;
}

async function show(manifest: Manifest): Promise<void> {
  const database = (await rows())!;
  await database.put("papers", { package: manifest.package, here: "m", manifest: "m" } as never);
  await database.put("manifests", { sha256: "m", package: manifest.package, order: 1, manifest });
}

test("a database of the first version is taken over, and where one stopped goes into the log", async () => {
  const id = await signIn();
  const before = await openDB(`folkevalgt-${id}`, 1, {
    upgrade(db) {
      db.createObjectStore("about");
      db.createObjectStore("papers", { keyPath: "package" });
      db.createObjectStore("manifests", { keyPath: "sha256" }).createIndex("package", "package");
      db.createObjectStore("files", { keyPath: "sha256" });
      db.createObjectStore("positions", { keyPath: "document" });
      db.createObjectStore("outbox", { keyPath: "id" });
    },
  });
  await before.put("positions", { document: "d1", version: "v1", page: 12, at: "2026-11-20T10:00:00.000Z" });
  await before.put("about", "x", "etag");
  before.close();
  expect(await positions()).toEqual([{ document: "d1", version: "v1", page: 12, seen: "", at: "2026-11-20T10:00:00.000Z" }]);
  const database = (await rows())!;
  expect([await database.get("about", "etag"), await database.count("log")]).toEqual(["x", 1]);
  expect([...database.objectStoreNames]).not.toContain("positions");
});

test("an older version is wanted as long as a live note on it has not been given its new place", async () => {
  await signIn();
  await show(aManifest({ documents: [aDocument("d1", { version: aVersion("new") }), aDocument("d2")] }));
  const id = await makeNote({ kind: "comment", document: "d1", version: "old", text: "x" });
  await makeNote({ kind: "comment", document: "gone", version: "other", text: "x" });
  const moved = await makeNote({ kind: "comment", document: "d2", version: "older", text: "x" });
  expect([...(await olderWithNotes())]).toEqual([["old", "p1"], ["older", "p1"]]);
  await acceptAnchor(moved, { version: "sha-d2", page: 1, quote: null, place: null, geometry: null });
  await deleteNote(id);
  expect([...(await olderWithNotes())]).toEqual([]);
});

test("what must be looked at is what is uncertain in the version shown now, until it is accepted", async () => {
  await signIn();
  await show(aManifest({ documents: [aDocument("d1", { version: aVersion("new") })] }));
  const [sure, unsure, before] = await Promise.all([1, 2, 3].map((n) => makeNote({ kind: "comment", document: "d1", version: "old", text: `${n}` })));
  const anchor = { version: "new", page: 2, place: null, score: 0.5, ground: "" };
  await saveAnchors([
    { ...anchor, note: sure!, state: "exact" },
    { ...anchor, note: unsure!, state: "review" },
    { ...anchor, note: before!, state: "orphan", version: "between" },
  ]);
  expect((await toLookAt()).map(({ note }) => note.id)).toEqual([unsure]);
  expect((await anchorsOf("new")).get(sure!)?.state).toBe("exact");
  await acceptAnchor(unsure!, { version: "new", page: 2, quote: null, place: null, geometry: null });
  expect(await toLookAt()).toEqual([]);
});

test("circles are those of their package", async () => {
  await signIn();
  const circle = { package: "p1", scope: "group:a", kind: "group", name: "A", readers: [], refused: "", body: "", present: 0, seats: 0 } as const;
  await keepCircles([circle, { ...circle, package: "p2" }] as never, "tag");
  expect((await circlesOf("p1")).map(({ package: of }) => of)).toEqual(["p1"]);
});

test("taking a person off the device takes their notes, what waits and what is kept", async () => {
  const id = await signIn();
  await makeNote({ kind: "comment", document: "d1", version: "v", text: "x" });
  await deleteRows(id);
  expect(await notesOf("d1")).toEqual([]);
  for (const store of ["notes", "log", "drafts", "anchors", "kept", "circles"] as const) expect(await (await rows())!.count(store)).toBe(0);
});

test("a paper's notes are found by themselves", async () => {
  const author = await signIn();
  const database = (await rows())!;
  const tx = database.transaction("notes", "readwrite");
  for (let n = 0; n < 2_000; n++)
    void tx.store.put({ id: `n${n}`, author, name: "", kind: "comment", scope: "private", document: `d${n % 20}`, version: "v", parent: null, conflict_of: null, ver: n, created: "", changed: "", content: { text: "x", sort: String(n).padStart(6, "0") }, shown: n, saves: 0 });
  await tx.done;
  const read: number[] = [];
  const getAll = IDBIndex.prototype.getAll;
  IDBIndex.prototype.getAll = function (...how) {
    const asked = getAll.apply(this, how);
    asked.addEventListener("success", () => read.push(asked.result.length));
    return asked;
  };
  expect((await notesOf("d7")).length).toBe(100);
  IDBIndex.prototype.getAll = getAll;
  expect(read).toEqual([100]);
});
