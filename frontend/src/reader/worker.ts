/** The thread that reads PDFs. Started before pdf.js itself is loaded, so that both are read in at the same time. */

export const FILES = "/pdfjs/"; // put there by the build

let running: Worker | null = null;

export function workerThread(): Worker {
  running ??= new Worker(`${FILES}pdf.worker.min.mjs`, { type: "module" });
  return running;
}

export function endWorkerThread(): void {
  running?.terminate();
  running = null;
}
