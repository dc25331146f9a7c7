/** The reader with nothing around it: opens a paper by name, and remembers what the reader tells. */

import "./alone.css";
import { strip } from "../../../frontend/src/domain/strip";
import { openReader, type Reader } from "../../../frontend/src/reader/index";
import { ShownText } from "../../../frontend/src/reader/page-text";
import { pageTexts } from "../../../frontend/src/reader/texts";

let reader: Reader | null = null;
const told: [string, ...unknown[]][] = [];

async function source(name: string) {
  const bytes = new Uint8Array(await (await fetch(`/papers/${name}`)).arrayBuffer());
  return { size: bytes.length, read: async (begin: number, end: number) => bytes.slice(begin, end) };
}

const tell = (what: string) => (...rest: unknown[]) => void told.push([what, ...rest]);

const alone = {
  told,
  strip,
  async open(name: string, page: number): Promise<void> {
    await reader?.destroy();
    told.length = 0;
    const host = document.getElementById("host");
    if (!host) throw new Error("no host");
    const events = { page: tell("page"), find: tell("find"), scale: tell("scale"), failed: tell("failed") };
    reader = await openReader(host, await source(name), { page }, {
      ...events,
      picked: tell("picked"),
      chosen: tell("chosen"),
      drew: tell("drew"),
      placed: tell("placed"),
    });
    alone.reader = reader;
  },
  texts: async (name: string) => pageTexts(await source(name)),
  /** What is on the screen of a page; null until its text is there. */
  shown: (page: number) => {
    const layer = document.querySelector<HTMLElement>(`.page[data-page-number="${page}"] .textLayer:has(.endOfContent)`);
    return layer ? new ShownText(layer).strip.text : null;
  },
  /** Where a character of a page is in the DOM. */
  point: (page: number, offset: number) => {
    const layer = document.querySelector<HTMLElement>(`.page[data-page-number="${page}"] .textLayer`);
    const point = layer && new ShownText(layer).point(offset);
    if (!point) throw new Error(`page ${page} has no text`);
    return [point.node, point.offset] as const;
  },
  /** Prints these pages of each paper, in the printer's thread or (`here`) in this one; how long it took, in ms. */
  print: async (names: string[], pages: number[], here: boolean): Promise<{ ms: number; size: number }> => {
    const parts = names.map((version) => pages.map((page) => ({ kind: "paper" as const, version, page, label: `PS 112/26 s. ${page}`, notes: [] })));
    const [papers, { made }, { printed }] = await Promise.all([
      Promise.all(names.map(async (name) => [name, await source(name)] as const)), import("../../../frontend/src/reader/print-pdf"), import("../../../frontend/src/reader/print"),
    ]);
    const about = { title: "Utskrift", language: "nb", layout: { per_sheet: 1, both_sides: true } as const, parts };
    const started = performance.now();
    if (here) {
      const bytes = await Promise.all(papers.map(async ([name, { read, size }]) => [name, await read(0, size)] as const));
      const answer = await made({ ...about, papers: new Map(bytes) });
      return { ms: performance.now() - started, size: "file" in answer ? answer.file.length : 0 };
    }
    const answer = await printed({ ...about, open: async (name) => new Map(papers).get(name) ?? null });
    return { ms: performance.now() - started, size: "file" in answer ? answer.file.size : 0 };
  },
  reader: null as Reader | null,
};
Object.assign(globalThis, { alone });
