import { w } from "./index";

const ZONE = "Europe/Oslo";
const reading = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

/** A moment as the clock and the calendar on the wall in Norway show it; `date` is ISO 8601 (2026-12-03). */
export function inOslo(moment: Date): { date: string; hour: string; minute: string } {
  const part = Object.fromEntries(reading.formatToParts(moment).map(({ type, value }) => [type, value]));
  return { date: `${part["year"]}-${part["month"]}-${part["day"]}`, hour: part["hour"] ?? "", minute: part["minute"] ?? "" };
}

/** The moment when the wall in Norway shows this ("2026-12-03T08:00"); an hour that summer time leaps over is the next one. */
export function fromOslo(wall: string): Date {
  const asGreenwich = (moment: Date) => {
    const { date, hour, minute } = inOslo(moment);
    return Date.parse(`${date}T${hour}:${minute}:00Z`);
  };
  const wanted = Date.parse(`${wall.slice(0, 16)}:00Z`);
  const near = new Date(wanted - (asGreenwich(new Date(wanted)) - wanted));
  return new Date(near.getTime() - Math.min(0, asGreenwich(near) - wanted));
}

const noon = (date: string) => new Date(`${date}T12:00:00Z`);
const daysBetween = (from: string, to: string) => Math.round((noon(to).getTime() - noon(from).getTime()) / 86_400_000);

/** "torsdag 3. desember", with the year when it is another than now. */
export function dateWords(date: string, now = new Date()): string {
  const [year = "", month = "1", day = "1"] = date.split("-");
  const words = w.time.weekday(w.time.weekdays[noon(date).getUTCDay()] ?? "", w.time.date(Number(day), w.time.months[Number(month) - 1] ?? ""));
  return year === inOslo(now).date.slice(0, 4) ? words : `${words} ${year}`;
}

/** "i morgen" when it is near, else the date in words. */
export function dayWords(date: string, now = new Date()): string {
  const near: Record<number, string> = { [-1]: w.time.yesterday, 0: w.time.today, 1: w.time.tomorrow };
  return near[daysBetween(inOslo(now).date, date)] ?? dateWords(date, now);
}

export function clockWords(moment: Date): string {
  const { hour, minute } = inOslo(moment);
  return w.time.clock(hour, minute);
}

/** "i dag kl. 08.12". */
export function momentWords(moment: Date | string, now = new Date()): string {
  const at = new Date(moment);
  return w.time.at(dayWords(inOslo(at).date, now), clockWords(at));
}

/** When a meeting is: the day, and the time only when the archive has told it. */
export function meetingWords(meeting: { date: string; starts_at: string | null }, now = new Date()): string {
  const day = dayWords(meeting.date, now);
  return meeting.starts_at === null ? day : w.time.at(day, clockWords(new Date(meeting.starts_at)));
}

/** "desember 2026". */
export function monthWords(date: string): string {
  return `${w.time.months[Number(date.slice(5, 7)) - 1] ?? ""} ${date.slice(0, 4)}`;
}

export const isPast = (date: string, now = new Date()): boolean => date < inOslo(now).date;
