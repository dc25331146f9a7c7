/** The pages' text as all places count in it. Small, so that whoever asks for it does not load pdf.js before it is needed. */

import type { PaperSource } from "../domain/paper-source";
import { workerThread } from "./worker";

/**
 * Per page NFKC without whitespace, as `strip` gives it: "" for a page without text. The characters are those of the text
 * layer on the screen. Fails with Error("broken") for what cannot be opened and Error("no_bytes") for what cannot be read.
 */
export async function pageTexts(source: PaperSource): Promise<string[]> {
  workerThread();
  const { readTexts } = await import("./read-texts");
  return readTexts(source);
}
