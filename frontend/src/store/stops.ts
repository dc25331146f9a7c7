/** Where someone stopped reading each paper: a row of the log, so that their other devices know it too. */

import type { Stop } from "../domain/preparation";
import { rows } from "./database";
import type { NoteRow } from "./note-rows";
import { changed } from "./notices";
import { putQuiet, type Quiet } from "./quiet";

/** `version` is the file's sha-256, `page` counts from 1, `seen` are the pages that were seen ("1-4,7"), `at` is ISO 8601. */
export type Position = Stop;

type SavedPosition = Omit<Position, "seen"> & { seen?: string };

/** When a paper was read that its reader only says is read. */
const NEVER = new Date(0).toISOString();

/** Each version of a paper has a row of its own; the one read last is where its reader stopped. */
export async function position(documentId: string): Promise<Position | null> {
  return (await everyStop(documentId))[0] ?? null;
}

/** Every place someone stopped, one for each paper, newest first. What is only said to be read is none. */
export async function positions(): Promise<Position[]> {
  const all = (await everyStop()).filter(({ at }) => at !== NEVER);
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
    .map(({ stop = "", version, content, changed: at }) => ({ document: stop, version, page: content.page ?? 1, seen: content.selection ?? "", at: stoodAt(content.written, at) }))
    .sort((a, b) => b.at.localeCompare(a.at));

/** By the clock of the device that was read on; one that runs ahead does not count as later than it was told. */
const stoodAt = (written: string | undefined, changed: string): string =>
  new Date(Math.min(Date.parse(written ?? "") || (written === NEVER ? 0 : Number.POSITIVE_INFINITY), Date.parse(changed))).toISOString();

/** Says by hand which pages of a version were seen; where its reader stopped, and when, stays. Answers with what stood there. */
export async function markSeen(document: string, version: string, seen: string): Promise<string> {
  const before = (await everyStop(document)).find((stop) => stop.version === version);
  const page = seen === "" ? 1 : (before?.page ?? 1);
  await savePosition({ document, version, page, seen, at: before?.at ?? NEVER });
  return before?.seen ?? "";
}

export async function savePosition(p: SavedPosition): Promise<void> {
  await putQuiet(stopped(p));
  changed("positions");
}

export const stopped = ({ document, version, page, seen = "", at }: SavedPosition): Quiet => ({
  kind: "position",
  about: [document, version],
  document,
  version,
  page,
  ...(seen && { selection: seen }),
  written: at,
});
