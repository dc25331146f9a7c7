/** A chair's run sheet: the lines in their order, when each is to begin, and what goes on while the meeting is led. */

import { agenda, type AgendaLine } from "./agenda";
import type { Manifest, ManifestDocument, NoteContent, RunPlan } from "./shapes";

/** A row as the store has it. `first`: the one that stands; the others were written at once with it, somewhere else. */
export interface RunRow {
  id: string;
  ver: number;
  changed: string;
  content: NoteContent;
  item: string;
  first: boolean;
}

export type RunChange = Pick<NoteContent, "text" | "plan" | "minutes" | "place_in_order" | "begins" | "shown" | "paper">;

/** The `ver` of a row that has never been seen. */
export const NOT_SEEN = -1;

/** The same limits as the server's. */
export const MOST = { lines: 50, line: 200, minutes: 1440 };

export interface SheetLine {
  item: string;
  number: string;
  title: string;
  closed: boolean;
  marks: AgendaLine["item"]["marks"];
  papers: ManifestDocument[];
  ver: number;
  text: string;
  minutes: number | null;
  place: number | null;
  plan: Required<RunPlan>;
  /** What was written at once with it on another device. */
  beside: RunRow[];
  /** It is not on the agenda any more; what was written stays. */
  gone: boolean;
}

export interface Sheet {
  ver: number;
  begins: string;
  shown: boolean;
  lines: SheetLine[];
}

export const wholePlan = (plan: RunPlan | null | undefined): Required<RunPlan> => ({ motions: [], votes: [], disqualified: [], substitutes: [], ...plan });

/** The agenda in its own order or the chair's. What was written about items that are no longer there comes last. */
export function sheetOf(manifest: Pick<Manifest, "items" | "documents">, rows: RunRow[]): Sheet {
  const about = new Map<string, RunRow[]>();
  for (const row of rows) about.set(row.item, [...(about.get(row.item) ?? []), row]);
  const line = (item: string, on: AgendaLine | null): SheetLine => {
    const all = about.get(item) ?? [];
    const first = all.find((row) => row.first);
    const { text = "", minutes = null, place_in_order: place = null, plan } = first?.content ?? {};
    const { number = "", title = all.find(({ content }) => content.paper)?.content.paper ?? "", closed = false, marks = [] } = on?.item ?? {};
    const beside = all.filter((row) => row !== first).sort((a, b) => a.changed.localeCompare(b.changed));
    return { item, number, title, closed, marks, papers: on?.papers ?? [], ver: first?.ver ?? NOT_SEEN, text, minutes, place, plan: wholePlan(plan), beside, gone: on === null };
  };
  const { lines } = agenda(manifest as Manifest);
  const there = inOrder(lines.map((on) => line(on.item.id, on)));
  const listed = new Set(lines.map(({ item }) => item.id));
  const gone = [...about.keys()].filter((item) => item !== "" && !listed.has(item)).map((item) => line(item, null));
  const own = about.get("") ?? [];
  const itself = own.find(({ first }) => first);
  const { begins = "" } = itself?.content ?? {};
  // Of two, one may be from a device that has not heard: then nobody is shown it.
  const shown = own.length > 0 && own.every(({ content }) => content.shown === true);
  return { ver: itself?.ver ?? NOT_SEEN, begins, shown, lines: [...there, ...gone.filter(saysAnything).sort((a, b) => (a.place ?? 0) - (b.place ?? 0))] };
}

const saysAnything = (line: SheetLine): boolean => line.text !== "" || line.beside.length > 0 || Object.values(line.plan).some((list) => list.length > 0);

/** Those with a place of their own by it; one without, as an item that came later, after what it follows on the agenda. */
function inOrder(lines: SheetLine[]): SheetLine[] {
  const placed = lines.filter(({ place }) => place !== null).sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  if (placed.length === 0) return lines;
  for (const [at, line] of lines.entries()) {
    if (line.place !== null) continue;
    const before = lines[at - 1];
    placed.splice(before ? placed.indexOf(before) + 1 : 0, 0, line);
  }
  return placed;
}

/** What must be written for the line to stand at `to`, counted from 0; and what undoes it. */
export function moved(lines: SheetLine[], item: string, to: number): { change: Places; undo: Places } {
  const there = lines.filter(({ gone }) => !gone);
  const rest = there.filter((line) => line.item !== item);
  const line = there.find((one) => one.item === item);
  if (!line || to < 0 || to > rest.length) return { change: [], undo: [] };
  const [before, after] = [rest[to - 1], rest[to]];
  const low = before ? before.place : (after?.place ?? 0) - 2;
  const high = after ? after.place : (before?.place ?? 0) + 2;
  const between = low === null || high === null || there.some(({ place }) => place === null) ? null : (low + high) / 2;
  const room = between !== null && low !== null && high !== null && low < between && between < high;
  const order = [...rest.slice(0, to), line, ...rest.slice(to)];
  const change = room ? [{ item, place: between }] : order.map((one, at) => ({ item: one.item, place: at + 1 }));
  const was = new Map(there.map((one) => [one.item, one.place]));
  return { change, undo: change.map((one) => ({ item: one.item, place: was.get(one.item) ?? null })) };
}

