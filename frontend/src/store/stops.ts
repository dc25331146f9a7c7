/** Where someone stopped reading each paper: a row of the log, so that their other devices know it too. */

import { rows } from "./database";
import type { NoteRow } from "./note-rows";
import { changed } from "./notices";
import { putQuiet, type Quiet } from "./quiet";

/** `version` is the file's sha-256, `page` counts from 1, `at` is ISO 8601. */
export interface Position {
  document: string;
  version: string;
  page: number;
  at: string;
}

/** Each version of a paper has a row of its own; the one read last is where its reader stopped. */
export async function position(documentId: string): Promise<Position | null> {
  return (await everyStop(documentId))[0] ?? null;
}

/** Every place someone stopped, one for each paper, newest first. */
export async function positions(): Promise<Position[]> {
  const all = await everyStop();
  const seen = new Set<string>();
  return all.filter(({ document }) => !seen.has(document) && seen.add(document));
}

/** One for each version that was read, newest first; of one paper or of all. */
export async function everyStop(documentId?: string): Promise<Position[]> {
  return newest((await (await rows())?.getAllFromIndex("notes", "stop", documentId)) ?? []);
}

const newest = (found: NoteRow[]): Position[] =>
  found
    .filter((row) => row.hidden === undefined)
    .map(({ stop = "", version, content, changed: at }) => ({ document: stop, version, page: content.page ?? 1, at }))
    .sort((a, b) => b.at.localeCompare(a.at));

export async function savePosition(p: Position): Promise<void> {
  await putQuiet(stopped(p));
  changed("positions");
}

export const stopped = ({ document, version, page, at }: Position): Quiet => ({
  kind: "position",
  about: [document, version],
  document,
  version,
  page,
  written: at,
});
