/** Where someone stopped reading each paper: a row of the log, so that their other devices know it too. */

import { atOnce, rows } from "./database";
import { idFor, type LogEntry, type NoteRow, wholeFields } from "./note-rows";
import { changed } from "./notices";

/** `version` is the file's sha-256, `page` counts from 1, `at` is ISO 8601. */
export interface Position {
  document: string;
  version: string;
  page: number;
  at: string;
}

/** Each version of a paper has a row of its own; the one read last is where its reader stopped. */
export async function position(documentId: string): Promise<Position | null> {
  return newest((await (await rows())?.getAllFromIndex("notes", "stop", documentId)) ?? [])[0] ?? null;
}

/** Every place someone stopped, one for each paper, newest first. */
export async function positions(): Promise<Position[]> {
  const all = newest((await (await rows())?.getAllFromIndex("notes", "stop")) ?? []);
  const seen = new Set<string>();
  return all.filter(({ document }) => !seen.has(document) && seen.add(document));
}

const newest = (found: NoteRow[]): Position[] =>
  found
    .filter((row) => row.hidden === undefined)
    .map(({ stop = "", version, content, changed: at }) => ({ document: stop, version, page: content.page ?? 1, at }))
    .sort((a, b) => b.at.localeCompare(a.at));

export async function savePosition(p: Position): Promise<void> {
  await atOnce(async (database, person, at) => {
    const row = stopRow(person, { ...p, at });
    const tx = database.transaction(["notes", "log"], "readwrite", { durability: "strict" });
    void tx.objectStore("notes").put(row);
    void tx.objectStore("log").put(stopEntry(row));
    tx.commit(); // without waiting to be called back: the page may be on its way out
    await tx.done;
  });
  changed("positions");
}

export function stopRow(person: string, { document, version, page, at }: Position): NoteRow {
  return {
    id: idFor(person, document, version),
    author: person,
    name: "",
    kind: "position",
    scope: "private",
    document,
    version,
    parent: null,
    conflict_of: null,
    ver: 0,
    created: at,
    changed: at,
    content: { page, written: at },
    shown: 0,
    saves: 0,
    server: null,
    stop: document,
  };
}

export const stopEntry = (row: NoteRow): LogEntry => ({
  key: [row.id, 0],
  note: row.id,
  line: 0,
  op: "put",
  base: 0,
  fields: wholeFields(row),
});
