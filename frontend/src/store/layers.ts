/** The layers of a paper on this device: its text, its structure, and what has changed since it was read. */

import { changesName, structureName } from "../domain/layers";
import type { Manifest, ManifestVersion, PaperComparison, Structure } from "../domain/shapes";
import { openFile } from "./files";
import { manifestsKept } from "./list";
import { everyStop, type Position } from "./stops";

/** The text layer, one string per page; null when there is none, or it is not here. */
export async function pageTextsOf(version: ManifestVersion): Promise<string[] | null> {
  return version.text === null ? null : textNamed(version.text);
}

/** A text layer by its own sha-256. */
export async function textNamed(sha256: string): Promise<string[] | null> {
  return read<string[]>(sha256);
}

/** `sha256` is the version's. Null when it is not here. */
export async function structureOf(sha256: string): Promise<Structure | null> {
  return read<Structure>(structureName(sha256));
}

/** What is new in the version `now` since `before`, both by sha-256; null when it is not here. */
export async function comparisonOf(now: string, before: string): Promise<PaperComparison | null> {
  return read<PaperComparison>(changesName(now, before));
}

/** The sha-256 of the version of a document that was read last before the one shown now; null when none but that was read. */
export async function lastRead(document: string): Promise<string | null> {
  const shown = (await manifestsKept()).map((one) => one.shown).filter((one) => one.documents.some(({ id }) => id === document));
  return versionsReadBefore(shown, await everyStop(document)).get(document) ?? null;
}

/** The number of a version that a paper had before; null when nothing here remembers it. */
export async function versionNumber(sha256: string): Promise<number | null> {
  const all = (await manifestsKept()).flatMap(({ shown, before }) => [shown, ...before]).flatMap(({ documents }) => documents);
  return all.find(({ version }) => version?.sha256 === sha256)?.version?.number ?? null;
}

/** By document, what `lastRead` answers; those for which that is null are left out. */
export async function allLastRead(shown: Manifest[]): Promise<Map<string, string>> {
  return versionsReadBefore(shown, await everyStop());
}

function versionsReadBefore(shown: Manifest[], stops: Position[]): Map<string, string> {
  const now = new Map(shown.flatMap(({ documents }) => documents.map(({ id, version }) => [id, version?.sha256])));
  const found = new Map<string, string>();
  for (const { document, version } of stops)
    if (now.get(document) && now.get(document) !== version && !found.has(document)) found.set(document, version);
  return found;
}

async function read<T>(name: string): Promise<T | null> {
  const file = await openFile(name);
  if (!file) return null;
  try {
    return JSON.parse(new TextDecoder().decode(await file.read(0, file.size))) as T;
  } catch {
    return null; // cut off by whoever dropped it meanwhile
  }
}
