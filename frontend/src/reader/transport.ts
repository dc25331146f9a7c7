/** Hands pdf.js the bytes it asks for, from wherever the paper is kept. */

import type { PaperSource } from "../domain/paper-source";
import { pdfjs } from "./pdfjs";

/** So much is given at a time; a paper up to `WHOLE` is handed over at once, which saves the first page four round trips. */
export const PIECE = 2 ** 18;
const WHOLE = 2 ** 22;

/** What the transport begins with: all of a small paper, nothing of a large one. */
export async function firstBytes(source: PaperSource): Promise<Uint8Array | null> {
  return source.size > 0 && source.size <= WHOLE ? source.read(0, source.size) : null;
}

export class PaperTransport extends pdfjs.PDFDataRangeTransport {
  private ended = false;

  constructor(
    private readonly source: PaperSource,
    first: Uint8Array | null,
    private readonly onLost: () => void,
  ) {
    super(source.size, first, first !== null);
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
