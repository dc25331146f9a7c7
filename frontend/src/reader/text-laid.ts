/** What is laid over the blocks of a paper in the text view: notes where their words stand, and what has changed. */

import { finder, PageOfBlocks } from "../domain/blocks";
import { inBlock } from "../domain/comparison";
import type { Structure } from "../domain/shapes";
import type { ShownChange } from "./index";
import type { Drawn } from "./marking";
import { type Laid, NOTHING } from "./text-block";

type Key = `${number} ${number}`;
export const keyOf = (page: number, block: number): Key => `${page} ${block}`;

export class LaidOver {
  readonly pages: readonly PageOfBlocks[];
  private readonly find: ReturnType<typeof finder>;
  private readonly found = new Map<string, ReturnType<ReturnType<typeof finder>>>();
  private notes = new Map<Key, Laid["notes"]>();
  private changes = new Map<Key, ShownChange>();
  /** Notes on a page that do not stand in its words. */
  beside = new Map<number, Drawn[]>();
  removed: ShownChange[] = [];

  constructor(private readonly structure: Structure) {
    this.pages = structure.pages.map((blocks) => new PageOfBlocks(blocks));
    this.find = finder(this.pages);
  }

  /** Takes other notes; answers the blocks that look otherwise now. */
  show(list: readonly Drawn[]): Set<Key> {
    const before = this.notes;
    this.notes = new Map();
    this.beside = new Map();
    for (const note of list) {
      if (note.page < 1 || note.page > this.pages.length) continue;
      const stands = this.standing(note);
      if (stands.length === 0) this.beside.set(note.page, [...(this.beside.get(note.page) ?? []), note]);
      stands.forEach(({ page, block, span }, index) => {
        const key = keyOf(page, block);
        this.notes.set(key, [...(this.notes.get(key) ?? []), { note, span, last: index === stands.length - 1 }]);
      });
    }
    const same = (key: Key): boolean => JSON.stringify(before.get(key)) === JSON.stringify(this.notes.get(key));
    return new Set([...before.keys(), ...this.notes.keys()].filter((key) => !same(key)));
  }

  showChanges(list: readonly ShownChange[]): Set<Key> {
    const before = [...this.changes.keys()];
    this.removed = list.filter(({ change }) => change.kind === "removed");
    this.changes = new Map(list.filter(({ change }) => change.kind !== "removed").map((one) => [keyOf(one.change.page, one.change.block), one]));
    return new Set([...before, ...this.changes.keys()]);
  }

  of(page: number, block: number): Laid {
    const [notes = [], shown] = [this.notes.get(keyOf(page, block)), this.changes.get(keyOf(page, block))];
    if (!shown) return notes.length === 0 ? NOTHING : { ...NOTHING, notes };
    const on = this.structure.pages[page - 1]?.[block];
    const { inserted, gone } = (on && inBlock(on, shown.change.pieces)) ?? { inserted: [], gone: [] };
    return { notes, inserted, gone, change: shown };
  }

  private standing({ id, kind, page, quote, place }: Drawn): ReturnType<ReturnType<typeof finder>> {
    if (!quote?.exact || kind === "bookmark") return [];
    const key = `${id} ${page} ${place?.start} ${quote.exact}`;
    const known = this.found.get(key);
    if (known) return known;
    const stands = this.find({ id, quote, place, page });
    this.found.set(key, stands);
    return stands;
  }
}
