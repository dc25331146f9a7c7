// Reads {paper, pages} as JSON: what pdf.js finds on them, annotations and text, as JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
import { AS_SHOWN, type TextItem, textOf } from "../../../frontend/src/reader/page-text";
import { placeQuads } from "../../../frontend/src/reader/place-quads";
import { strip } from "../../../frontend/src/domain/strip";

interface Asked {
  paper: string;
  worker: string;
  fonts: string;
  quads?: { page: number; start: number; end: number }[];
}
const { paper, worker, fonts, quads = [] } = JSON.parse(readFileSync(0, "utf8")) as Asked;
pdfjs.GlobalWorkerOptions.workerSrc = pathToFileURL(worker).href;
const data = new Uint8Array(readFileSync(paper));
const loading = pdfjs.getDocument({ data, standardFontDataUrl: fonts, isEvalSupported: false, verbosity: 0 });
const opened = await loading.promise;
const texts: string[] = [];
const annotations: object[][] = [];
const placed: number[][][] = [];
for (let number = 1; number <= opened.numPages; number += 1) {
  const page = await opened.getPage(number);
  const { items } = await page.getTextContent(AS_SHOWN);
  texts.push(strip(textOf(items as TextItem[])));
  annotations.push(await page.getAnnotations());
  for (const { page: wanted, ...place } of quads) if (wanted === number) placed.push(placeQuads(items, place));
}
await loading.destroy();
process.stdout.write(JSON.stringify({ texts, annotations, placed }, (_, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value)));
