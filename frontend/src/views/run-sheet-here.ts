import { useEffect, useState } from "preact/hooks";
import { type Leading, minutesOf, moved, type Places, type RunRow, type Sheet, sheetOf, type Times, times } from "../domain/run-sheet";
import type { Manifest, RollPerson } from "../domain/shapes";
import { leadingOf } from "../store/leading";
import { rollOf } from "../store/rolls";
import { manifest, papers, type StoredPaper, watch } from "../store/rows";
import { anyLocked, runRows, saveLines } from "../store/run-sheet";
import { inOslo } from "../words/time";

export interface Here {
  paper: StoredPaper;
  shown: Manifest;
  sheet: Sheet;
  roll: RollPerson[];
  leading: Leading | null;
  /** There are lines that cannot be read or written now. */
  locked: boolean;
}

const LEADS: readonly string[] = ["chair", "deputy_chair"];
export const leads = ({ role }: Pick<StoredPaper, "role">): boolean => LEADS.includes(role);

/** Null when the meeting is not here; "not yours" for those who do not lead it. */
export async function hereOf(id: string): Promise<Here | "not yours" | null> {
  const [list, shown, written, roll, leading] = await Promise.all([papers(), manifest(id), runRows(id), rollOf(id), leadingOf(id)]);
  const paper = list.find((one) => one.package === id);
  if (!paper || !shown) return null;
  if (!leads(paper)) return "not yours";
  const locked = await anyLocked(shown.items.map((item) => item.id));
  return (left = { paper, shown, sheet: sheetOf(shown, written), roll, leading, locked });
}

let left: Here | null = null;
watch(["me"], () => (left = null));

/** The sheet as it was drawn last in this tab, for whoever reads a paper and comes back: it stands until it is read anew. */
export const asLeft = (id: string): Here | null => (left?.shown.package === id ? left : null);

/** "18:00": the chair's own time, or the archive's. */
export function beginsAt(sheet: Pick<Sheet, "begins">, shown: Pick<Manifest, "meeting">): string {
  if (sheet.begins || shown.meeting.starts_at === null) return sheet.begins;
  const { hour, minute } = inOslo(new Date(shown.meeting.starts_at));
  return `${hour}:${minute}`;
}

/** The running clock of the sheet; with `now` (ms) it moves with the meeting that is led. */
export function timesOf({ sheet, shown, leading }: Pick<Here, "sheet" | "shown" | "leading">, now: number | null): Times {
  const begins = beginsAt(sheet, shown);
  const minutes = begins === "" ? null : minutesOf(begins);
  if (now === null || !leading) return times(sheet.lines, minutes, null);
  return times(sheet.lines, minutes, { leading, now: clockFrom(leading)(now), clock: clockFrom(leading) });
}

/** Minutes since the midnight before the meeting was begun: they go on past the next. */
function clockFrom(leading: Leading): (moment: number) => number {
  const first = Math.min(leading.since, ...Object.values(leading.items).map(({ began }) => began || leading.since));
  const { hour, minute } = inOslo(new Date(first));
  const start = minutesOf(`${hour}:${minute}`) + (first % 60_000) / 60_000;
  return (moment) => start + (moment - first) / 60_000;
}

/** The time now in ms, told anew every ten seconds while `running`. */
export function useNow(running: boolean): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}

let last: Promise<unknown> = Promise.resolve();

/** One move after the other, each from how the lines stand by then. Answers with what undoes it. */
export function moveLine(packageId: string, item: string, to: (at: number) => number): Promise<Places> {
  const done = last.then(async () => {
    const [shown, written] = await Promise.all([manifest(packageId), runRows(packageId)]);
    if (!shown) return [];
    const { lines } = sheetOf(shown, written);
    const { change, undo } = moved(lines, item, to(lines.findIndex((line) => line.item === item)));
    await putPlaces(packageId, change, written);
    return undo;
  });
  last = done.catch(() => undefined);
  return done;
}

export async function putPlaces(packageId: string, places: Places, written: RunRow[] = []): Promise<void> {
  const verOf = (item: string) => written.find((row) => row.first && row.item === item)?.ver ?? -1;
  await saveLines(packageId, places.map(({ item, place }) => ({ item, change: { place_in_order: place }, base: verOf(item) })));
}
