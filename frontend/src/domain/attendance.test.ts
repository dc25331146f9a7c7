import { expect, test } from "vitest";
import { csv, itemNames, next, usedColumns } from "./attendance";
import type { PresenceLine, Proposal } from "./shapes";

const line = (more: Partial<PresenceLine> = {}): PresenceLine => ({ name: "Kari", party: "Ap", role: "member", comes: "whole", away: [], barred: [], instead_of: "", items: [], ...more });
const proposal = (person: string, skip: Proposal["skip"]): Proposal => ({ person, name: person, party: "", phone: "", rank: 1, place: "list", skip, items: [] });

test("whoever is passed over is not next, and nobody is when all are", () => {
  const vacancy = { instead_of: "x", items: [], why: "absence" as const };
  expect(next({ ...vacancy, proposals: [proposal("a", "said_no"), proposal("b", "")] })?.person).toBe("b");
  expect(next({ ...vacancy, proposals: [proposal("a", "called")] })).toBeNull();
});

test("the whole meeting is named by no items, and an item without a number by its title", () => {
  const known = [{ id: "1", number: "PS 1/26", title: "Budsjett" }, { id: "2", number: "", title: "Godkjenning" }];
  expect(itemNames(["1", "2"], known)).toBe("PS 1/26, Godkjenning");
  expect(itemNames([], known)).toBe("");
});

test("a name that begins as a formula is text in a spreadsheet", () => {
  expect(csv([["Navn"], ["=HYPERLINK(1)"], ['Ola "Olli"; Li']])).toBe('\uFEFFNavn\r\n\'=HYPERLINK(1)\r\n"Ola ""Olli""; Li"\r\n');
});

test("columns in which nothing stands are not printed", () => {
  expect(usedColumns([line(), line({ instead_of: "Ola" })])).toEqual(["name", "party", "role", "comes", "instead"]);
});
