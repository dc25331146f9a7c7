/**
 * A real plan carried over to its real revision. Compared by eye, this is what changed: on page 3 two sentences about the
 * schools became one; on page 8 a paragraph came in, a cost was set, and the pilot was given other people; what stood after
 * that moved down, some of it to the next page. Every page has a running head and its number.
 */

/// <reference types="node" />
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import { carry, type Carried, type ToCarry } from "../domain/anchor";
import { cut, lengthOf, Strip, strip } from "../domain/strip";
import { AS_SHOWN, type TextItem, textOf } from "./page-text";

const DATA = process.env["FOLKEVALGT_TEST_DATA"] ?? resolve(import.meta.dirname, "../../../../shared/data");
const [FIRST, REVISED] = ["formannskapet", "ettersending"].map((folder) => `${DATA}/lyngdal/${folder}/ikt-plan.pdf`) as [string, string];
const missing = !existsSync(FIRST) || !existsSync(REVISED);

async function rawPages(file: string): Promise<string[]> {
  const loading = pdfjs.getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 });
  const paper = await loading.promise;
  const pages: string[] = [];
  for (let number = 1; number <= paper.numPages; number += 1) pages.push(textOf((await (await paper.getPage(number)).getTextContent(AS_SHOWN)).items as TextItem[]));
  await loading.destroy();
  return pages;
}

/** A note on [from, to) of a page's raw text, as the reader makes it. */
function noteAt(id: string, raw: string, page: number, from: number, to: number): ToCarry {
  const place = new Strip(raw).place({ start: from, end: to });
  return { id, page, place, quote: { exact: raw.slice(from, to), prefix: raw.slice(Math.max(0, from - 128), from), suffix: raw.slice(to, to + 128) } };
}

describe.skipIf(missing)(`the plan in ${missing ? "shared/data (not here: see CONTRIBUTING.md)" : "lyngdal"}`, () => {
  let before: string[];
  let after: string[];
  beforeAll(async () => ([before, after] = await Promise.all([rawPages(FIRST), rawPages(REVISED)])), 60_000);

  const placed = (words: string, page: number): [Carried["state"], number, string] => {
    const raw = before[page - 1]!;
    const pattern = words.split(" ").map((word) => word.replace(/[.*+?()[\]\\]/gu, "\\$&")).join("\\s+");
    const at = new RegExp(pattern, "u").exec(raw);
    if (!at) throw new Error(`"${words}" is not on page ${page}`);
    const found = carry([noteAt("note", raw, page, at.index, at.index + at[0].length)], after.map(strip))[0]!;
    const text = found.place ? cut(cut(strip(after[found.page - 1]!), found.place.end), found.place.start - found.place.end) : "";
    return [found.state, found.page, text];
  };

  it.each([
    ["oppgradering av samtlige programvarer", 2, "exact", 2, "oppgraderingavsamtligeprogramvarer"],
    ["Folkevalgte organer/politikere vil da lettere få tilgang", 8, "exact", 8, "Folkevalgteorganer/politikerevildaletterefåtilgang"],
    ["Tiltaket er ikke kostnadsberegnet.", 8, "moved", 8, "Tiltaketerforeløpigkostnadsberegnettilkr180.000."],
    ["Det er nødvendig å foreta en nærmere vurdering", 8, "moved", 8, "Deterlikevelnødvendigåforetaennærmerevurdering"],
    ["Det kan f.eks. omfatte formannskapets medlemmer og lederne av hovedutvalgene.", 8, "moved", 8, "Pilotenskalomfatteformannskapetsmedlemmer,lederneavhovedutvalgeneoglederenavungeskommunestyre."],
  ])("puts “%s” of page %i where it says so now", (words, page, state, now, text) => {
    const [as, on, said] = placed(words, page);
    expect([as, on]).toEqual([state, now]);
    expect(said).toContain(text);
    expect(said.length).toBeLessThanOrEqual(text.length + 1); // an end may be a sign off where the words beside it changed too
  });

  it("asks about words that were taken out", () => {
    expect(["review", "orphan"]).toContain(placed("Skolenes IKT-utrustning og drift behandles senere i denne planen.", 3)[0]);
  });

  it("puts notes all over the plan at their words, and asks about the others", () => {
    const notes = before.flatMap((raw, i) =>
      [...raw.matchAll(/\S+(?:\s+\S+){11}/gu)].filter((_, n) => n % 2 === 0).map((at, n) => noteAt(`${i + 1}.${n}`, raw, i + 1, at.index, at.index + at[0].length)),
    );
    const bare = (text: string): string => strip(text).replaceAll(/-|Side\d+av13|LyngdalkommuneArkivsak2026\/318/gu, "");
    const whole = bare(after.join(" "));
    const sum = { right: 0, wrong: 0, asked: 0, notes: notes.length };
    for (const { id, state, page, place } of carry(notes, after.map(strip))) {
      const words = bare(notes.find((note) => note.id === id)!.quote!.exact);
      const text = place && bare(cut(cut(strip(after[page - 1]!), place.end), place.start - place.end));
      if (state === "review" || state === "orphan") sum.asked += 1;
      else if (text !== "" && words.includes(text!) && text!.length * 2 >= words.length) sum.right += 1;
      else sum[whole.includes(words) || !isLike(words, text!) ? "wrong" : "right"] += 1;
    }
    console.info(`the plan: ${JSON.stringify(sum)}`);
    expect(sum.right / sum.notes).toBeGreaterThanOrEqual(0.85);
    expect(sum.wrong / sum.notes).toBeLessThanOrEqual(0.02);
  });
});

/** Two thirds of the shorter one's letter triples stand in the other. */
function isLike(a: string, b: string): boolean {
  const [short, long] = lengthOf(a) < lengthOf(b) ? [a, b] : [b, a];
  const triples = Array.from({ length: Math.max(1, short.length - 2) }, (_, i) => short.slice(i, i + 3));
  return triples.filter((one) => long.includes(one)).length * 3 >= triples.length * 2;
}
