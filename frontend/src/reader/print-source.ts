/** One paper that pages are taken from: each page as a form that can be drawn on a sheet, and nothing of the others. */

import { ParseSpeeds, PDFArray, type PDFContext, PDFDict, PDFDocument, PDFName, PDFNumber, type PDFPage, PDFRawStream, PDFRef, PDFStream } from "@cantoo/pdf-lib";
import { Carrier, contentOf } from "./print-carry";
import { around, type Box, corners, type Matrix, times, upright, written } from "./print-matrix";
import { openLazily } from "./print-lazy";
import { namesIn } from "./print-names";

/** The library makes one only of what it has read itself. */
const Opened = PDFDocument as unknown as new (context: PDFContext, ignoreEncryption: boolean, updateMetadata: boolean) => PDFDocument;
const key = (name: string) => PDFName.of(name);

/** `draw` draws the page and its filled-in fields and stamps, in its own points; `forms` are what it needs by name. */
export interface TakenPage {
  page: PDFPage;
  upright: Matrix;
  width: number;
  height: number;
  draw: string;
  forms: Map<string, PDFRef>;
}

export class Source {
  private readonly taken = new Map<number, TakenPage>();

  private constructor(
    readonly pages: PDFPage[],
    private readonly carrier: Carrier,
    private readonly paper: PDFDocument,
    private readonly to: PDFDocument,
  ) {}

  /**
   * Fails with Error("broken") for what is no PDF and Error("encrypted") for one with a password. `lazily`: only what is
   * asked for is read; then it may turn out later that the paper does not say rightly where its objects are.
   */
  static async open(bytes: Uint8Array, to: PDFDocument, lazily: boolean): Promise<Source> {
    const context = lazily ? openLazily(bytes) : null;
    if (context) {
      const paper = new Opened(context, true, false);
      return new Source(paper.getPages(), new Carrier(context, to.context), paper, to);
    }
    const how = { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest };
    try {
      let paper = await PDFDocument.load(bytes, { ...how, ignoreEncryption: true });
      if (paper.isEncrypted) {
        paper = await PDFDocument.load(bytes, { ...how, password: "" }).catch(() => {
          throw new Error("encrypted");
        });
      }
      return new Source(paper.getPages(), new Carrier(paper.context, to.context), paper, to);
    } catch (trouble) {
      throw (trouble as Error).message === "encrypted" ? trouble : new Error("broken");
    }
  }

  /** The page, counted from 1. Fails with Error("broken") for one that is not there or cannot be read. */
  take(number: number): TakenPage {
    const known = this.taken.get(number);
    if (known) return known;
    const page = this.pages[number - 1];
    if (!page) throw new Error("broken");
    const box = boxOf(page);
    const unit = page.node.lookup(key("UserUnit"));
    const shown = upright(box, page.getRotation().angle, unit instanceof PDFNumber && unit.asNumber() > 0 ? unit.asNumber() : 1);
    const [left, bottom, right, top] = around(corners(box, shown));
    const name = `Fv${number}`;
    const forms = new Map([[name, this.form(page, box)]]);
    const draw = [`/${name} Do`, ...this.stamps(page, name, forms)].join("\n");
    const one = { page, upright: shown, width: right - left, height: top - bottom, draw, forms };
    this.taken.set(number, one);
    return one;
  }

  private form(page: PDFPage, box: Box): PDFRef {
    const { context } = this.to;
    const given = page.node.Contents();
    const streams = given instanceof PDFArray ? given.asArray().map((_, i) => given.lookup(i)) : given ? [given] : [];
    const contents = streams.filter((one) => one instanceof PDFStream).map(contentOf);
    const whole = joined(contents);
    const dict: Record<string, unknown> = { Type: "XObject", Subtype: "Form", FormType: 1, BBox: box, Resources: context.register(this.carrier.resources(page.node.Resources(), namesIn(whole))) }; // by reference: so it is packed
    const group = page.node.lookup(key("Group"));
    if (group instanceof PDFDict) dict["Group"] = this.carrier.carry(group);
    const only = streams.length === 1 && streams[0] instanceof PDFRawStream ? streams[0] : null;
    if (!only) return context.register(context.flateStream(whole, dict as never));
    const kept = context.obj(dict as never) as unknown as PDFDict;
    for (const how of ["Filter", "DecodeParms"]) {
      const value = only.dict.get(key(how));
      if (value) kept.set(key(how), this.carrier.carry(value));
    }
    return context.register(PDFRawStream.of(kept, only.contents));
  }

