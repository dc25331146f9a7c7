import { defineConfig } from "vite";
import { pdfjs } from "./build/pdfjs.ts";
import { shell } from "./build/shell.ts";

const server = process.env["FOLKEVALGT_SERVER"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../folkevalgt/static",
    chunkSizeWarningLimit: 800, // pdf.js, fetched when the first paper is opened
    emptyOutDir: true,
    assetsInlineLimit: 0, // font-src 'self' allows no data: address
    modulePreload: { polyfill: false },
    rollupOptions: { input: "index.html" },
  },
  worker: { format: "es" },
  server: { host: "127.0.0.1", proxy: { "/api": server, "/files": server } },
  preview: { host: "127.0.0.1" },
  plugins: [pdfjs(import.meta.dirname), shell(import.meta.dirname)],
});
