import { describe, expect, it } from "vitest";
import { aDocument, aManifest, anItem, aVersion } from "./example";
import { type Basket, EMPTY, moved, readBasket, type WantedPart, withoutPart, withPart, writeBasket } from "./print-basket";
import { listed, portionOf } from "./print-list";

const pages = (name: string, count: number) => ({ ...aVersion(name), pages: count });
const shown = aManifest({
  items: [anItem("i", { number: "PS 112/26" })],
  documents: [aDocument("plan", { item: "i", number: 1, version: pages("v2", 10) }), aDocument("kart", { item: "i", number: 2, version: pages("k", 4) }), aDocument("borte", { version: null, missing: "withdrawn" })],
});
const plan = (range: string, version = "v2"): WantedPart => ({ kind: "paper", document: "plan", version, title: "PS 112/26", range });
const holding = (...parts: WantedPart[]): Basket => parts.reduce((basket, part, i) => withPart(basket, part, `${i}`), EMPTY);
const list = (parts: WantedPart[], noted = new Map<string, number[]>()) => listed(holding(...parts).parts, shown, noted);

describe("the print basket", () => {
  it("comes back as it was kept", () => {
    const basket = { ...holding(plan("1-3"), { kind: "agenda" }, { kind: "noted", document: null, title: "" }), cover: true, burnt: false };
    expect(readBasket(writeBasket(basket))).toEqual(basket);
  });

  it("is empty when nothing was kept, or nothing that can be read", () => {
    expect([readBasket(""), readBasket("{oi"), readBasket("null")]).toEqual([EMPTY, EMPTY, EMPTY]);
  });

  it("keeps what a newer app has put there", () => {
    const newer = JSON.stringify({ schema: 9, parts: [{ id: "x", kind: "hologram" }, { id: "a", kind: "agenda" }] });
    const basket = readBasket(writeBasket(withoutPart(readBasket(newer), "a")));
    expect([basket.parts, basket.others]).toEqual([[], [{ id: "x", kind: "hologram" }]]);
  });

  it("takes the same only once", () => {
    expect(holding(plan("1-3"), plan("1-3"), plan("4"), { kind: "agenda" }, { kind: "agenda" }).parts).toHaveLength(3);
  });

  it("is put in order, and stops at its ends", () => {
    const basket = holding(plan("1"), plan("2"), plan("3"));
    const order = (id: string, to: number) => moved(basket, id, to).parts.map((part) => part.id).join("");
    expect([order("2", 0), order("0", 1), order("0", 99), order("2", -4)]).toEqual(["201", "102", "120", "201"]);
  });
});

describe("what is in the basket now", () => {
  it("counts each page of the package once", () => {
    const all = list([plan("1-3, 3"), plan("3-4"), { kind: "paper", document: "kart", version: "k", title: "", range: "" }]);
    expect(portionOf(all, shown)).toEqual({ pages: 8, of: 14 });
    expect(all[2]?.papers[0]?.label).toBe("PS 112/26 vedlegg 1");
  });

  it("keeps a paper that was withdrawn, and says so", () => {
    const [gone, unknown] = list([{ ...plan(""), document: "borte" } as WantedPart, { ...plan(""), document: "aldri" } as WantedPart]);
    expect([gone?.trouble, unknown?.trouble, gone?.papers]).toEqual(["withdrawn", "withdrawn", []]);
  });

  it("says which pages a shorter version no longer has", () => {
    const [some, none, open] = list([plan("9-12", "v1"), plan("11-", "v1"), plan("9-", "v1")]);
    expect([some?.papers[0]?.pages, some?.papers[0]?.beyond, some?.replaced]).toEqual([[9, 10], [11, 12], true]);
    expect([none?.trouble, open?.papers[0]?.pages]).toEqual(["no_pages", [9, 10]]);
  });

  it("finds the pages with my notes as they are today, in the order of the meeting", () => {
    const noted = new Map([["kart", [2]], ["plan", [1, 7, 99]], ["borte", [1]]]);
    const [all, one, none] = list([{ kind: "noted", document: null, title: "" }, { kind: "noted", document: "kart", title: "" }, { kind: "noted", document: "borte", title: "" }], noted);
    expect(all?.papers.map((paper) => [paper.document, paper.pages])).toEqual([["plan", [1, 7]], ["kart", [2]]]);
    expect([one?.papers.length, none?.trouble, list([{ kind: "noted", document: null, title: "" }])[0]?.trouble]).toEqual([1, "withdrawn", "no_notes"]);
  });
});