export type Places = { item: string; place: number | null }[];

/** "18:00", "18.00", "1800" or "18" as the server has it; null when it is no time. */
export function clockIn(said: string): string | null {
  const found = /^\s*(?:(\d{2})(\d{2})|(\d{1,2})(?:[.: ](\d{2}))?)\s*$/.exec(said);
  const [hour, minute] = [Number(found?.[1] ?? found?.[3]), Number(found?.[2] ?? found?.[4] ?? 0)];
  return found && hour < 24 && minute < 60 ? `${pad(hour)}:${pad(minute)}` : null;
}

const pad = (n: number): string => String(n).padStart(2, "0");
export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Minutes since midnight as "18:05"; after midnight the clock begins anew. */
export const clockAt = (minutes: number): string => {
  const within = ((Math.round(minutes) % 1440) + 1440) % 1440;
  return `${pad(Math.floor(within / 60))}:${pad(within % 60)}`;
};

/** When a meeting is led: the item under way, when it came up, and for how long items have been under way in all (ms). */
export interface Leading {
  item: string;
  since: number;
  items: Record<string, Led>;
}

export interface Led {
  /** When it came up first, ms; and how long it has been under way before `since`. */
  began: number;
  spent: number;
  speaking: Speaker | null;
  queue: Speaker[];
}

export interface Speaker {
  id: string;
  name: string;
  /** "Replikk": comes before the others, after other replies. */
  reply: boolean;
}

export const NOT_LED: Led = { began: 0, spent: 0, speaking: null, queue: [] };

export interface Times {
  /** Minutes since midnight at which each line begins; null when nothing says when the meeting does. */
  at: Map<string, number | null>;
  ends: number | null;
}

/**
 * The running clock. `begins` in minutes since midnight. With an item under way those before it have the time at which they
 * came up, and those after it move with the clock `now`, also in minutes.
 */
export function times(lines: SheetLine[], begins: number | null, led: { leading: Leading; now: number; clock: (moment: number) => number } | null): Times {
  const at = new Map<string, number | null>();
  const there = lines.filter(({ gone }) => !gone);
  const current = led ? there.findIndex(({ item }) => item === led.leading.item) : -1;
  let next = begins;
  for (const [index, { item, minutes }] of there.entries()) {
    const began = led?.leading.items[item]?.began ?? 0;
    const came = led && current >= 0 && index <= current && began > 0 ? led.clock(began) : null;
    at.set(item, came ?? next);
    if (next !== null) next += minutes ?? 0;
    if (led && index === current) next = led.now + Math.max(0, left({ item, minutes }, led.leading, led.now, led.clock));
  }
  return { at, ends: there.length > 0 ? next : null };
}

/** Minutes that are left of the item's time; less than none when it is past it. */
function left({ item, minutes }: Pick<SheetLine, "item" | "minutes">, leading: Leading, now: number, clock: (moment: number) => number): number {
  return (minutes ?? 0) - (leading.items[item]?.spent ?? 0) / 60_000 - (now - clock(leading.since));
}

/** How long the item has been under way at `now`, both in ms. */
export const spentOn = (leading: Leading, item: string, now: number): number =>
  (leading.items[item]?.spent ?? 0) + (leading.item === item ? Math.max(0, now - leading.since) : 0);

/** The next item comes up; the time spent on the one before is kept, and its speakers. */
export function comesUp(leading: Leading | null, item: string, now: number): Leading {
  const items = { ...leading?.items };
  if (leading?.item && leading.item !== item) items[leading.item] = { ...NOT_LED, ...items[leading.item], spent: spentOn(leading, leading.item, now) };
  items[item] = { ...NOT_LED, ...items[item], began: items[item]?.began || now };
  return { item, since: leading?.item === item ? leading.since : now, items };
}

export function withLed(leading: Leading, item: string, change: (led: Led) => Led): Leading {
  return { ...leading, items: { ...leading.items, [item]: change({ ...NOT_LED, ...leading.items[item] }) } };
}

/** Asks for the word: last, or for a reply after the other replies. */
export const asked = (led: Led, speaker: Speaker): Led => {
  const at = speaker.reply ? led.queue.filter(({ reply }) => reply).length : led.queue.length;
  return { ...led, queue: [...led.queue.slice(0, at), speaker, ...led.queue.slice(at)] };
};

export const nextSpeaker = (led: Led): Led => ({ ...led, speaking: led.queue[0] ?? null, queue: led.queue.slice(1) });
export const withoutSpeaker = (led: Led, id: string): Led => ({ ...led, queue: led.queue.filter((one) => one.id !== id) });

export function speakerMoved(led: Led, id: string, by: 1 | -1): Led {
  const from = led.queue.findIndex((one) => one.id === id);
  const to = from + by;
  const queue = [...led.queue];
  const [one, other] = [queue[from], queue[to]];
  if (one && other) [queue[from], queue[to]] = [other, one];
  return { ...led, queue };
}
