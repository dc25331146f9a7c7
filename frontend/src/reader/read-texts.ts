/** Reads a paper's text in pdf.js's own thread, a page at a time, so that a page someone waits for comes in between. */

import type { PaperSource } from "../domain/paper-source";
import { strip } from "../domain/strip";
import { AS_SHOWN, type TextItem, textOf } from "./page-text";
import { pdfjs, SAFE, worker } from "./pdfjs";
import { firstBytes, PaperTransport, PIECE } from "./transport";

export async function readTexts(source: PaperSource): Promise<string[]> {
  const first = await firstBytes(source).catch(() => {
    throw new Error("no_bytes");
  });
  let lose: (trouble: Error) => void = () => undefined;
  const lost = new Promise<never>((_, reject) => (lose = reject));
  lost.catch(() => undefined); // told to whoever waits below, if anyone does
  const transport = new PaperTransport(source, first, () => lose(new Error("no_bytes")));
  const loading = pdfjs.getDocument({ ...SAFE, range: transport, rangeChunkSize: PIECE, worker: worker() });
  try {
    const paper = await Promise.race([loading.promise, lost]).catch((trouble: Error) => {
      throw trouble.message === "no_bytes" ? trouble : new Error("broken");
    });
    const texts: string[] = [];
    for (let number = 1; number <= paper.numPages; number += 1) {
      texts.push(await Promise.race([textOfPage(paper, number), lost]));
      await new Promise((rested) => setTimeout(rested));
    }
    return texts;
  } finally {
    transport.abort();
    await loading.destroy().catch(() => undefined);
  }
}

/** A single page that cannot be read has no text; the others do. */
async function textOfPage(paper: pdfjs.PDFDocumentProxy, number: number): Promise<string> {
  try {
    const page = await paper.getPage(number);
    const { items } = await page.getTextContent(AS_SHOWN);
    page.cleanup();
    return strip(textOf(items as TextItem[]));
  } catch {
    return "";
  }
}
