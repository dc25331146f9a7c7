/** Made-up notes for tests: any note that this app can make. */

import fc from "fast-check";
import type { Note, NoteContent, NoteKind } from "./notes";
import { wellFormed } from "./strip";

export const ME = "0190a7a0-0000-7000-8000-0000000000aa";
export const somePaper = { document: "0190a7a0-0000-7000-8000-0000000000dd", version: "ab".repeat(32) };

const point = fc.integer({ min: -100_000, max: 100_000 }).map((hundredths) => hundredths / 100 + 0); // + 0: JSON has no -0
const words = (most: number): fc.Arbitrary<string> =>
  fc.oneof(fc.string({ unit: "grapheme", maxLength: most / 4 }), fc.constantFrom("Åse sa «nei» — æøå", "𝒜𠮷😀", "مرحبا שלום", "</script><b>&amp;\"'", "linje\n\nto")).map(wellFormed);
const place = fc.tuple(fc.nat(5000), fc.nat(2000)).map(([start, length]) => ({ start, end: start + length }));
const quote = fc.record({ exact: words(2000).filter((text) => text !== ""), prefix: words(128), suffix: words(128) });
const geometry = fc.record({
  quads: fc.array(fc.array(point, { minLength: 8, maxLength: 8 }), { maxLength: 4 }),
  paths: fc.array(fc.array(fc.tuple(point, point), { minLength: 1, maxLength: 20 }).map((path) => path.flat()), { maxLength: 3 }),
  width: fc.constantFrom(0, 1, 1.5, 4),
});
const version = fc.constantFrom("ab".repeat(32), "cd".repeat(32));
const maybe = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some);
const content: fc.Arbitrary<NoteContent> = fc.record({
  page: fc.integer({ min: 1, max: 400 }),
  quote: maybe(quote),
  place: maybe(place),
  geometry: maybe(geometry),
  accepted: maybe(fc.record({ version, page: fc.integer({ min: 1, max: 400 }), quote: maybe(quote), place: maybe(place), geometry: maybe(geometry) })),
  sort: fc.constantFrom("00001|000000|00000", "00012|001234|00101"),
  colour: maybe(fc.constantFrom("yellow", "green", "blue", "pink")),
  text: words(2000).filter((text) => text === "" || text.trim() !== ""),
  tags: fc.uniqueArray(fc.constantFrom("spørsmål", "forslag", "økonomi", "må sjekkes"), { maxLength: 4 }),
  written: fc.constantFrom("", "2016-01-01T00:00:00Z"),
  paper: fc.constantFrom("", "PS 112/26 · IKT-plan"),
});
const time = fc.date({ min: new Date("2016-01-01"), max: new Date("2036-12-31"), noInvalidDate: true }).map((at) => at.toISOString());

/** Somebody's own note; one in four is shared, some are replies. */
export const someNote: fc.Arbitrary<Note> = fc
  .record({ id: fc.uuid({ version: 7 }), kind: fc.constantFrom<NoteKind[]>("highlight", "comment", "ink", "textbox", "bookmark", "reply"), version, content, created: time, changed: time, parent: fc.uuid({ version: 7 }), shared: fc.nat(3) })
  .map(({ shared, parent, kind, ...note }) => ({
    ...note,
    kind,
    parent: kind === "reply" ? parent : null,
    author: ME,
    name: "Kari Åsnes Ødegård",
    mine: true,
    scope: shared === 0 ? "group:0190a7a0-0000-7000-8000-0000000000bb" : "private",
    document: somePaper.document,
    conflictOf: null,
    ver: 1,
    unsent: false,
  }));

/** The same notes for the same seed. */
export const notesOfSeed = (seed: number, count: number): Note[] => fc.sample(someNote, { seed, numRuns: count });
