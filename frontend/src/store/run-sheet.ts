/** A chair's run sheet: rows of the log that are no notes. A row for each item, and one, with no item, for the sheet itself. */

import type { RunChange, RunRow } from "../domain/run-sheet";
import { rows } from "./database";
import { device } from "./device";
import { exemptions } from "./exempt";
import { idFor, newRow, RUN_SHEET } from "./note-rows";
import { openedRow } from "./sealing";
import { editor, writtenDown } from "./written-down";

export interface LineChange {
  item: string;
  change: RunChange;
  /** The `ver` of the row whose words were seen; NOT_SEEN when there was none. */
  base: number;
}

/** A tab has seen all that it wrote itself, however late that comes back from the rows. */
const HERE = editor(RUN_SHEET);

/** The same row on every device of a person. */
const rowId = (person: string, packageId: string, item: string): string => idFor(person, RUN_SHEET, packageId, item);

/** Mine for one package: the row of each item, and beside it what was written elsewhere in the same while. */
export async function runRows(packageId: string): Promise<RunRow[]> {
  const [{ person }, database] = [await device(), await rows()];
  if (person === null || !database) return [];
  const exempt = await exemptions(database);
  return (await database.getAll("notes"))
    .filter((row) => row.kind === RUN_SHEET && row.author === person && row.hidden === undefined)
    .map(openedRow)
    .filter((row) => row.content.package === packageId && (row.sealed ? exempt.gives(row) : exempt.shows(row)))
    .map(({ id, shown: ver, content, changed }) => ({ id, ver, changed, content, item: content.item ?? "", first: id === rowId(person, packageId, content.item ?? "") }));
}

/** Whether what is written about one of these lines is locked. */
export async function anyLocked(items: string[]): Promise<boolean> {
  const database = await rows();
  const exempt = database && (await exemptions(database));
  return exempt !== null && items.some((item) => exempt.shut({ kind: RUN_SHEET, document: null, version: "", content: { item } }));
}

/** Answers the id it was saved under: another one when the words were moved beside those of another device. */
export async function saveLine(packageId: string, item: string, change: RunChange, base: number): Promise<string> {
  return (await saveLines(packageId, [{ item, change, base }]))[0] ?? "";
}

let saving: Promise<unknown> = Promise.resolve();

/** Until all that was typed so far is in the rows, or could not be saved. */
export const allSaved = (): Promise<unknown> => saving;

export async function saveLines(packageId: string, lines: LineChange[]): Promise<string[]> {
  const saved = writtenDown((person, at) =>
    lines.map(({ item, change, base }) => {
      const id = rowId(person, packageId, item);
      const row = newRow(id, person, { kind: RUN_SHEET, document: null, version: "", package: packageId, item, ...change }, at);
      return { id, change, base, by: HERE, row: { ...row, by: HERE } };
    }),
  );
  saving = Promise.allSettled([saving, saved]);
  return (await saved) ?? [];
}
