import { pdfjs } from "../../../frontend/build/pdfjs.ts";

const frontend = `${import.meta.dirname}/../../../frontend`;

export default {
  root: import.meta.dirname,
  build: { emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  plugins: [pdfjs(frontend)],
};
