/**
 * Carries what a page draws from one PDF into a new one, and nothing else: no other page, no annotation's way to one, no
 * tags, and of shared resources only what the page's own content names. What is left out is not in the new file at all.
 */

import { decodePDFRawStream, PDFArray, type PDFContext, PDFDict, PDFName, PDFNull, type PDFObject, PDFRawStream, PDFRef, PDFStream } from "@cantoo/pdf-lib";
import { namesIn } from "./print-names";

const key = (name: string) => PDFName.of(name);
const LEFT_OUT = new Set(["Parent", "StructParent", "StructParents", "Metadata", "PieceInfo", "LastModified", "OPI", "Alternates", "Annots", "AF", "Thumb", "SpiderInfo"].map(key));
const PAGES = new Set(["Page", "Pages", "Catalog", "Annot", "StructElem", "StructTreeRoot", "ObjStm", "XRef", "Filespec", "EmbeddedFile"].map(key));
const DRAWN = new Set(["XObject", "Font", "ExtGState", "ColorSpace", "Pattern", "Shading", "Properties"].map(key));

/** Fails with Error("broken") for what cannot be read. */
export function contentOf(stream: PDFObject | undefined): Uint8Array {
  if (!(stream instanceof PDFRawStream)) throw new Error("broken");
  return decodePDFRawStream(stream).decode();
}

export class Carrier {
  private readonly carried = new Map<PDFRef, PDFRef>();
  private readonly names = new Map<PDFObject, Set<string>>();
  /** Layers that came along, old and new. */
  readonly layers = new Map<PDFRef, PDFRef>();

  constructor(
    private readonly from: PDFContext,
    private readonly to: PDFContext,
  ) {}

  /** The resources that `content` names, and that the forms without resources of their own do. */
  resources(all: PDFDict | undefined, content: Set<string>): PDFDict {
    const kept = PDFDict.withContext(this.to);
    if (!all) return kept;
    const used = this.withForms(all, content);
    for (const [kind, value] of all.entries()) {
      const group = this.from.lookup(value);
      if (!DRAWN.has(kind) || !(group instanceof PDFDict)) continue;
      const some = PDFDict.withContext(this.to);
      for (const [name, one] of group.entries()) if (used.has(name.decodeText())) some.set(name, this.carry(one));
      if (some.keys().length > 0) kept.set(kind, some);
    }
    return kept;
  }

  private withForms(all: PDFDict, content: Set<string>): Set<string> {
    const used = new Set(content);
    const forms = all.lookup(key("XObject"));
    if (!(forms instanceof PDFDict)) return used;
    const left = [...used];
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const form = forms.lookup(key(name));
      if (!(form instanceof PDFRawStream) || form.dict.lookup(key("Subtype")) !== key("Form") || form.dict.lookup(key("Resources"))) continue;
      for (const more of this.namesOf(form)) if (!used.has(more)) left.push((used.add(more), more));
    }
    return used;
  }

  private namesOf(stream: PDFRawStream): Set<string> {
    const known = this.names.get(stream) ?? namesIn(contentOf(stream));
    this.names.set(stream, known);
    return known;
  }

  carry(object: PDFObject): PDFObject {
    if (object instanceof PDFRef) return this.reference(object);
    if (object instanceof PDFArray) {
      const array = PDFArray.withContext(this.to);
      for (const one of object.asArray()) array.push(this.carry(one));
      return array;
    }
    if (object instanceof PDFDict) return this.dict(object);
    if (object instanceof PDFStream) return this.stream(object);
    return object;
  }

  private reference(ref: PDFRef): PDFObject {
    const known = this.carried.get(ref);
    if (known) return known;
    const object = this.from.lookup(ref);
    if (object === undefined || isPage(object)) return PDFNull;
    const fresh = this.to.nextRef();
    this.carried.set(ref, fresh); // before what it holds: that may lead back to it
    if (object instanceof PDFDict && object.lookup(key("Type")) === key("OCG")) this.layers.set(ref, fresh);
    this.to.assign(fresh, this.carry(object));
    return fresh;
  }

  private dict(old: PDFDict, without?: PDFName): PDFObject {
    if (isPage(old)) return PDFNull;
    const fresh = PDFDict.withContext(this.to);
    const own = old.lookup(key("Resources"));
    const glyphs = old.lookup(key("CharProcs"));
    for (const [name, value] of old.entries()) {
      if (LEFT_OUT.has(name) || name === without) continue;
      const narrowed = name === key("Resources") && own instanceof PDFDict && glyphs instanceof PDFDict;
      fresh.set(name, narrowed ? this.resources(own, this.glyphNames(glyphs)) : this.carry(value));
    }
    return fresh;
  }

  private glyphNames(glyphs: PDFDict): Set<string> {
    return new Set(glyphs.keys().flatMap((name) => {
      const glyph = glyphs.lookup(name);
      return glyph instanceof PDFRawStream ? [...this.namesOf(glyph)] : [];
    }));
  }

  private stream(old: PDFStream): PDFObject {
    if (!(old instanceof PDFRawStream)) throw new Error("broken");
    const own = old.dict.lookup(key("Resources"));
    const fresh = this.dict(old.dict, key("Resources"));
    if (!(fresh instanceof PDFDict)) return PDFNull;
    if (own instanceof PDFDict) fresh.set(key("Resources"), this.resources(own, this.namesOf(old)));
    return PDFRawStream.of(fresh, old.contents);
  }
}

/** Some programs leave a page's type out. */
function isPage(object: PDFObject): boolean {
  const dict = object instanceof PDFDict ? object : object instanceof PDFStream ? object.dict : null;
  if (!dict) return false;
  const type = dict.lookup(key("Type"));
  if (type instanceof PDFName && PAGES.has(type)) return true;
  return dict.has(key("Kids")) || (dict.has(key("MediaBox")) && dict.has(key("Parent")));
}
