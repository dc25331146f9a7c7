/** Makes the file that is printed, in a thread of its own that is kept while somebody is at it. */

import type { JobPage } from "../domain/print-job";
import type { PaperSource } from "../domain/paper-source";
import type { PrintLayout } from "../domain/shapes";
import { withQuads } from "./annotate";
import type { PrintJob, PrintPage, Unprinted } from "./print-pdf";

export type NotPrinted = Omit<Unprinted, "word"> & { word: Unprinted["word"] | "no_bytes" };

export interface Wanted {
  title: string;
  language: string;
  /** Null for what the service desk lays over its own pages. */
  layout: PrintLayout | null;
  parts: JobPage[][];
  open: (version: string) => Promise<PaperSource | null>;
}

type Answer = { id: number } & ({ file: Uint8Array } | { failed: Unprinted[] } | { word: string });

let thread: Worker | null = null;
let asked = 0;

/** Its code is loaded while somebody looks at what they have chosen. */
export function warmPrinter(): void {
  thread ??= new Worker(new URL("./print.worker.ts", import.meta.url), { type: "module" });
}

export function endPrinter(): void {
  thread?.terminate();
  thread = null;
}

/** Fails with Error("print_failed") when the file could not be made, for want of memory for instance. */
export async function printed(wanted: Wanted): Promise<{ file: Blob } | { failed: NotPrinted[] }> {
  const pages = wanted.parts.flat();
  const papers = new Map<string, Uint8Array>();
  const failed: NotPrinted[] = [];
  for (const version of new Set(pages.flatMap((page) => (page.kind === "paper" ? [page.version] : [])))) {
    const source = await wanted.open(version);
    const bytes = await source?.read(0, source.size).catch(() => null);
    if (bytes) papers.set(version, bytes);
    else failed.push({ version, page: 0, word: "no_bytes" });
  }
  if (failed.length > 0) return { failed };
  const parts = await Promise.all(wanted.parts.map((part) => placed(part, papers)));
  const answer = await work({ title: wanted.title, language: wanted.language, layout: wanted.layout, parts, papers });
  if ("failed" in answer) return answer;
  if (!("file" in answer)) throw new Error("print_failed");
  const file = new Blob([answer.file as BlobPart], { type: "application/pdf" });
  await file.slice(-1).arrayBuffer().catch(() => {
    throw new Error("print_failed"); // the browser had no room for it
  });
  return { file };
}

async function placed(part: JobPage[], papers: ReadonlyMap<string, Uint8Array>): Promise<PrintPage[]> {
  const found = new Map<JobPage, PrintPage>();
  for (const page of part) {
    const bytes = page.kind === "paper" && page.notes.length > 0 ? papers.get(page.version) : undefined;
    if (page.kind === "paper") found.set(page, { ...page, notes: bytes ? await withQuads(bytes, page.notes) : [] });
  }
  return part.map((page) => found.get(page) ?? (page as PrintPage));
}

function work(job: PrintJob): Promise<Answer> {
  warmPrinter();
  const id = (asked += 1);
  const worker = thread as Worker;
  return new Promise((resolve, reject) => {
    const fail = () => {
      endPrinter(); // a thread that has failed may not answer again
      reject(new Error("print_failed"));
    };
    const hear = ({ data }: MessageEvent<Answer>) => {
      if (data.id !== id) return;
      worker.removeEventListener("message", hear);
      resolve(data);
    };
    worker.addEventListener("message", hear);
    worker.onerror = worker.onmessageerror = fail;
    try {
      worker.postMessage({ id, job }, [...job.papers.values()].map(({ buffer }) => buffer as ArrayBuffer));
    } catch {
      fail();
    }
  });
}
