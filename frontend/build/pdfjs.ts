import { cpSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";

/** What pdf.js fetches while it draws. The sandbox for scripts in papers (quickjs) is left out: we never run them. */
const FOLDERS = ["cmaps", "standard_fonts", "wasm", "iccs"];
const WORKER = "legacy/build/pdf.worker.min.mjs";

/** Copies pdf.js's own files to `/pdfjs/`, where the reader looks for them. */
export function pdfjs(root: string): Plugin {
  const from = join(root, "node_modules/pdfjs-dist");
  let to = "";
  return {
    name: "pdfjs-files",
    apply: "build",
    configResolved: (config) => void (to = resolve(config.root, config.build.outDir, "pdfjs")),
    writeBundle() {
      mkdirSync(to, { recursive: true });
      for (const folder of FOLDERS) {
        cpSync(join(from, folder), join(to, folder), { recursive: true, filter: (file) => !file.includes("quickjs") });
      }
      cpSync(join(from, WORKER), join(to, "pdf.worker.min.mjs"));
    },
  };
}