  /** What annotations show on paper: stamps, filled-in fields. Links and notes' signs do not. */
  private stamps(page: PDFPage, name: string, forms: Map<string, PDFRef>): string[] {
    const all = page.node.Annots();
    return (all?.asArray() ?? []).flatMap((_, i) => {
      const mark = all?.lookup(i);
      if (!(mark instanceof PDFDict)) return [];
      const flags = mark.lookup(key("F"));
      const printed = flags instanceof PDFNumber ? (flags.asNumber() & 6) === 4 : false; // printed, and not hidden
      const kind = mark.lookup(key("Subtype"));
      const form = printed && kind !== key("Link") && kind !== key("Popup") ? appearanceOf(mark) : null;
      const rect = numbers(mark.lookup(key("Rect")));
      const stream = form && page.node.context.lookup(form);
      if (!form || !(stream instanceof PDFRawStream) || rect.length !== 4) return [];
      const given = numbers(stream.dict.lookup(key("Matrix")));
      const matrix = (given.length === 6 ? given : [1, 0, 0, 1, 0, 0]) as Matrix;
      const [left, bottom, right, top] = around(corners(numbers(stream.dict.lookup(key("BBox"))) as unknown as Box, matrix));
      const [x0, y0, x1, y1] = around(rect);
      const [wide, high] = [(x1 - x0) / (right - left), (y1 - y0) / (top - bottom)];
      const carried = this.carrier.carry(form);
      if (!(carried instanceof PDFRef) || ![wide, high].every(Number.isFinite)) return [];
      forms.set(`${name}x${i}`, carried);
      return [`q ${written(times([1, 0, 0, 1, -left, -bottom], [wide, 0, 0, high, x0, y0]))} /${name}x${i} Do Q`];
    });
  }

  /** Layers that this paper does not show, as they are named in the new file; and all of them that came along. */
  layers(): { all: PDFRef[]; off: PDFRef[] } {
    const all = [...this.carrier.layers.values()];
    const given = this.paper.catalog.lookup(key("OCProperties"));
    const how = given instanceof PDFDict ? given.lookup(key("D")) : undefined;
    if (!(how instanceof PDFDict)) return { all, off: [] };
    const named = (list: string) => new Set((how.lookupMaybe(key(list), PDFArray)?.asArray() ?? []).map((ref) => this.carrier.layers.get(ref as PDFRef)));
    const [on, off] = [named("ON"), named("OFF")];
    const unlessOn = how.lookup(key("BaseState")) === key("OFF");
    return { all, off: all.filter((ref) => off.has(ref) || (unlessOn && !on.has(ref))) };
  }
}

function appearanceOf(mark: PDFDict): PDFRef | null {
  const all = mark.lookup(key("AP"));
  const normal = all instanceof PDFDict ? all.get(key("N")) : undefined;
  const found = all instanceof PDFDict ? all.lookup(key("N")) : undefined;
  if (found instanceof PDFStream) return normal instanceof PDFRef ? normal : null;
  const state = mark.lookup(key("AS"));
  const chosen = found instanceof PDFDict && state instanceof PDFName ? found.get(state) : undefined;
  return chosen instanceof PDFRef ? chosen : null;
}

/** The crop box, as far as it lies within the media box. */
function boxOf(page: PDFPage): Box {
  const [media, crop] = [page.getMediaBox(), page.getCropBox()].map(({ x, y, width, height }) => around([x, y, x + width, y + height])) as [Box, Box];
  const box: Box = [Math.max(media[0], crop[0]), Math.max(media[1], crop[1]), Math.min(media[2], crop[2]), Math.min(media[3], crop[3])];
  const whole = box[2] > box[0] && box[3] > box[1] ? box : media;
  if (!(whole[2] > whole[0] && whole[3] > whole[1])) throw new Error("broken");
  return whole;
}

const numbers = (array: unknown): number[] => (array instanceof PDFArray ? array.asArray().map((_, i) => (array.lookup(i) as PDFNumber).asNumber?.() ?? 0) : []);

function joined(contents: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(contents.reduce((sum, { length }) => sum + length + 1, 0)).fill(10);
  let from = 0;
  for (const content of contents) {
    whole.set(content, from);
    from += content.length + 1;
  }
  return whole;
}
