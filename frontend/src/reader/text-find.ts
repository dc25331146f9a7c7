/** Finding in the text view. Hits are painted over the words, which stay as they are. */

import type { Structure } from "../domain/shapes";
import { isRead, wordsOf } from "../domain/blocks";
import type { Span } from "../domain/strip";
import type { ReaderEvents } from "./index";
import type { WordNodes } from "./text-words";

export interface Hit {
  page: number;
  block: number;
  span: Span;
}

const MOST = 3_000; // hits painted; all are counted

/** One for all open papers: the names stand in the style sheet. */
const painted = typeof Highlight === "undefined" ? null : { all: new Highlight(), now: new Highlight() };
if (painted) {
  painted.now.priority = 1;
  CSS.highlights.set("tv-hit", painted.all);
  CSS.highlights.set("tv-hit-now", painted.now);
}

export class TextFinding {
  private hits: Hit[] = [];
  private current = -1;
  private text = "";
  private mine: Range[] = [];

  constructor(
    private readonly structure: Structure,
    private readonly words: WordNodes,
    private readonly tell: ReaderEvents["find"],
    private readonly goTo: (hit: Hit) => void,
  ) {}

  /** `from`: the page one is on; a new search goes to the first hit there or after it. */
  find(text: string, go: "new" | "next" | "previous", from: number): void {
    if (text.trim() === "") return this.end();
    if (go === "new" || text !== this.text) {
      this.text = text;
      this.hits = hitsIn(this.structure, text);
      this.current = Math.max(0, this.hits.findIndex(({ page }) => page >= from));
    } else this.current = (this.current + (go === "next" ? 1 : -1) + this.hits.length) % Math.max(1, this.hits.length);
    this.paint();
    const hit = this.hits[this.current];
    if (hit) this.goTo(hit);
    this.tell({ hits: this.hits.length, current: hit ? this.current + 1 : 0, done: true });
  }

  end(): void {
    this.text = "";
    this.hits = [];
    this.paint();
  }

  /** The words were drawn anew. */
  paint(): void {
    for (const range of this.mine) {
      painted?.all.delete(range);
      painted?.now.delete(range);
    }
    this.mine = [];
    if (!painted) return;
    const from = Math.max(0, this.current - MOST / 2);
    this.hits.slice(from, from + MOST).forEach((hit, index) => {
      const range = this.words.rangeOf(hit.page, hit.block, hit.span);
      if (!range) return;
      (from + index === this.current ? painted.now : painted.all).add(range);
      this.mine.push(range);
    });
  }
}

/** Runs of spaces are alike, and so are capitals and small letters. */
export function hitsIn({ pages }: Structure, text: string): Hit[] {
  const sought = text.trim().split(/\s+/u).map((word) => word.replace(/[\\^$.*+?()[\]{}|]/gu, "\\$&")).join("\\s+");
  const pattern = new RegExp(sought, "giu");
  return pages.flatMap((blocks, index) =>
    blocks.flatMap((block, number) =>
      isRead(block) ? [...wordsOf(block).matchAll(pattern)].map(({ 0: hit, index: start }) => ({ page: index + 1, block: number, span: { start, end: start + hit.length } })) : [],
    ),
  );
}
