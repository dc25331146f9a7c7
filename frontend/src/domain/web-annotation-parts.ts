/** What a file from elsewhere may hold, looked at before it is believed. */

import type { Colour, NoteAccepted, NoteGeometry, NoteKind, NotePlace, NoteQuote } from "./notes";
import { lengthOf } from "./strip";

export const ANNO = "http://www.w3.org/ns/anno.jsonld";
/** The key on the target under which our own words stand. */
export const OWN = "folkevalgt:note";

/** What the model has no words for. The same names and meanings as in NoteContent. */
export interface OwnWords {
  kind: NoteKind;
  document: string | null;
  version: string;
  page: number;
  /** Of a reply alone, whose target is another note and no text. */
  quote?: NoteQuote;
  place?: NotePlace;
  geometry?: NoteGeometry;
  accepted?: NoteAccepted;
  sort?: string;
  colour?: Colour;
  written?: string;
  paper?: string;
}

/** Lengths in code points; `file` in UTF-16 units. The server's own limits (design of the notes' log). */
export const LIMITS = { file: 20_000_000, annotations: 10_000, text: 20_000, quote: 2_000, context: 128, tags: 20, tag: 50, geometry: 65_536 };
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;
const KINDS = new Set(["highlight", "comment", "ink", "textbox", "bookmark", "reply"]);
const COLOURS = new Set(["yellow", "green", "blue", "pink"]);

export type Part = Record<string, unknown>;

export const part = (value: unknown): Part | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Part) : null;
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);
export const named = (one: Part, type: string): boolean => list(one["type"] ?? one["@type"]).includes(type);

const isText = (value: unknown, most: number): value is string => typeof value === "string" && value.length <= 2 * most && lengthOf(value) <= most;
const isCount = (value: unknown, least: number): value is number => Number.isSafeInteger(value) && (value as number) >= least;
const maybe = (value: unknown, right: (value: unknown) => boolean): boolean => value === undefined || value === null || right(value);
const isNumbers = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === "number" && Number.isFinite(one));

export function isPlace(value: unknown): value is NotePlace {
  const one = part(value);
  return one !== null && isCount(one["start"], 0) && isCount(one["end"], 0) && one["start"] <= one["end"];
}

export function isQuote(value: unknown): value is NoteQuote {
  const one = part(value);
  return one !== null && isText(one["exact"], LIMITS.quote) && isText(one["prefix"], LIMITS.context) && isText(one["suffix"], LIMITS.context);
}

export function isGeometry(value: unknown): value is NoteGeometry {
  const one = part(value);
  const [quads, paths] = [one?.["quads"], one?.["paths"]];
  if (!one || !Array.isArray(quads) || !Array.isArray(paths) || typeof one["width"] !== "number") return false;
  const whole = quads.every((quad) => isNumbers(quad) && quad.length === 8) && paths.every((path) => isNumbers(path) && path.length % 2 === 0);
  return whole && JSON.stringify(value).length <= LIMITS.geometry;
}

function isAccepted(value: unknown): boolean {
  const one = part(value);
  if (one === null || !isVersion(one["version"]) || !isCount(one["page"], 1)) return false;
  return maybe(one["quote"], isQuote) && maybe(one["place"], isPlace) && maybe(one["geometry"], isGeometry);
}

const isVersion = (value: unknown): boolean => typeof value === "string" && /^[0-9a-f]{64}$/u.test(value);

export function isOwnWords(value: unknown): value is OwnWords {
  const one = part(value);
  if (one === null || typeof one["kind"] !== "string" || !KINDS.has(one["kind"])) return false;
  return (
    maybe(one["document"], (id) => typeof id === "string" && UUID.test(id)) &&
    (one["version"] === "" || isVersion(one["version"])) &&
    isCount(one["page"], 1) &&
    maybe(one["quote"], isQuote) &&
    maybe(one["place"], isPlace) &&
    maybe(one["geometry"], isGeometry) &&
    maybe(one["accepted"], isAccepted) &&
    maybe(one["sort"], (sort) => isText(sort, 100)) &&
    maybe(one["colour"], (colour) => COLOURS.has(colour as string)) &&
    maybe(one["written"], (written) => isText(written, 100)) &&
    maybe(one["paper"], (paper) => isText(paper, 500))
  );
}
