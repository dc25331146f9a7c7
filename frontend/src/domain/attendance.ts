/** Who comes to a meeting: what stands about whom, and the list for the minutes as rows and as a file. */

import type { Attendance, AttendanceItem, CalledLine, PresenceLine, Proposal, Vacancy } from "./shapes";

/** "PS 112/26, PS 113/26"; a title where there is no number. Empty when it is the whole meeting. */
export const itemNames = (items: readonly string[], known: readonly Pick<AttendanceItem, "id" | "number" | "title">[]): string =>
  items.map((id) => known.find((item) => item.id === id)).map((item) => item?.number || item?.title || "").filter(Boolean).join(", ");

/** Who stands in for somebody now. */
export const standIns = (called: readonly CalledLine[], person: string): CalledLine[] =>
  called.filter((line) => line.instead_of === person && !line.gone);

/** The deputy to call in for a seat; null when all are passed over. */
export const next = (vacancy: Vacancy): Proposal | null => vacancy.proposals.find(({ skip }) => skip === "") ?? null;

/** How many seats somebody sits in, and how many there are: a seat with a vacancy in some items counts as filled. */
export function filled({ seats, vacancies }: Attendance): { filled: number; of: number } {
  const empty = new Set(vacancies.filter(({ items, why }) => items.length === 0 && why === "absence").map((vacancy) => vacancy.instead_of));
  return { filled: seats.length - empty.size, of: seats.length };
}

export type Column = "name" | "party" | "role" | "comes" | "away" | "barred" | "instead" | "items";
export const COLUMNS: readonly Column[] = ["name", "party", "role", "comes", "away", "barred", "instead", "items"];

/** What stands in one square of the list; `roles` and `comes` are the words for them. */
export function square(line: PresenceLine, column: Column, roles: Record<string, string>, comes: Record<string, string>): string {
  const said: Record<Column, string> = {
    name: line.name,
    party: line.party,
    role: roles[line.role] ?? line.role,
    comes: comes[line.comes] ?? line.comes,
    away: line.away.join(", "),
    barred: line.barred.join(", "),
    instead: line.instead_of,
    items: line.items.join(", "),
  };
  return said[column];
}

/** Columns in which nothing stands are left out of what is read and printed; a file has them all. */
export const usedColumns = (lines: readonly PresenceLine[]): Column[] =>
  COLUMNS.filter((column) => column === "name" || lines.some((line) => square(line, column, {}, {}) !== ""));

/**
 * As spreadsheets in Norway open it: semicolons, UTF-8 with its mark (RFC 4180).
 * What begins as a formula is told as text: names come from elsewhere.
 */
export function csv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[";\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(";")}\r\n`).join("")}`;
}
