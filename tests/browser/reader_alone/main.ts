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
  reader: null as Reader | null,
};
Object.assign(globalThis, { alone });
