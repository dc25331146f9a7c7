/** pdf.js as we use it: the legacy build, for tablets that are some years old, with one worker for all papers. */

// The order matters: pdf_viewer.mjs takes what it needs from what pdf.mjs leaves in globalThis.
import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
import * as viewer from "pdfjs-dist/legacy/web/pdf_viewer.mjs";

export { pdfjs, viewer };

const FILES = "/pdfjs/"; // put there by the build
pdfjs.GlobalWorkerOptions.workerSrc = `${FILES}pdf.worker.min.mjs`;

let shared: pdfjs.PDFWorker | null = null;

/** The worker that reads PDFs; starting one costs as much as drawing a page, so it is kept between papers. */
export function worker(): pdfjs.PDFWorker {
  if (!shared || shared.destroyed) shared = pdfjs.PDFWorker.create({ verbosity: pdfjs.VerbosityLevel.ERRORS });
  return shared;
}

/** After a paper that broke it, the next one gets a fresh worker. */
export function dropWorker(): void {
  shared?.destroy();
  shared = null;
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
