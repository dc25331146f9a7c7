/** What stands in a row when what was written here has been answered, or is taken back. */

import type { NoteChange } from "../domain/shapes";
import { type LogEntry, type NoteRow, SAVE, sameWords } from "./note-rows";
import { waitingFor, type Writing } from "./writing";

/** Steps remembered; an editor that is further behind makes a copy, and loses nothing. */
export const TRAIL = 12;

/** Once nothing waits, the row is as the server has it. Nothing of a note is under way besides what is being answered. */
export async function settle(tx: Writing, row: NoteRow | undefined): Promise<void> {
  if (!row) return;
  if (row.server !== undefined && (await waitingFor(tx, row.id)).length === 0) {
    const { server, behind = 0 } = row;
    if (server && server.ver >= behind && server.ver > 0) row = replaced(row, server);
    else if (server && !server.deleted && row.hidden === undefined) showServers(row, server);
    for (const key of ["server", "line", "base", "main"] as const) delete row[key];
  }
  await tx.objectStore("notes").put(row);
}

function showServers(row: NoteRow, server: NoteChange): void {
  const content = server.content ?? row.content;
  if (!sameWords(content, row.content)) {
    delete row.by;
    row.shown = row.ver + ++row.saves * SAVE;
  }
  Object.assign(row, { content, scope: server.scope, conflict_of: server.conflict_of });
}

/** The row when the server has told it whole and nothing of ours waits. An editor that saw the same words may go on. */
export function replaced(row: NoteRow, change: NoteChange): NoteRow {
  const { deleted, content, ...rest } = change;
  const shown = change.ver === row.ver && sameWords(content, row.content) ? row.shown : change.ver; // ours may have stood here meanwhile
  const fresh: NoteRow = { ...rest, content: content ?? row.content, shown, saves: row.saves };
  if (row.stop !== undefined) fresh.stop = row.stop;
  if (deleted) {
    fresh.hidden = row.hidden ?? Date.now();
    if (row.narrowed !== undefined) fresh.narrowed = row.narrowed;
  }
  const trail = [...(row.trail ?? [])];
  if (deleted || sameWords(content, row.content)) {
    if (row.by !== undefined) fresh.by = row.by;
    if (row.shown !== shown) trail.push({ from: row.shown, id: row.id, to: shown });
  }
  if (trail.length > 0) fresh.trail = trail.slice(-TRAIL);
  return fresh;
}

/** Shows what the server has, with the words of another line that waits. */
export function showBeneath(row: NoteRow, others: LogEntry[]): void {
  const puts = others.filter(({ op }) => op === "put");
  row.content = Object.assign({}, row.server?.content ?? row.content, ...puts.map(onlyContent));
  if (row.server) Object.assign(row, { scope: row.server.scope, conflict_of: row.server.conflict_of });
  const last = puts.at(-1);
  row.shown = last?.seen ?? row.ver + ++row.saves * SAVE;
  for (const key of ["by", "line", "base"] as const) delete row[key];
  if (last) Object.assign(row, { line: last.line, base: last.base, ...(last.by !== undefined && { by: last.by }) });
}

export function onlyContent({ fields }: LogEntry): NoteRow["content"] {
  const { kind: _k, document: _d, version: _v, parent: _p, conflict_of: _c, ...content } = fields ?? {};
  return content;
}
