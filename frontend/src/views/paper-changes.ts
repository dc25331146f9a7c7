import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { isRead, wordsOf } from "../domain/blocks";
import type { PaperComparison, Structure } from "../domain/shapes";
import type { Reader, ShownChange } from "../reader";
import { comparisonOf, lastRead, structureOf, versionNumber } from "../store/layers";
import { filesHere } from "../store/rows";
import { t } from "../words/text";
import { useLive } from "./live";

export interface Changes {
  comparison: PaperComparison;
  list: ShownChange[];
  /** The number of the one that is shown, from 1; 0 before the first. */
  current: number;
  /** They are marked in the paper. */
  marked: boolean;
  /** The version that was read: its number, or null when nobody here knows, and whether it is on this device. */
  before: { number: number | null; here: boolean };
  setMarked(on: boolean): void;
  goTo(number: number): void;
  /** The next one or the one before; round at the ends. */
  step(by: 1 | -1): void;
}

/** What has changed in the paper since its reader read it; null when that is not known, or it is what was read. */
export function useChanges(reader: Reader | null, { document, version, unread }: { document: string; version: string; unread: boolean }): Changes | null {
  const [live] = useLive(["downloads"], async () => {
    const before = await lastRead(document);
    const comparison = before === null || before === version ? null : await comparisonOf(version, before);
    if (before === null || comparison === null) return null;
    const [structure, number, here] = await Promise.all([structureOf(version), versionNumber(before), filesHere()]);
    return { comparison, structure, before: { number, here: here.has(before) } };
  }, `${document}/${version}`);
  const found = live.state === "here" ? live.value : null;
  const key = JSON.stringify(found?.before) + (found?.comparison.changes.length ?? "") + (found?.structure ? "+" : "");
  const list = useMemo(() => (found ? shownChanges(found.comparison, found.structure) : []), [key]);
  const [current, setCurrent] = useState(0);
  const [marked, setMarked] = useState(false);
  const latest = useRef(current);
  latest.current = current;
  useEffect(() => {
    if (unread) setMarked(true);
  }, [unread]);
  const wanted = useRef(0); // gone to as soon as they are marked
  useEffect(() => {
    reader?.showChanges(marked ? list : []);
    if (marked && reader && wanted.current > 0) reader.goToChange(wanted.current);
    if (reader) wanted.current = 0;
  }, [reader, list, marked]);
  if (!found) return null;
  const goTo = (number: number) => {
    if (list.length === 0) return;
    const to = ((number - 1 + list.length) % list.length) + 1;
    setCurrent(to);
    latest.current = to;
    if (marked && reader) return reader.goToChange(to);
    wanted.current = to;
    setMarked(true);
  };
  return { comparison: found.comparison, list, current, marked, before: found.before, setMarked, goTo, step: (by) => goTo(latest.current === 0 && by < 0 ? 0 : latest.current + by) };
}

function shownChanges({ changes }: PaperComparison, structure: Structure | null): ShownChange[] {
  return changes.map((change, index) => {
    const blocks = structure?.pages[change.page - 1] ?? [];
    const after = blocks.slice(change.kind === "removed" ? change.block : change.block + 1).find(isRead);
    const before = blocks.slice(0, change.block).findLast(isRead);
    const kind = change.kind === "moved" ? t.movedFrom(change.old_page) : t.kinds[change.kind];
    const label = t.label(index + 1, changes.length, kind);
    return { number: index + 1, change, label, before: before ? wordsOf(before) : "", after: after ? wordsOf(after) : "" };
  });
}
