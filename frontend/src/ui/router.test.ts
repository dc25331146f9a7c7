import { expect, test } from "vitest";
import { type Place, placeAt, to } from "./router";

const at = (path: string): Place => placeAt(new URL(path, "https://folkevalgt.example"));

test("every screen has its address", () => {
  expect(at("/")).toEqual({ name: "meetings", committee: "" });
  expect(at("/moter?utvalg=c1")).toEqual({ name: "meetings", committee: "c1" });
  expect(at("/moter/p1")).toEqual({ name: "meeting", package: "p1" });
  expect(at("/logg-inn").name).toBe("signIn");
  expect(at("/meg").name).toBe("me");
  expect(at("/skrivebord/p1")).toEqual({ name: "deskPackage", package: "p1" });
  expect(at("/skrivebord/nytt").name).toBe("deskNew");
  expect(at("/kilder").name).toBe("sources");
});

test("a page in the address is a whole number from 1", () => {
  expect(at("/moter/p1/d1?side=4")).toMatchObject({ name: "paper", package: "p1", document: "d1", page: 4, note: null, placing: false });
  for (const side of ["", "0", "-1", "2.5", "x", "1e999"]) expect(at(`/moter/p1/d1?side=${side}`)).toMatchObject({ page: null });
});

test.each(["/tull", "/meg/x", "/moter/p/d/e", "/skrivebord/p/q", "/kilder/x", "/notater/x", "/sok/x", "/moter/p/utskrift/x"])("%s is no screen", (path) => {
  expect(at(path).name).toBe("lost");
});

test("an id with any sign in it comes back as it was", () => {
  expect(at(to.paper("a/b?c", "æ %2F", 3))).toMatchObject({ name: "paper", package: "a/b?c", document: "æ %2F", page: 3, note: null, placing: false });
});

test("what is shown of a paper stands in the address, and nothing else", () => {
  const where = { note: null, placing: false, find: "plan & vedtak", change: 2, text: true, beside: "d2" };
  expect(at(to.paper("p1", "d1", 4, where))).toEqual({ name: "paper", package: "p1", document: "d1", page: 4, ...where });
  expect(to.paper("p1", "d1")).toBe("/moter/p1/d1");
  expect(at("/moter/p1/d1?endring=0&ved=")).toMatchObject({ change: null, beside: null });
});

test("a package has its prints and its run sheet", () => {
  expect(at(to.print("p1"))).toEqual({ name: "print", package: "p1" });
  expect(at(to.runSheet("p1"))).toEqual({ name: "runSheet", package: "p1", item: "", leading: false });
  expect(at(to.runSheet("p1", { item: "i1", leading: true }))).toEqual({ name: "runSheet", package: "p1", item: "i1", leading: true });
});

test("what is searched for stands in the address", () => {
  const asked = { text: "reguleringsplan", package: "", committee: "c1", year: "2026", kind: "minutes" };
  expect(at(to.search(asked))).toEqual({ name: "search", asked });
  expect(to.search()).toBe("/sok");
});

test("a broken escape does not stop the app", () => {
  expect(at("/moter/%E0%A4%A").name).toBe("meetings");
});

test("a note has an address, and so has choosing a new place for it", () => {
  expect(at(to.note("p1", "d1", "n1", 4))).toMatchObject({ page: 4, note: "n1", placing: false });
  expect(at(to.note("p1", "d1", "n1", undefined, true))).toMatchObject({ page: null, note: "n1", placing: true });
  expect(at("/moter/p1/d1?flytt=")).toMatchObject({ note: null, placing: false });
});

test("what is chosen among the notes stands in the address", () => {
  const chosen = { colour: "pink", tag: "spørsmål & svar", kind: "ink", sharing: "others", text: "æ", meeting: "p1" } as const;
  expect(to.notes()).toBe("/notater");
  expect(at(to.notes(chosen))).toEqual({ name: "notes", filter: chosen });
  expect(at("/notater?farge=lilla&deling=alle")).toMatchObject({ filter: { colour: "", sharing: "mine" } });
});
