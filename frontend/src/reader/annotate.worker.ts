/** Writes notes into a copy of a paper, where it holds nobody up. */

import { type PlacedNote, withNotes } from "./pdf-notes";

onmessage = async ({ data }: MessageEvent<{ bytes: Uint8Array; notes: PlacedNote[] }>): Promise<void> => {
  try {
    const copy = await withNotes(data.bytes, data.notes);
    postMessage({ copy }, { transfer: [copy.buffer as ArrayBuffer] });
  } catch (trouble) {
    postMessage({ word: trouble instanceof Error && trouble.message === "encrypted" ? "encrypted" : "broken" });
  }
};
