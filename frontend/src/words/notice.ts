/** What a notice says, also where no page is open: whoever looks over a shoulder learns which meeting, and nothing of its papers. */

import { fact, type NoticeWord, type Told } from "../domain/notice";
import type { Language } from "../domain/shapes";
import { en } from "./notice-en";
import { nb } from "./notice-nb";
import { nn } from "./notice-nn";

export type Lines = [title: string, more: string];
type Saying = (to: string, at: string) => Lines;

/** One language. A kind is given the meeting in short ("formannskapet 3. desember"), and when it is. */
export interface Said {
  locale: string;
  to: (body: string, day: string) => string;
  clock: (hour: string, minute: string) => string;
  fresh: (count: number) => string;
  withdrawn: (count: number) => string;
  changed: (count: number) => string;
  paragraphs: (count: number) => string;
  proposal: (count: number) => string;
  moved: Record<"time" | "place" | "both" | "held", Saying>;
  kinds: Record<Exclude<NoticeWord, "moved">, Saying>;
  unknown: Lines;
  signedOut: Lines;
}

const LANGUAGES: Record<Language, Said> = { nb, nn, en };
const ZONE = "Europe/Oslo";
// Inside a Norwegian sentence a body has a small letter when its name begins with what kind of body it is.
const BODY = /^[\p{L}]*(styret?|skapet?|utvalg(et)?|utval(et)?|råd(et)?|nemnd(a|i)?|komit[eé](en|a)?|ting(et)?)(?![\p{L}])/iu;

export const said = (language: Language): Said => LANGUAGES[language];

/** Title and more of one notice. */
export function noticeWords(told: Told, language: Language, now = new Date()): Lines {
  const words = LANGUAGES[language];
  const say = told.kind === "moved" ? words.moved[movedBy(told)] : (words.kinds[told.kind] as Saying | undefined); // a newer server may know more kinds
  if (!say || told.date === "") return bare(told.kind, language);
  const [title, more] = say(toWords(told, words, now), atWords(told, words, now));
  return [title, capital(counts(told, words) || more)];
}

/** The day or time, the place, both, or neither: then it was cancelled, and is to be held after all. */
function movedBy(told: Told): keyof Said["moved"] {
  const time = fact(told, "day") + fact(told, "time") > 0;
  const place = fact(told, "place") > 0;
  return time && place ? "both" : time ? "time" : place ? "place" : "held";
}

/** When nothing more than its kind is known. */
export function bare(kind: string, language: Language): Lines {
  const words = LANGUAGES[language];
  return kind === "test" ? words.kinds.test("", "") : words.unknown;
}

/** "2 avsnitt endret, 1 i forslag til vedtak". */
function counts(told: Told, words: Said): string {
  const some = (name: string, say: (count: number) => string) => (fact(told, name) > 0 ? [say(fact(told, name))] : []);
  if (told.kind !== "supplement") return "";
  const paragraphs = some("paragraphs", words.paragraphs); // how much, where it is known, rather than in how many
  const much = paragraphs.length > 0 ? paragraphs : some("changed", words.changed);
  return [...some("new", words.fresh), ...some("withdrawn", words.withdrawn), ...much, ...some("proposal", words.proposal)].join(", ");
}

function toWords(told: Told, words: Said, now: Date): string {
  const small = words.locale !== "en-GB" && BODY.test(told.committee);
  const body = small ? told.committee.charAt(0).toLowerCase() + told.committee.slice(1) : told.committee;
  return words.to(body, day(told, words, now, {}));
}

function atWords(told: Told, words: Said, now: Date): string {
  const when = day(told, words, now, { weekday: "long" }).replace(",", "");
  if (told.starts_at === null) return when;
  const reading = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const [hour = "", minute = ""] = reading.format(new Date(told.starts_at)).split(":");
  return `${when} ${words.clock(hour, minute)}`;
}

function day(told: Told, words: Said, now: Date, more: Intl.DateTimeFormatOptions): string {
  const year = told.date.slice(0, 4) === new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE }).format(now).slice(0, 4) ? {} : { year: "numeric" as const };
  return new Intl.DateTimeFormat(words.locale, { timeZone: "UTC", day: "numeric", month: "long", ...year, ...more }).format(new Date(`${told.date}T12:00:00Z`));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
