/** Reads Web Annotations: our own back as they were, those of other tools as notes whose place is to be looked at. */

import type { NoteContent, NoteDraft, NoteKind } from "./notes";
import { foreignContent, quoteOf, texts } from "./web-annotation-foreign";
import { isOwnWords, LIMITS, list, named, OWN, type OwnWords, type Part, part, UUID } from "./web-annotation-parts";
import { Sha256 } from "./sha256";
import { lengthOf, wellFormed } from "./strip";

export interface ImportHere {
  /** Whoever is signed in: notes they exported keep their ids, other people's get new ones, the same each time. */
  me: string;
  /** The document and the newest version here of a paper, by the document's id or the file's sha-256; null when it is not theirs. */
  paper(about: { document: string | null; version: string | null }): { document: string; version: string } | null;
  /** Where annotations go that name no paper we know: the paper on the screen, or null. */
  otherwise: { document: string; version: string } | null;
}

export type ImportWord = "not_json" | "not_annotations" | "too_large" | "bad_annotation" | "no_paper" | "no_place" | "too_long";

/** `at` is the annotation's place in the file from 1, 0 when it is about the whole file. Sentences: words/notes-document.ts. */
export interface ImportProblem {
  word: ImportWord;
  at: number;
}

/** `look`: another tool made it, and where it belongs is to be found by its quote. `by` is who wrote it, null when I did. */
export interface ImportedNote {
  id: string;
  draft: NoteDraft;
  look: boolean;
  by: string | null;
}

/** Never throws: what cannot be read is told in `problems`. Every draft is private; what is replied to comes before its replies. */
export function importAnnotations(text: string, here: ImportHere): { drafts: ImportedNote[]; problems: ImportProblem[] } {
  const problems: ImportProblem[] = [];
  const found = annotations(text);
  if (typeof found === "string") return { drafts: [], problems: [{ word: found, at: 0 }] };
  const drafts = new Map<string, ImportedNote>();
  found.forEach((one, i) => {
    const note = readOne(one, here);
    if (typeof note === "string") problems.push({ word: note, at: i + 1 });
    else drafts.set(note.id, note);
  });
  return { drafts: parentsFirst([...drafts.values()]), problems };
}

/** A collection, a page, a list or one annotation; or the word for what is wrong with the whole file. */
function annotations(text: string): unknown[] | ImportWord {
  if (text.length > LIMITS.file) return "too_large";
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\ufeff/u, ""));
  } catch {
    return "not_json";
  }
  const whole = part(file);
  const page = part(whole?.["first"]) ?? whole;
  const found = Array.isArray(file) ? file : whole && named(whole, "Annotation") ? [whole] : list(page?.["items"]);
  if (found.length === 0) return "not_annotations";
  return found.length > LIMITS.annotations ? "too_large" : found;
}

function readOne(value: unknown, here: ImportHere): ImportedNote | ImportWord {
  const one = part(value);
  if (!one || !named(one, "Annotation") || ("body" in one && "bodyValue" in one)) return "bad_annotation";
  const target = list(one["target"])[0];
  const own = part(target)?.[OWN];
  if (own !== undefined && !isOwnWords(own)) return "bad_annotation";
  const said = texts(one);
  if (lengthOf(said.text) > LIMITS.text) return "too_long";
  const content = own ? ownContent(own, part(target)!) : foreignContent(target, said);
  if (content === "bad_annotation" || content === "no_place") return content;
  const where = paperOf(own, target, here);
  if (!where) return "no_paper";
  const [mine, name] = writer(one, here);
  const parent = parentOf(own?.kind, target, mine, here);
  const kind = own?.kind === "reply" && parent === null ? "comment" : (own?.kind ?? kindOf(one, content, said.text));
  const draft: NoteDraft = { ...content, kind, ...where, text: said.text, tags: said.tags, ...(parent ? { parent } : {}) };
  return { id: idOf(one, mine, here), draft, look: own === undefined, by: mine ? null : name };
}

function ownContent(own: OwnWords, target: Part): NoteContent | "bad_annotation" {
  const quote = own.quote ?? quoteOf(target);
  if (quote === "bad_annotation") return quote;
  const { page, place = null, geometry = null, accepted = null, sort = "", colour = null, written = "", paper = "" } = own;
  return { page, quote, place, geometry, accepted, sort, colour, written, paper };
}

function paperOf(own: OwnWords | undefined, target: unknown, here: ImportHere): { document: string; version: string } | null {
  const source = typeof target === "string" ? target : String(part(target)?.["source"] ?? "");
  const version = own?.version ?? /\/files\/([0-9a-f]{64})$/u.exec(source)?.[1] ?? null;
  const document = own?.document ?? null;
  const found = document || version ? here.paper({ document, version }) : null;
  if (!found) return own ? null : here.otherwise;
  return own ? { ...found, version: own.version || found.version } : found;
}

function kindOf(one: Part, content: NoteContent, text: string): NoteKind {
  if (list(one["motivation"]).includes("bookmarking") && !text) return "bookmark";
  return text || !content.quote ? "comment" : "highlight";
}

function writer(one: Part, here: ImportHere): [mine: boolean, name: string] {
  const creator = list(one["creator"])[0];
  const id = typeof creator === "string" ? creator : part(creator)?.["id"];
  const name = part(creator)?.["name"] ?? part(creator)?.["nickname"] ?? id;
  return [id === `urn:uuid:${here.me}`, typeof name === "string" ? wellFormed(name).slice(0, 200) : ""];
}

const uuidIn = (iri: unknown): string | null => (typeof iri === "string" ? (/^urn:uuid:(.+)$/u.exec(iri)?.[1]?.toLowerCase() ?? null) : null);

function parentOf(kind: NoteKind | undefined, target: unknown, mine: boolean, here: ImportHere): string | null {
  const id = uuidIn(part(target)?.["source"]);
  if (kind !== "reply" || id === null || !UUID.test(id)) return null;
  return mine ? id : derived(`urn:uuid:${id}`, here.me);
}

/** Mine keeps its id. Another's gets one of its own for me, always the same, so that a file taken in twice makes nothing twice. */
function idOf(one: Part, mine: boolean, here: ImportHere): string {
  const own = uuidIn(one["id"]);
  if (mine && own !== null && UUID.test(own)) return own;
  return derived(typeof one["id"] === "string" ? one["id"] : JSON.stringify(one), here.me);
}

/** A UUID of version 8 (RFC 9562) from the first half of a SHA-256. */
function derived(iri: string, me: string): string {
  const hash = new Sha256();
  hash.update(new TextEncoder().encode(`folkevalgt note\n${me}\n${iri}`));
  const bytes = hash.digest().slice(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}

function parentsFirst(notes: ImportedNote[]): ImportedNote[] {
  const byId = new Map(notes.map((note) => [note.id, note]));
  const done = new Set<ImportedNote>();
  const take = (note: ImportedNote, below: Set<string>): void => {
    const parent = note.draft.parent ? byId.get(note.draft.parent) : undefined;
    if (parent && !below.has(parent.id)) take(parent, new Set([...below, note.id]));
    done.add(note);
  };
  for (const note of notes) take(note, new Set([note.id]));
  return [...done];
}
