/**
 * Notes as W3C Web Annotations (JSON-LD), and back again.
 *
 *     exportAnnotations(notes, about): string                      // a file "merknader.jsonld", application/ld+json
 *     importAnnotations(text, here): { drafts, problems }          // then: if (!(await note(id))) await makeNote(draft, id)
 *
 * https://www.w3.org/TR/annotation-model/. What other tools understand is said in the model's own words; what only we need
 * (numbers, kind, paper) is one JSON value under `folkevalgt:note` on the target, never a selector of our own making.
 */

import type { Note, NoteContent, NoteGeometry, NoteKind } from "./notes";
import type { Language } from "./shapes";
import { ANNO, OWN, type OwnWords } from "./web-annotation-parts";

export { importAnnotations, type ImportedNote, type ImportHere, type ImportProblem, type ImportWord } from "./web-annotation-import";

export interface ExportAbout {
  /** Where the papers' files are: "https://folkevalgt.kommune.no", without a slash at the end. */
  origin: string;
  /** What the collection is called, as "Merknader til Formannskapet 3. desember 2026". */
  label: string;
  language: Language;
  /** The names of the circles notes are shared with, by their scope. */
  circles?: Record<string, string>;
  /** ISO 8601. */
  generated: string;
}

const CONTEXT = [ANNO, { folkevalgt: "urn:folkevalgt:", [OWN]: { "@type": "@json" } }];
const PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778";
const MOTIVATIONS: Partial<Record<NoteKind, string>> = { highlight: "highlighting", ink: "highlighting", bookmark: "bookmarking", reply: "replying" };

/** An AnnotationCollection with all of the notes on its one page, as indented JSON. */
export function exportAnnotations(notes: Note[], about: ExportAbout): string {
  const items = notes.filter(({ kind }) => kind !== "position" && kind !== "print").map((note) => annotation(note, about));
  const id = `urn:folkevalgt:collection:${Date.parse(about.generated) || 0}`;
  const collection = {
    "@context": CONTEXT,
    id,
    type: "AnnotationCollection",
    label: about.label,
    ...moment("generated", about.generated),
    generator: { type: "Software", name: "folkevalgt" },
    total: items.length,
    first: { id: `${id}:1`, type: "AnnotationPage", partOf: id, startIndex: 0, items },
  };
  return JSON.stringify(collection, null, 2);
}

function annotation(note: Note, about: ExportAbout): object {
  const { id, author, name, kind, scope, content } = note;
  const motivation = MOTIVATIONS[kind] ?? "commenting";
  const tags = (content.tags ?? []).map((value) => ({ type: "TextualBody", value, purpose: "tagging" }));
  const purpose = motivation === "replying" ? "replying" : "commenting";
  const said = { type: "TextualBody", value: content.text ?? "", format: "text/plain", language: about.language, purpose };
  const body = content.text ? [said, ...tags] : tags;
  return {
    "@context": CONTEXT,
    id: `urn:uuid:${id}`,
    type: "Annotation",
    motivation,
    creator: { id: `urn:uuid:${author}`, type: "Person", name },
    ...moment("created", note.created),
    ...moment("modified", note.changed),
    ...(body.length ? { body } : {}),
    ...(scope === "private" ? {} : { audience: audience(scope, about.circles?.[scope]) }),
    target: target(note, about.origin),
  };
}

function target(note: Note, origin: string): object {
  const { content, version, parent } = note;
  const own = { type: "SpecificResource", [OWN]: ownWords(note) };
  if (parent !== null) return { ...own, source: `urn:uuid:${parent}` };
  const file = `${origin}/files/${version}`;
  return {
    ...own,
    source: file,
    state: { type: "TimeState", ...moment("sourceDate", note.created), cached: file },
    selector: selectors(content),
    ...(content.colour ? { styleClass: content.colour } : {}),
  };
}

/** The page, the words and the drawing: each says by itself where the note is. */
function selectors({ page = 1, quote, place, geometry }: NoteContent): object[] {
  const onPage = (refinedBy?: object): object => ({
    type: "FragmentSelector",
    conformsTo: PDF_FRAGMENTS,
    value: `page=${page}`,
    ...(refinedBy ? { refinedBy } : {}),
  });
  const list = [onPage(place ? { type: "TextPositionSelector", start: place.start, end: place.end } : undefined)];
  if (quote) {
    const { exact, prefix, suffix } = quote;
    list.push({ type: "TextQuoteSelector", exact, ...(prefix ? { prefix } : {}), ...(suffix ? { suffix } : {}) });
  }
  if (geometry) list.push(onPage({ type: "SvgSelector", value: svg(geometry) }));
  return list;
}

/** In PDF points with the origin at the page's lower left, turned for SVG. */
function svg({ quads, paths, width }: NoteGeometry): string {
  const points = (list: number[]): string => list.join(" ");
  const areas = quads.map(([a, b, c, d, e, f, g, h]) => `<polygon points="${points([a!, b!, c!, d!, g!, h!, e!, f!])}"/>`);
  const lines = paths.map((path) => `<polyline fill="none" stroke-width="${width}" points="${points(path)}"/>`);
  return `<svg xmlns="http://www.w3.org/2000/svg"><g transform="scale(1,-1)">${[...areas, ...lines].join("")}</g></svg>`;
}

function ownWords({ kind, document, version, parent, content }: Note): OwnWords {
  const { page = 1, quote, place, geometry, accepted, sort, colour, written, paper } = content;
  return {
    kind,
    document,
    version,
    page,
    ...(quote && parent !== null ? { quote } : {}),
    ...(place ? { place } : {}),
    ...(geometry ? { geometry } : {}),
    ...(accepted ? { accepted } : {}),
    ...(sort ? { sort } : {}),
    ...(colour ? { colour } : {}),
    ...(written ? { written } : {}),
    ...(paper ? { paper } : {}),
  };
}

const audience = (scope: string, name = ""): object => ({ id: `urn:folkevalgt:${scope}`, type: "Audience", ...(name ? { name } : {}) });

/** In UTC, as the model wants it; nothing when it is no time at all. */
function moment(key: string, at: string): object {
  const time = Date.parse(at);
  return Number.isNaN(time) ? {} : { [key]: new Date(time).toISOString() };
}
