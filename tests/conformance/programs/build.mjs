// node build.mjs <program.ts> <folder>: one program of the app's own code, made to run in Node as <folder>/program.mjs.
import { build } from "../../../frontend/node_modules/vite/dist/node/index.js";

const [, , program, outDir] = process.argv;
await build({
  configFile: false,
  logLevel: "error",
  root: new URL("../../../frontend", import.meta.url).pathname,
  ssr: { noExternal: true },
  publicDir: false,
  resolve: { alias: { "pdfjs-dist": new URL("../../../frontend/node_modules/pdfjs-dist", import.meta.url).pathname } },
  build: { ssr: program, outDir, minify: false, emptyOutDir: true, rollupOptions: { output: { entryFileNames: "program.mjs" } } },
});
