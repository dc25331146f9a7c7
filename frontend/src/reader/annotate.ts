/**
 * A copy of a paper with the notes in it as PDF annotations that other programs show, for saving or sending.
 *
 *     annotatedCopy(source, notes): Promise<Uint8Array>            // the original is never written to
 */

import type { CopyNote } from "../domain/copy-note";
import type { PaperSource } from "../domain/paper-source";

/** Fails with Error("broken"), Error("encrypted") or Error("no_bytes"). Notes without a page in this paper are left out. */
export async function annotatedCopy(_source: PaperSource, _notes: CopyNote[]): Promise<Uint8Array> {
  throw new Error("broken");
}
