import { expect, test } from "vitest";
import { base64, deputyLists, invitable, moved, nextTerm, sitting, timeOf } from "./people";
import type { Book, BookPerson, BookSeat } from "./shapes";

const TODAY = "2026-12-03";
const seat = (id: string, given: Partial<BookSeat> = {}): BookSeat => ({ id, committee: "f", role: "member", rank: null, party: "Ap", valid_from: "2023-10-01", valid_to: null, deputy_for: null, ...given });
const person = (name: string, seats: BookSeat[], given: Partial<BookPerson> = {}): BookPerson => ({ id: name, name, email: `${name}@x.example`, phone: "", party: "Ap", language: "nb", secretariat: false, revoked_at: null, invited_at: null, seen_at: null, seats, ...given });
const book = (...people: BookPerson[]): Book => ({ people, committees: [], parties: [], mail: false });

test.each([["2026-12-03", "now"], ["2026-12-02", "past"], [null, "now"]])("a seat that ends %s is %s on 3 December", (valid_to, time) => {
  expect(timeOf(seat("a", { valid_to }), TODAY)).toBe(time);
});

test("a committee begins with who leads it, and nobody whose access has ended is in it", () => {
  const all = sitting(book(person("Eva", [seat("1")]), person("Ada", [seat("2")]), person("Per", [seat("3", { role: "chair" })]), person("Ute", [seat("4")], { revoked_at: TODAY })), "f", TODAY);
  expect(all.map((each) => each.person.name)).toEqual(["Per", "Ada", "Eva"]);
});

test("deputies stand on their lists in the order they are called in", () => {
  const deputy = (id: string, rank: number | null, party: string) => person(id, [seat(id, { role: "deputy", rank, party })]);
  const lists = deputyLists(sitting(book(deputy("c", null, "Sp"), deputy("b", 2, "Sp"), deputy("a", 1, "Sp"), deputy("h", 1, "H")), "f", TODAY));
  expect(lists.map(({ party, deputies }) => [party, deputies.map((each) => each.seat.id)])).toEqual([["H", ["h"]], ["Sp", ["a", "b", "c"]]]);
});

test("a row is moved by one, and never out of its list", () => {
  expect([moved([1, 2, 3], 2, -1), moved([1, 2], 0, -1), moved([1, 2], 1, 1)]).toEqual([[1, 3, 2], [1, 2], [1, 2]]);
});

test("who has never signed in is who gets a letter, and nobody without a place", () => {
  const all = book(person("new", [seat("1")]), person("old", [seat("2")], { seen_at: TODAY }), person("left", [seat("3", { valid_to: "2020-01-01" })]), person("staff", [], { secretariat: true }));
  expect(invitable(all, "never", "", TODAY).map(({ id }) => id)).toEqual(["new", "staff"]);
  expect(invitable(all, "everyone", "f", TODAY).map(({ id }) => id)).toEqual(["new", "old"]);
});

test.each([["2026-12-03", "2027-10-01"], ["2027-09-30", "2027-10-01"], ["2027-10-01", "2031-10-01"]])("on %s the next term begins %s", (today, day) => {
  expect(nextTerm(today)).toBe(day);
});

test("a file's bytes come through as they are", () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => at % 256);
  expect(Uint8Array.from(atob(base64(bytes)), (sign) => sign.charCodeAt(0))).toEqual(bytes);
});
