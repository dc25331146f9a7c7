/**
 * A copy of a paper with the notes in it as PDF annotations that other programs show, for saving or sending.
 *
 *     annotatedCopy(source, notes): Promise<Uint8Array>            // the original is never written to
 */

import type { CopyNote } from "../domain/copy-note";
import type { PaperSource } from "../domain/paper-source";
import type { PlacedNote } from "./pdf-notes";

/** Fails with Error("broken"), Error("encrypted") or Error("no_bytes"). Notes without a page in this paper are left out. */
export async function annotatedCopy(source: PaperSource, notes: CopyNote[]): Promise<Uint8Array> {
  const bytes = await source.read(0, source.size).catch(() => {
    throw new Error("no_bytes");
  });
  const placed = await withQuads(bytes, notes);
  return inWorker(bytes, placed);
}

/** Notes that were carried over know their words, not yet their place on the paper. */
export async function withQuads<N extends CopyNote>(bytes: Uint8Array, notes: N[]): Promise<(N & { quads: number[][] })[]> {
  const known = notes.map((note) => ({ ...note, quads: note.geometry?.quads ?? [] }));
  const lacking = known.filter(({ quads, place, geometry }) => quads.length === 0 && !geometry?.paths.length && place);
  if (lacking.length === 0) return known;
  const [{ pdfjs, SAFE, worker }, { AS_SHOWN }, { placeQuads }] = await Promise.all([import("./pdfjs"), import("./page-text"), import("./place-quads")]);
  const loading = pdfjs.getDocument({ ...SAFE, data: bytes.slice(), worker: worker() });
  try {
    const paper = await loading.promise;
    for (const number of new Set(lacking.map(({ page }) => page))) {
      if (number > paper.numPages) continue;
      const page = await paper.getPage(number);
      const { items } = await page.getTextContent(AS_SHOWN);
      for (const note of lacking) if (note.page === number) note.quads = placeQuads(items, note.place!);
      page.cleanup();
    }
  } catch {
    // What pdf.js cannot read gets a sign at the top of the page instead of a highlight.
  } finally {
    await loading.destroy().catch(() => undefined);
  }
  return known;
}

function inWorker(bytes: Uint8Array, notes: PlacedNote[]): Promise<Uint8Array> {
  const thread = new Worker(new URL("./annotate.worker.ts", import.meta.url), { type: "module" });
  const done = new Promise<Uint8Array>((resolve, reject) => {
    thread.onmessage = ({ data }: MessageEvent<{ copy?: Uint8Array; word?: string }>) => (data.copy ? resolve(data.copy) : reject(new Error(data.word ?? "broken")));
    thread.onerror = () => reject(new Error("broken"));
  });
  thread.postMessage({ bytes, notes }, [bytes.buffer as ArrayBuffer]);
  return done.finally(() => thread.terminate());
}
