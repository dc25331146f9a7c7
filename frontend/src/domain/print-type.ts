/** Typesets pages of our own: cover, agenda, list of notes. Points, from the lower left corner of an A4 page. */

import { printable, widthOf } from "./print-metrics";

export const A4 = { width: 595.28, height: 841.89 };
const [LEFT, RIGHT, TOP, FOOT] = [62, 62, 64, 62];
const LEADING = 1.38;

/** Some letters in one line. */
export interface Run {
  x: number;
  y: number;
  size: number;
  bold: boolean;
  text: string;
}

/** `bars` are upright lines at the left of what is quoted: x, from y, to y. */
export interface Typed {
  runs: Run[];
  bars: [number, number, number][];
}

/** A piece of text. `mark` stands at its left, at least `hang` wide, `end` at the right of its last line. `over`: space before it. `held`: on the same page as what follows. */
export interface Block {
  text: string;
  size?: number;
  bold?: boolean;
  indent?: number;
  mark?: string;
  hang?: number;
  end?: string;
  over?: number;
  quoted?: boolean;
  held?: boolean;
}

/** `replaced`: letters that the font does not have. `foot` stands at the foot of every page. */
export function typeset(blocks: Block[], foot: (page: number, of: number) => string): { pages: Typed[]; replaced: number } {
  const pages: Typed[] = [{ runs: [], bars: [] }];
  let y = A4.height - TOP;
  let replaced = 0;
  const clean = (text: string) => {
    const said = printable(text);
    replaced += said.replaced;
    return said.text;
  };
  const laid = blocks.map((block) => lines(block, clean));
  const turn = () => {
    pages.push({ runs: [], bars: [] });
    y = A4.height - TOP;
  };
  laid.forEach((block, i) => {
    const begun = pages.at(-1)!.runs.length > 0;
    if (begun && y - block.over - together(laid, i) < FOOT) turn();
    else if (begun) y -= block.over;
    let top = y;
    const quoteEnds = () => block.quoted && y < top && pages.at(-1)!.bars.push([block.x - 8, y - 3, top - 2]);
    block.lines.forEach((text, line) => {
      if (y - block.step < FOOT) {
        quoteEnds();
        turn();
        top = y;
      }
      y -= block.step;
      const set = (x: number, said: string) => said && pages.at(-1)!.runs.push({ x, y, size: block.size, bold: block.bold, text: said });
      if (line === 0) set(block.x - block.marked, block.mark);
      set(block.x, text);
      if (line === block.lines.length - 1) set(A4.width - RIGHT - widthOf(block.end, block.size, block.bold), block.end);
    });
    quoteEnds();
  });
  pages.forEach((page, i) => page.runs.push({ x: LEFT, y: 34, size: 8, bold: false, text: clean(foot(i + 1, pages.length)) }));
  return { pages, replaced };
}

type Laid = ReturnType<typeof lines>;

/** How much room the first lines of a block want, with those of what it must not be parted from. */
function together(laid: Laid[], from: number): number {
  const room = ({ lines: all, step }: Laid) => Math.min(all.length, 2) * step;
  let needs = room(laid[from]!);
  for (let i = from; laid[i]?.held && laid[i + 1]; i += 1) needs += laid[i + 1]!.over + room(laid[i + 1]!);
  return needs;
}

function lines({ text, size = 10.5, bold = false, indent = 0, mark = "", hang: least = 24, end = "", over = 0, quoted = false, held = false }: Block, clean: (text: string) => string) {
  const [said, marked, ended] = [clean(text), clean(mark), clean(end)];
  const hang = marked ? Math.max(least, widthOf(marked, size, bold) + 8) : 0;
  const x = LEFT + indent + hang;
  const width = A4.width - RIGHT - x - (ended ? widthOf(ended, size, bold) + 14 : 0);
  return { lines: wrapped(said, width, size, bold), x, marked: hang, mark: marked, end: ended, size, bold, over, quoted, held, step: size * LEADING };
}

/** A word longer than the line is broken where the line ends. */
export function wrapped(text: string, width: number, size: number, bold: boolean): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const found = [""];
    for (const word of paragraph.split(" ").flatMap((one) => broken(one, width, size, bold))) {
      const longer = found.at(-1) === "" ? word : `${found.at(-1)} ${word}`;
      if (found.at(-1) === "" || widthOf(longer, size, bold) <= width) found[found.length - 1] = longer;
      else found.push(word);
    }
    return found;
  });
}

function broken(word: string, width: number, size: number, bold: boolean): string[] {
  if (widthOf(word, size, bold) <= width) return [word];
  const parts = [""];
  for (const letter of word) {
    if (parts.at(-1) !== "" && widthOf(parts.at(-1) + letter, size, bold) > width) parts.push("");
    parts[parts.length - 1] += letter;
  }
  return parts;
}
