/** pdf.js as we use it: the legacy build, for tablets that are some years old, with one worker for all papers. */

// The order matters: pdf_viewer.mjs takes what it needs from what pdf.mjs leaves in globalThis.
import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
import * as viewer from "pdfjs-dist/legacy/web/pdf_viewer.mjs";
import { endWorkerThread, FILES, workerThread } from "./worker";

export { pdfjs, viewer };

let shared: pdfjs.PDFWorker | null = null;

/** The worker, kept between papers: starting one costs as much as drawing a page. */
export function worker(): pdfjs.PDFWorker {
  if (!shared || shared.destroyed) shared = pdfjs.PDFWorker.create({ port: workerThread(), verbosity: pdfjs.VerbosityLevel.ERRORS });
  return shared;
}

/** After a paper that broke it, the next one gets a fresh worker. */
export function dropWorker(): void {
  shared?.destroy();
  shared = null;
  endWorkerThread();
}

/** How every paper is opened: no scripts, no forms of its own, nothing from anywhere but the app's own files. */
export const SAFE = {
  cMapUrl: `${FILES}cmaps/`,
  standardFontDataUrl: `${FILES}standard_fonts/`,
  wasmUrl: `${FILES}wasm/`,
  iccUrl: `${FILES}iccs/`,
  isEvalSupported: false,
  enableXfa: false,
  disableAutoFetch: true,
  disableStream: true,
  stopAtErrors: false,
  maxImageSize: 2 ** 26,
  verbosity: pdfjs.VerbosityLevel.ERRORS,
} as const;
