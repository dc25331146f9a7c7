/** Who sits where, as the secretariat keeps it. Days are ISO 8601, so that they compare as text. */

import type { Book, BookPerson, BookSeat } from "./shapes";

export type SeatTime = "now" | "coming" | "past";
export interface Sitting {
  person: BookPerson;
  seat: BookSeat;
}

const ORDER = ["chair", "deputy_chair", "member", "secretariat", "deputy"];

export function timeOf(seat: BookSeat, today: string): SeatTime {
  if ((seat.valid_to ?? "9999") < today) return "past";
  return seat.valid_from > today ? "coming" : "now";
}

/** Everyone with a seat in a committee now or later, leaders first, then by name. Those whose access has ended have none. */
export function sitting(book: Book, committee: string, today: string): Sitting[] {
  return book.people
    .filter((person) => person.revoked_at === null)
    .flatMap((person) => person.seats.filter((seat) => seat.committee === committee && timeOf(seat, today) !== "past").map((seat) => ({ person, seat })))
    .sort((one, other) => ORDER.indexOf(one.seat.role) - ORDER.indexOf(other.seat.role) || one.person.name.localeCompare(other.person.name, "nb"));
}

/** Deputies by the list they stand on, each in the order they are called in; those without a number last. */
export function deputyLists(all: Sitting[]): { party: string; deputies: Sitting[] }[] {
  const lists = new Map<string, Sitting[]>();
  for (const each of all) if (each.seat.role === "deputy") lists.set(each.seat.party, [...(lists.get(each.seat.party) ?? []), each]);
  return [...lists]
    .sort(([one], [other]) => one.localeCompare(other, "nb"))
    .map(([party, deputies]) => ({ party, deputies: deputies.sort((one, other) => (one.seat.rank ?? 999) - (other.seat.rank ?? 999) || one.person.name.localeCompare(other.person.name, "nb")) }));
}

/** One up or one down in a list; as it was at its ends. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const to = at + by;
  if (to < 0 || to >= list.length) return [...list];
  const next = [...list];
  [next[at], next[to]] = [next[to] as T, next[at] as T];
  return next;
}

export type Wanted = "never" | "everyone";

/** Who may be invited: those with access who sit somewhere or serve everybody; `never`: of them, who has never signed in. */
export function invitable(book: Book, wanted: Wanted, committee: string, today: string): BookPerson[] {
  return book.people.filter((person) => {
    const seats = person.seats.filter((seat) => timeOf(seat, today) !== "past");
    const here = committee === "" || seats.some((seat) => seat.committee === committee);
    return person.revoked_at === null && here && (seats.length > 0 || person.secretariat) && (wanted === "everyone" || person.seen_at === null);
  });
}

/** The first day of the next election period: 1 October of the next year whose number is one less than a multiple of four. */
export function nextTerm(today: string): string {
  let year = Number(today.slice(0, 4));
  while (year % 4 !== 3 || `${year}-10-01` <= today) year += 1;
  return `${year}-10-01`;
}

/** A file's bytes as base64, a piece at a time: a call takes only so many arguments. */
export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
