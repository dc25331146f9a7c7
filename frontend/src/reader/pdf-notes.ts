/**
 * Notes as annotations of a PDF (ISO 32000-2, 12.5) that every program shows alike: each brings its own appearance, since many
 * draw nothing of one without. Quads go TL, TR, BL, BR, as all programs write them, whatever the standard says.
 * What was there is left as it was, byte for byte; the notes are added after it.
 */

import { PDFDict, PDFDocument, PDFHexString, PDFName, type PDFPage, type PDFRef, PDFString } from "@cantoo/pdf-lib";
import type { CopyNote } from "../domain/copy-note";
import { appearance, type Look } from "./pdf-looks";

/** A note with a place of its own on the page. A reply has that of what it replies to. */
export interface PlacedNote extends CopyNote {
  quads: number[][];
}

/** Fails with Error("broken") for what is no PDF and Error("encrypted") for one with a password. */
export async function withNotes(bytes: Uint8Array, notes: PlacedNote[]): Promise<Uint8Array> {
  try {
    const paper = await PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true, forIncrementalUpdate: true });
    if (!paper.isEncrypted) return await added(paper, notes);
  } catch {
    throw new Error("broken");
  }
  throw new Error("encrypted");
}

async function added(paper: PDFDocument, notes: PlacedNote[]): Promise<Uint8Array> {
  const pages = paper.getPages();
  const written = new Map<string, { ref: PDFRef; note: PlacedNote; look: Look }>();
  const signs = new Map<PDFPage, number>();
  for (const note of parentsFirst(notes)) {
    const parent = note.parent === null ? undefined : written.get(note.parent);
    const page = pages[(parent?.note.page ?? note.page) - 1];
    if (!page) continue;
    const look = parent ? { ...parent.look, subtype: "Text" as const, extra: {}, draw: "", font: false, multiply: false } : appearance(page, note, signs.get(page) ?? 0);
    if (look.subtype === "Text" && !parent) signs.set(page, (signs.get(page) ?? 0) + 1);
    const ref = annotate(paper, page, note, look, parent?.ref);
    written.set(note.id, { ref, note: parent ? { ...note, page: parent.note.page } : note, look });
  }
  return paper.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}

function annotate(paper: PDFDocument, page: PDFPage, note: PlacedNote, look: Look, parent: PDFRef | undefined): PDFRef {
  const { context } = paper;
  const resources = {
    ...(look.multiply ? { ExtGState: { M: { Type: "ExtGState", BM: "Multiply" } } } : {}),
    ...(look.font ? { Font: { F: { Type: "Font", Subtype: "Type1", BaseFont: "Helvetica", Encoding: "WinAnsiEncoding" } } } : {}),
  };
  const form = context.stream(look.draw, {
    Type: "XObject",
    Subtype: "Form",
    FormType: 1,
    BBox: look.box,
    ...(look.matrix ? { Matrix: look.matrix } : {}),
    Resources: resources,
    ...(look.multiply ? { Group: { Type: "Group", S: "Transparency" } } : {}),
  });
  const dict = context.obj({
    Type: "Annot",
    Subtype: look.subtype,
    Rect: look.rect,
    P: page.ref,
    Contents: PDFHexString.fromText(said(note)),
    NM: PDFString.of(`urn:uuid:${note.id}`),
    T: PDFHexString.fromText(note.author),
    F: 4, // printed
    C: look.colour,
    AP: { N: context.register(form) },
    ...look.extra,
    ...(parent ? { IRT: parent, RT: "R" } : {}),
  }) as PDFDict;
  for (const [key, at] of [["CreationDate", note.created], ["M", note.changed]] as const) {
    const date = pdfDate(at);
    if (date) dict.set(PDFName.of(key), PDFString.of(date));
  }
  const ref = context.register(dict);
  page.node.addAnnot(ref);
  return ref;
}

/** The text, and the tags on a line of their own. */
function said({ text, tags }: CopyNote): string {
  return [text, tags.join(" · ")].filter((part) => part !== "").join("\n\n");
}

/** "D:20261122104500Z"; nothing for what is no time. */
function pdfDate(at: string): string | null {
  const time = Date.parse(at);
  return Number.isNaN(time) ? null : `D:${new Date(time).toISOString().replace(/[-:T]|\.\d+/gu, "")}`;
}

/** Replies can only name what is in the file already. */
function parentsFirst(notes: PlacedNote[]): PlacedNote[] {
  const left = new Map(notes.map((note) => [note.id, note]));
  const sorted: PlacedNote[] = [];
  const take = (note: PlacedNote): void => {
    if (!left.delete(note.id)) return;
    const parent = note.parent === null ? undefined : left.get(note.parent);
    if (parent) take(parent);
    sorted.push(note);
  };
  notes.forEach(take);
  return sorted;
}
