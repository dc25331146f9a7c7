/** The text of single pages of a paper that is not on the screen: it is opened once, when the first page is asked for. */

import type { PaperSource } from "../domain/paper-source";
import { Strip } from "../domain/strip";
import { AS_SHOWN, type TextItem, textOf } from "./page-text";
import { pdfjs, SAFE, worker } from "./pdfjs";
import { firstBytes, PaperTransport, PIECE } from "./transport";

export class PageByPage {
  private readonly known = new Map<number, Promise<Strip | null>>();
  private readonly transport: PaperTransport;
  private loading: pdfjs.PDFDocumentLoadingTask | null = null;
  private dead = false;

  constructor(source: PaperSource, first: Uint8Array | null) {
    this.transport = new PaperTransport(source, first, () => void this.close());
  }

  static async of(source: PaperSource): Promise<PageByPage> {
    return new PageByPage(source, await firstBytes(source).catch(() => null));
  }

  /** Null for a page that cannot be read. */
  page(number: number): Promise<Strip | null> {
    const asked = this.known.get(number) ?? this.read(number).catch(() => null);
    this.known.set(number, asked);
    return asked;
  }

  async close(): Promise<void> {
    this.dead = true;
    this.transport.abort();
    await this.loading?.destroy().catch(() => undefined);
  }

  private async read(number: number): Promise<Strip | null> {
    if (this.dead) return null;
    this.loading ??= pdfjs.getDocument({ ...SAFE, range: this.transport, rangeChunkSize: PIECE, worker: worker() });
    const page = await (await this.loading.promise).getPage(number);
    const { items } = await page.getTextContent(AS_SHOWN);
    page.cleanup();
    return new Strip(textOf(items as TextItem[]));
  }
}
