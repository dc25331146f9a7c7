/**
 * Makes the file that is printed: a new document into which only what the chosen pages draw is carried. Pages are never
 * taken out of a copy: what is taken out so stays in the file.
 */

import { PDFDict, PDFDocument, PDFName, type PDFRef } from "@cantoo/pdf-lib";
import type { JobPage } from "../domain/print-job";
import { impose } from "../domain/print-plan";
import type { PrintLayout } from "../domain/shapes";
import { A4 } from "../domain/print-type";
import { cornerOf, label, notesOn, type PlacedDrawn, typedPage } from "./print-draw";
import { cellsOf, fitted, type Matrix, num, times, written } from "./print-matrix";
import { Source, type TakenPage } from "./print-source";

export type PrintPage = Exclude<JobPage, { kind: "paper" }> | (Extract<JobPage, { kind: "paper" }> & { notes: PlacedDrawn[] });

/** Without a layout every page of a paper is an overlay: as large as it is shown, with nothing on it but my notes. */
export interface PrintJob {
  title: string;
  language: string;
  layout: PrintLayout | null;
  parts: PrintPage[][];
  papers: Map<string, Uint8Array>;
}

/** What could not be printed: a paper, or (`page` not 0) a page of one. */
export interface Unprinted {
  version: string;
  page: number;
  word: "broken" | "encrypted";
}

export async function made(job: PrintJob): Promise<{ file: Uint8Array } | { failed: Unprinted[] }> {
  const soon = await tried(job, true).catch(() => null);
  return soon && "file" in soon ? soon : tried(job, false); // a paper that does not say where its objects are is read from end to end
}

async function tried(job: PrintJob, lazily: boolean): Promise<{ file: Uint8Array } | { failed: Unprinted[] }> {
  const out = await PDFDocument.create({ updateMetadata: false });
  const { sources, failed } = await opened(job.papers, out, lazily);
  const take = (page: PrintPage): TakenPage | null => (page.kind === "paper" ? (sources.get(page.version)?.take(page.page) ?? null) : null);
  for (const page of job.parts.flat()) {
    try {
      if (page.kind === "paper" && sources.has(page.version)) take(page);
    } catch {
      failed.push({ version: (page as { version: string }).version, page: (page as { page: number }).page, word: "broken" });
    }
  }
  if (failed.length > 0) return { failed };
  const sheets = new Sheets(out, take);
  if (job.layout) for (const side of impose(job.parts.map(({ length }) => length), job.layout)) sheets.side(side.map((page) => (page === null ? null : job.parts.flat()[page]!)), job.layout.per_sheet);
  else job.parts.flat().forEach((page) => sheets.overlay(page));
  out.setTitle(job.title);
  out.setLanguage(job.language);
  out.setProducer("Folkevalgt");
  layered(out, [...sources.values()]);
  return { file: await out.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false, objectsPerTick: Infinity }) };
}

async function opened(papers: Map<string, Uint8Array>, out: PDFDocument, lazily: boolean): Promise<{ sources: Map<string, Source>; failed: Unprinted[] }> {
  const sources = new Map<string, Source>();
  const failed: Unprinted[] = [];
  for (const [version, bytes] of papers) {
    try {
      sources.set(version, await Source.open(bytes, out, lazily));
    } catch (trouble) {
      failed.push({ version, page: 0, word: (trouble as Error).message === "encrypted" ? "encrypted" : "broken" });
    }
  }
  return { sources, failed };
}

class Sheets {
  private readonly own: { fonts: PDFDict; looks: PDFDict };
  private lying = false;

  constructor(
    private readonly out: PDFDocument,
    private readonly take: (page: PrintPage) => TakenPage | null,
  ) {
    const { context } = out;
    const font = (name: string) => context.register(context.obj({ Type: "Font", Subtype: "Type1", BaseFont: name, Encoding: "WinAnsiEncoding" }));
    this.own = {
      fonts: context.obj({ F: font("Helvetica"), FvB: font("Helvetica-Bold") }) as unknown as PDFDict,
      looks: context.obj({ FvM: context.register(context.obj({ Type: "ExtGState", BM: "Multiply" })) }) as unknown as PDFDict,
    };
  }

  side(pages: (PrintPage | null)[], perSheet: 1 | 2 | 4): void {
    const first = pages[0] ? this.take(pages[0]) : null;
    if (pages[0]) this.lying = first !== null && first.width > first.height;
    const cells = cellsOf(perSheet, this.lying); // a blank back lies as its front does
    const names = new Map<string, PDFRef>();
    const drawn = pages.map((page, i) => {
      const cell = cells[i]!;
      if (page === null) return "";
      if (page.kind === "typed") return `q ${written(fitted(A4.width, A4.height, cell.room))}\n${typedPage(page.typed)}\nQ`;
      const taken = this.take(page)!;
      const fit = fitted(taken.width, taken.height, cell.room);
      const place = times(taken.upright, fit);
      taken.forms.forEach((ref, name) => names.set(`${name}c${i}`, ref));
      const draw = taken.draw.replace(/\/(Fv\w+) Do/gu, `/$1c${i} Do`); // pages of two papers may have the same number
      return `${perSheet > 1 ? framed(taken, fit) : ""}q ${written(place)}\n${draw}\nQ\n${notesOn(taken.page, page.notes, place, cornerOf(place, taken.page))}\n${label(page.label, cell.label)}`;
    });
    this.page(cells[0]!.sheet, drawn.join("\n"), names);
  }

  overlay(page: PrintPage): void {
    if (page.kind === "typed") return this.page(A4, typedPage(page.typed), new Map());
    const taken = this.take(page)!;
    this.page(taken, notesOn(taken.page, page.notes, taken.upright, cornerOf(taken.upright, taken.page)), new Map());
  }

  private page({ width, height }: { width: number; height: number }, content: string, names: Map<string, PDFRef>): void {
    const page = this.out.addPage([width, height]);
    const { context } = this.out;
    const resources = context.obj({ Font: this.own.fonts, ExtGState: this.own.looks, ...(names.size > 0 ? { XObject: Object.fromEntries(names) } : {}) });
    page.node.set(PDFName.of("Resources"), context.register(resources)); // by reference: so it is packed
    page.node.set(PDFName.of("Contents"), context.register(context.flateStream(content)));
  }
}

/** Where several pages share a side, a thin line tells them from each other. */
const framed = ({ width, height }: TakenPage, fit: Matrix): string => `q 0.75 G 0.5 w ${num(fit[4])} ${num(fit[5])} ${num(width * fit[0])} ${num(height * fit[3])} re S Q\n`;

/** Layers that are not shown on the screen are not printed either. */
function layered(out: PDFDocument, sources: Source[]): void {
  const [all, off] = [sources.flatMap((source) => source.layers().all), sources.flatMap((source) => source.layers().off)];
  if (all.length > 0) out.catalog.set(PDFName.of("OCProperties"), out.context.obj({ OCGs: all, D: { OFF: off } }));
}

