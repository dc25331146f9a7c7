// Reads {papers, parts, layout, out} as JSON: writes what is printed of the papers, as the app does in its worker.
import { readFileSync, writeFileSync } from "node:fs";
import { made, type PrintPage } from "../../../frontend/src/reader/print-pdf";
import type { PrintLayout } from "../../../frontend/src/domain/shapes";

interface Asked {
  papers: Record<string, string>;
  parts: PrintPage[][];
  layout: PrintLayout | null;
  out: string;
}
const { papers, parts, layout, out } = JSON.parse(readFileSync(0, "utf8")) as Asked;
const bytes = new Map(Object.entries(papers).map(([version, path]) => [version, new Uint8Array(readFileSync(path))]));
const started = performance.now();
const answer = await made({ title: "Utskrift", language: "nb", layout, parts, papers: bytes });
if ("file" in answer) writeFileSync(out, answer.file);
process.stdout.write(JSON.stringify({ failed: "failed" in answer ? answer.failed : [], ms: performance.now() - started }));
