// The wrong way to print some pages, for the test that must catch it: the others are deleted from a copy.
import { readFileSync, writeFileSync } from "node:fs";
import { PDFDocument } from "../../../frontend/node_modules/@cantoo/pdf-lib";

const { paper, pages, out } = JSON.parse(readFileSync(0, "utf8")) as { paper: string; pages: number[]; out: string };
const copy = await PDFDocument.load(new Uint8Array(readFileSync(paper)));
for (let page = copy.getPageCount(); page > 0; page -= 1) if (!pages.includes(page)) copy.removePage(page - 1);
writeFileSync(out, await copy.save());
process.stdout.write("{}");
