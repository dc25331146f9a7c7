/** Where someone stopped reading each paper: a row of the log, so that their other devices know it too. */

import { rows } from "./database";
import { device, serverNow } from "./device";
import { idFor, type LogEntry, type NoteRow, wholeFields } from "./note-rows";
import { changed } from "./notices";

/** `version` is the file's sha-256, `page` counts from 1, `at` is ISO 8601. */
export interface Position {
  document: string;
  version: string;
  page: number;
  at: string;
}

/** The first version read is the row's own; where it was left off in a later one stands in `accepted`. */
const positionOf = ({ stop, document, version, content, changed: at }: NoteRow): Position => ({
  document: stop ?? document ?? "",
  version: content.accepted?.version ?? version,
  page: content.accepted?.page ?? content.page ?? 1,
  at,
});

export async function position(documentId: string): Promise<Position | null> {
  const { person } = await device();
  const row = await (await rows())?.get("notes", idFor(person ?? "", documentId));
  return row && row.hidden === undefined ? positionOf(row) : null;
}

/** Every place someone stopped, newest first. */
export async function positions(): Promise<Position[]> {
  const all = ((await (await rows())?.getAllFromIndex("notes", "stop")) ?? []).filter((row) => row.hidden === undefined);
  return all.map(positionOf).sort((a, b) => b.at.localeCompare(a.at));
}

export async function savePosition(p: Position): Promise<void> {
  const { person } = await device();
  const at = new Date(await serverNow()).toISOString();
  const tx = (await rows())?.transaction(["notes", "log"], "readwrite", { durability: "strict" });
  if (!tx || person === null) return;
  const row = stopRow(person, { ...p, at });
  void tx.objectStore("notes").put(row);
  void tx.objectStore("log").put(stopEntry(row));
  tx.commit(); // without waiting to be called back: the page may be on its way out
  await tx.done;
  changed("positions");
}

export function stopRow(person: string, { document, version, page, at }: Position): NoteRow {
  return {
    id: idFor(person, document),
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
    content: { page, accepted: { version, page, quote: null, place: null, geometry: null }, written: at },
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
