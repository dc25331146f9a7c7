/** Hands pdf.js the bytes it asks for, from wherever the paper is kept. */

import type { PaperSource } from "../domain/paper-source";
import { pdfjs } from "./pdfjs";

/** The end of the file is asked for first of all: the table of what is where stands there. */
export const PIECE = 2 ** 18;

export class PaperTransport extends pdfjs.PDFDataRangeTransport {
  private ended = false;

  constructor(
    private readonly source: PaperSource,
    private readonly onLost: () => void,
  ) {
    super(source.size, null);
  }

  override requestDataRange(begin: number, end: number): void {
    this.source.read(begin, end).then(
      (bytes) => {
        if (!this.ended) this.onDataRange(begin, bytes);
      },
      () => {
        if (!this.ended) this.onLost();
      },
    );
  }

  override abort(): void {
    this.ended = true;
  }
}
