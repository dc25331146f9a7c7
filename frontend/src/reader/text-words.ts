/** Which words of a paper stand in which text node of the text view, and the way back. */

import type { Span } from "../domain/strip";

/** A place in the words of a block. Pages count from 1, blocks from 0; `offset` in UTF-16 units of its words. */
export interface WordPlace {
  page: number;
  block: number;
  offset: number;
}

interface Known {
  page: number;
  block: number;
  start: number;
}

export class WordNodes {
  private readonly places = new WeakMap<Node, Known>();
  private readonly nodes = new Map<string, Text[]>();

  /** The nodes of a block are made anew from here. */
  begin(page: number, block: number): void {
    this.nodes.set(key(page, block), []);
  }

  add(page: number, block: number, start: number, text: string): Text {
    const node = document.createTextNode(text);
    this.places.set(node, { page, block, start });
    this.nodes.get(key(page, block))?.push(node);
    return node;
  }

  /** Null for what is no word of the paper: a page's name, a button, words that are gone. */
  placeOf(node: Node, offset: number): WordPlace | null {
    const known = this.places.get(node);
    return known ? { page: known.page, block: known.block, offset: known.start + offset } : null;
  }

  /** Null when nothing of it is on the screen. */
  rangeOf(page: number, block: number, { start, end }: Span): Range | null {
    const range = document.createRange();
    let any = false;
    for (const node of this.nodes.get(key(page, block)) ?? []) {
      const at = this.places.get(node)?.start ?? 0;
      const [from, to] = [Math.max(0, start - at), Math.min(node.length, end - at)];
      if (from >= to) continue;
      if (!any) range.setStart(node, from);
      range.setEnd(node, to);
      any = true;
    }
    return any ? range : null;
  }

  /** What of each block a range holds, in reading order. */
  *within(range: Range, pages: Iterable<{ page: number; blocks: number }>): Generator<{ page: number; block: number; span: Span }> {
    for (const { page, blocks } of pages) {
      for (let block = 0; block < blocks; block += 1) {
        let [start, end] = [-1, -1];
        for (const node of this.nodes.get(key(page, block)) ?? []) {
          if (!range.intersectsNode(node)) continue;
          const at = this.places.get(node)?.start ?? 0;
          const from = node === range.startContainer ? range.startOffset : 0;
          const to = node === range.endContainer ? range.endOffset : node.length;
          if (to <= from) continue;
          if (start < 0) start = at + from;
          end = at + to;
        }
        if (start >= 0) yield { page, block, span: { start, end } };
      }
    }
  }
}

const key = (page: number, block: number): string => `${page} ${block}`;
