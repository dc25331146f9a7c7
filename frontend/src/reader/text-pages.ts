/** The pages of a paper as HTML that flows: blocks in their order, lists within lists, and a mark where each page begins. */

import { depths, isRead, wordsOf } from "../domain/blocks";
import type { Block, Structure } from "../domain/shapes";
import { t } from "../words/text";
import type { Drawn } from "./marking";
import { blockElement, type Drawing, gone, make, aloud, changeButton } from "./text-block";
import type { LaidOver } from "./text-laid";
import type { WordNodes } from "./text-words";
import type { ShownChange } from "./index";

const LINE = 62; // characters, about: only to guess how high a page is before it is laid out
const HIGH = 1.6; // of a line, in em
const LONG = 300; // characters of what is gone that stand open

export interface Naming {
  /** The heading the paper itself has, 1 or 2. */
  level: number;
  /** "PS 112/26 s. 4" */
  label: (page: number) => string;
}

export class TextPages {
  readonly elements: HTMLElement[] = [];
  private readonly blocks: (HTMLElement | null)[][] = [];
  private readonly depth = new Map<Block, number>();
  private removedShown: HTMLElement[] = [];

  constructor(
    private readonly structure: Structure,
    private readonly words: WordNodes,
    private readonly laid: LaidOver,
    private readonly naming: Naming,
  ) {
    const headings = structure.pages.flat().filter(({ kind }) => kind === "heading");
    depths(headings.map(({ level = 1 }) => level)).forEach((depth, index) => this.depth.set(headings[index]!, naming.level + depth));
    structure.pages.forEach((blocks, index) => this.elements.push(this.page(blocks, index + 1)));
  }

  blockAt(page: number, block: number): HTMLElement | null {
    return this.blocks[page - 1]?.[block] ?? null;
  }

  /** The blocks of a page that are read, with their numbers. */
  read(page: number): { block: number; element: HTMLElement }[] {
    return (this.blocks[page - 1] ?? []).flatMap((element, block) => (element ? [{ block, element }] : []));
  }

  redraw(page: number, block: number): void {
    const old = this.blockAt(page, block);
    const of = this.structure.pages[page - 1]?.[block];
    if (!old || !of) return;
    const fresh = this.draw(of, page, block);
    fresh.append(...old.querySelectorAll(":scope > ul"));
    old.replaceWith(fresh);
    this.blocks[page - 1]![block] = fresh;
  }

  /** Notes that do not stand in the words of their page. */
  showBeside(beside: ReadonlyMap<number, readonly Drawn[]>): void {
    this.elements.forEach((element, index) => {
      const list = element.querySelector<HTMLElement>(":scope > .tv-mark > .tv-beside")!;
      const notes = beside.get(index + 1) ?? [];
      if (notes.length === 0 && list.childElementCount === 0) return;
      list.replaceChildren(...notes.map((note) => make("li", "", besideButton(note))));
    });
  }

  /** What is no longer in the paper stands where it would have stood. */
  showRemoved(list: readonly ShownChange[]): void {
    for (const element of this.removedShown) element.remove();
    this.removedShown = list.map((shown) => {
      const { page, block } = shown.change;
      const next = this.read(page).find((one) => one.block >= block)?.element;
      const element = removed(shown, next?.tagName === "LI" ? "li" : "div");
      if (next) next.before(element);
      else this.elements[Math.min(page, this.elements.length) - 1]?.append(element);
      return element;
    });
  }

  private page(blocks: readonly Block[], number: number): HTMLElement {
    const label = this.naming.label(number);
    const mark = make("div", "tv-mark", make("p", "", make("span", "", t.page(number)), make("span", "quiet", label)), make("ul", "tv-beside plain"));
    const element = make("div", "tv-page", mark);
    element.dataset["page"] = String(number);
    this.blocks.push(blocks.map((block, index) => (isRead(block) ? this.draw(block, number, index) : null)));
    const read = this.read(number);
    const lists: { list: HTMLElement; level: number }[] = [];
    for (const { block, element: shown } of read) {
      const { kind, level = 1 } = blocks[block]!;
      if (kind !== "item") {
        lists.length = 0;
        element.append(shown);
      } else listed(shown, Math.max(1, level), lists, element);
    }
    if (read.length === 0) element.append(this.without(number));
    const letters = read.reduce((sum, { block }) => sum + Math.ceil(wordsOf(blocks[block]!).length / LINE) + 1, 3);
    element.style.containIntrinsicBlockSize = `auto ${(letters * HIGH).toFixed(0)}em`;
    return element;
  }

  private without(number: number): HTMLElement {
    const button = make("button", "ds-button", t.showPage(number));
    button.type = "button";
    Object.assign(button.dataset, { variant: "secondary", size: "sm", showPage: String(number) });
    return make("div", "tv-without", make("p", "", t.noTextHere), button);
  }

  private draw(block: Block, page: number, index: number): HTMLElement {
    const drawing: Drawing = { page, block: index, words: this.words, laid: this.laid.of(page, index), length: wordsOf(block).length };
    return blockElement(block, this.depth.get(block) ?? this.naming.level + 1, drawing);
  }
}

/** Puts an item where its level belongs; a deeper list stands in the item before it. */
function listed(item: HTMLElement, level: number, lists: { list: HTMLElement; level: number }[], page: HTMLElement): void {
  while (lists.length > 1 && lists.at(-1)!.level > level) lists.pop();
  const now = lists.at(-1);
  if (!now || now.level < level) {
    const list = make("ul", "tv-list");
    list.setAttribute("role", "list"); // Safari takes a list without bullets for no list
    (now?.list.lastElementChild ?? page).append(list);
    lists.push({ list, level });
  }
  lists.at(-1)!.list.append(item);
}

function besideButton(note: Drawn): HTMLElement {
  const button = make("button", "tv-beside-note", note.label);
  button.type = "button";
  button.dataset["note"] = note.id;
  button.dataset["colour"] = note.colour;
  return button;
}

function removed({ number, change, label }: ShownChange, name: "div" | "li"): HTMLElement {
  const text = change.pieces.filter(({ op }) => op === "delete").map((piece) => piece.text).join(" ").trim();
  const element = make(name, "tv-changed tv-removed tv-aside", changeButton(number, label, t.kinds.removed));
  element.dataset["change"] = String(number);
  if (text.length <= LONG) element.append(make("p", "", gone(text)));
  else element.append(make("details", "", make("summary", "", aloud(`${t.deleted}: `), `${text.slice(0, 120).trimEnd()} …`), make("p", "", gone(text))));
  return element;
}
