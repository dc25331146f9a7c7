/**
 * Opens a PDF without reading all of it: its cross-reference table says where each object stands (ISO 32000-2, 7.5), and an
 * object is parsed when somebody asks for it. A few pages of a thick tagged paper need a hundredth of what it holds.
 */

import { PDFContext, PDFDict, PDFName, PDFNumber, PDFObject, PDFObjectParser, PDFRawStream, PDFRef, PDFXRefStreamParser, decodePDFRawStream } from "@cantoo/pdf-lib";

const key = (name: string) => PDFName.of(name);
const decoder = new TextDecoder("latin1");
const latin = (bytes: Uint8Array, from: number, to: number) => decoder.decode(bytes.subarray(Math.max(0, from), Math.min(bytes.length, to)));

/** Where an object stands: at `offset`, or as number `index` of the object stream `within`. */
type Spot = { offset: number } | { within: number } | null;

/** Null for a paper that does not say where everything is, or is encrypted: then it has to be read from end to end. */
export function openLazily(bytes: Uint8Array): PDFContext | null {
  try {
    const context = PDFContext.create();
    const objects = new Objects(bytes, context);
    Object.assign(context, { indirectObjects: objects });
    const root = context.lookup(context.trailerInfo.Root);
    const whole = root instanceof PDFDict && root.lookup(key("Pages")) instanceof PDFDict;
    return whole && !context.trailerInfo.Encrypt ? context : null;
  } catch {
    return null;
  }
}

class Objects extends Map<PDFRef, PDFObject> {
  private readonly spots = new Map<number, Spot>();
  private readonly opened = new Set<number>();

  constructor(
    private readonly bytes: Uint8Array,
    private readonly context: PDFContext,
  ) {
    super();
    const start = /startxref\s+(\d+)\s+%%EOF\s*$/u.exec(latin(bytes, bytes.length - 1100, bytes.length).trimEnd());
    if (!start) throw new Error("broken");
    const seen = new Set<number>();
    for (let at: number | null = Number(start[1]); at !== null && !seen.has(at); ) {
      seen.add(at);
      at = this.section(at);
    }
  }

  override get(ref: PDFRef): PDFObject | undefined {
    const known = super.get(ref);
    if (known !== undefined || this.opened.has(ref.objectNumber)) return known;
    this.opened.add(ref.objectNumber);
    const spot = this.spots.get(ref.objectNumber);
    if (!spot) return undefined;
    if ("within" in spot) this.openStream(spot.within);
    else this.set(ref, this.parseAt(spot.offset, ref));
    return super.get(ref);
  }

  /** Reads one cross-reference section; gives where the one before it stands. What is told later counts. */
  private section(at: number): number | null {
    if (latin(this.bytes, at, at + 4) === "xref") return this.table(at + 4);
    const stream = this.parseAt(at, null);
    if (!(stream instanceof PDFRawStream)) throw new Error("broken");
    const before = { ...this.context.trailerInfo };
    for (const { ref, offset, deleted, inObjectStream } of PDFXRefStreamParser.forStream(stream).parseIntoContext()) {
      if (!this.spots.has(ref.objectNumber)) this.spots.set(ref.objectNumber, deleted ? null : inObjectStream ? { within: offset } : { offset });
    }
    this.context.trailerInfo = { ...this.context.trailerInfo, ...defined(before) };
    return numberIn(stream.dict, "Prev");
  }

  private table(from: number): number | null {
    let at = from;
    for (;;) {
      const head = /^\s*(?:(\d+) +(\d+)\s*?(?:\r\n|\n|\r)|trailer)/u.exec(latin(this.bytes, at, at + 60));
      if (!head) throw new Error("broken");
      at += head[0].length;
      if (head[1] === undefined) break;
      const [first, count] = [Number(head[1]), Number(head[2])];
      for (let i = 0; i < count; i += 1, at += 20) {
        const line = /^(\d{10}) \d{5} ([nf])/u.exec(latin(this.bytes, at, at + 20));
        if (!line) throw new Error("broken");
        if (!this.spots.has(first + i)) this.spots.set(first + i, line[2] === "n" ? { offset: Number(line[1]) } : null);
      }
    }
    const trailer = this.parser(at).parseObject();
    if (!(trailer instanceof PDFDict)) throw new Error("broken");
    const told = Object.fromEntries(["Root", "Info", "ID", "Encrypt"].map((name) => [name, trailer.get(key(name))]));
    this.context.trailerInfo = { ...defined(told), ...defined(this.context.trailerInfo) };
    const hybrid = numberIn(trailer, "XRefStm");
    if (hybrid !== null) this.section(hybrid);
    return numberIn(trailer, "Prev");
  }

  private parser(at: number): PDFObjectParser {
    return PDFObjectParser.forBytes(this.bytes.subarray(at), this.context);
  }

  /** "12 0 obj" and what follows it. */
  private parseAt(at: number, ref: PDFRef | null): PDFObject {
    const head = /^\s*(\d+)\s+(\d+)\s+obj/u.exec(latin(this.bytes, at, at + 40));
    if (!head || (ref !== null && Number(head[1]) !== ref.objectNumber)) throw new Error("broken");
    return this.parser(at + head[0].length).parseObject(ref ?? undefined);
  }

  private openStream(number: number): void {
    if (this.opened.has(-number)) return;
    this.opened.add(-number);
    const stream = this.get(PDFRef.of(number));
    if (!(stream instanceof PDFRawStream)) throw new Error("broken");
    const content = decodePDFRawStream(stream).decode();
    const [first, count] = [numberIn(stream.dict, "First") ?? 0, numberIn(stream.dict, "N") ?? 0];
    const places = latin(content, 0, first).trim().split(/\s+/u).map(Number);
    for (let i = 0; i < count; i += 1) {
      const [object, offset] = [places[2 * i] ?? 0, places[2 * i + 1] ?? 0];
      const spot = this.spots.get(object);
      if (!spot || !("within" in spot) || spot.within !== number || super.has(PDFRef.of(object))) continue;
      this.set(PDFRef.of(object), PDFObjectParser.forBytes(content.subarray(first + offset), this.context).parseObject());
    }
  }
}

const numberIn = (dict: PDFDict, name: string): number | null => {
  const value = dict.lookup(key(name));
  return value instanceof PDFNumber ? value.asNumber() : null;
};

const defined = <T extends object>(all: T): Partial<T> => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<T>;
