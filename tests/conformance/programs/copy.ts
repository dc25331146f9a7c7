// Reads {paper, notes, copy} as JSON: writes the copy of the paper with the notes in it, as the app does in its worker.
import { readFileSync, writeFileSync } from "node:fs";
import { type PlacedNote, withNotes } from "../../../frontend/src/reader/pdf-notes";

const { paper, notes, copy } = JSON.parse(readFileSync(0, "utf8")) as { paper: string; notes: PlacedNote[]; copy: string };
try {
  writeFileSync(copy, await withNotes(new Uint8Array(readFileSync(paper)), notes));
  process.stdout.write(JSON.stringify({ word: "" }));
} catch (trouble) {
  process.stdout.write(JSON.stringify({ word: (trouble as Error).message }));
}
