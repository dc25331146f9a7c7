/** What stands on the pages that we make ourselves: cover, agenda, my notes after a paper and as a list. */

import { agenda, whyMissing } from "./agenda";
import { labelOf } from "./page-label";
import type { Block } from "./print-type";
import type { Legal, Manifest, MissingWord } from "./shapes";

/** The sentences that stand on paper; words/print-*.ts has them. */
export interface PrintedWords {
  contents: string;
  agenda: string;
  mine: string;
  notesTo: (paper: string) => string;
  page: (page: number) => string;
  pages: (pages: readonly number[], of: number) => string;
  sheet: (sheet: number) => string;
  by: (name: string) => string;
  missing: (word: MissingWord | null, exemption: Legal | null) => string;
  foot: (about: string, page: number, of: number) => string;
}

/** One of my notes in words. `number` is that of the mark on the page, "" where there is none. */
export interface SaidNote {
  number: string;
  page: number;
  what: string;
  quote: string;
  text: string;
  tags: string[];
  replies: { name: string; text: string }[];
}

const H1: Partial<Block> = { size: 20, bold: true };
const H2: Partial<Block> = { size: 13, bold: true, over: 22, held: true };
const SMALL = 9;

export interface Line {
  label: string;
  title: string;
  pages: string;
  /** The sheet it begins on. */
  sheet: number;
}

/** `facts` stand under the title: when, where, how much of the package, that it is somebody's own. */
export function cover(title: string, facts: string[], lines: Line[], words: PrintedWords): Block[] {
  return [
    { text: title, ...H1 },
    ...facts.map((text) => ({ text, over: 4 })),
    { text: words.contents, ...H2 },
    ...lines.flatMap(({ label, title: of, pages, sheet }) => [
      { text: [label, of].filter(Boolean).join("  "), bold: label !== "", end: words.sheet(sheet), over: 9, held: pages !== "" },
      ...(pages ? [{ text: pages, size: SMALL }] : []),
    ]),
  ];
}

export function agendaBlocks(title: string, facts: string[], shown: Manifest, words: PrintedWords): Block[] {
  const { own, lines } = agenda(shown);
  const why = (what: Parameters<typeof whyMissing>[0], exemption: Legal | null) => words.missing(whyMissing(what), exemption);
  const paper = (document: (typeof own)[number]): Block => ({
    text: `${document.title === labelOf(shown, document) ? "" : `${labelOf(shown, document)}  `}${document.title}`,
    size: 9.5,
    indent: 66,
    over: 2,
    end: document.version ? words.pages([], document.version.pages) : why(document, document.exemption),
  });
  return [
    { text: title, ...H1 },
    ...facts.map((text) => ({ text, over: 4 })),
    { text: words.agenda, ...H2 },
    ...own.map((document) => ({ ...paper(document), indent: 0 })),
    ...lines.flatMap((line): Block[] => [
      { text: line.item.title, mark: line.item.number || "–", hang: 66, bold: true, over: 11, held: line.papers.length > 0 },
      ...(line.papers.length > 0 ? line.papers.map(paper) : [{ text: why(line, line.item.exemption), size: 9.5, indent: 66, over: 2 }]),
    ]),
  ];
}

/** What stands after a paper: the words of the numbered marks on its pages. */
export const afterPaper = (paper: string, notes: SaidNote[], words: PrintedWords): Block[] => [
  { text: words.notesTo(paper), size: 14, bold: true, held: true },
  ...notes.flatMap((note) => said(note, words)),
];

export function notesList(title: string, facts: string[], papers: { label: string; title: string; notes: SaidNote[] }[], words: PrintedWords): Block[] {
  return [
    { text: words.mine, ...H1 },
    ...[title, ...facts].map((text) => ({ text, over: 4 })),
    ...papers.flatMap(({ label, title: of, notes }) => [{ text: label === of ? of : `${label}  ${of}`, ...H2 }, ...notes.flatMap((note) => said(note, words))]),
  ];
}

function said({ number, page, what, quote, text, tags, replies }: SaidNote, words: PrintedWords): Block[] {
  const rest: Block[] = [
    ...(quote ? [{ text: quote.replace(/\s+/gu, " "), size: 9.5, indent: number ? 32 : 8, over: 3, quoted: true, held: text !== "" }] : []),
    ...(text ? [{ text, indent: number ? 24 : 0, over: 3 }] : []),
    ...(tags.length > 0 ? [{ text: tags.join(" · "), size: SMALL, indent: number ? 24 : 0, over: 2 }] : []),
    ...replies.map((reply) => ({ text: `${reply.name ? `${words.by(reply.name)}: ` : ""}${reply.text}`, indent: 40, over: 3 })),
  ];
  return [{ text: [words.page(page), what].filter(Boolean).join(" · "), mark: number, bold: true, size: 9.5, over: 12, held: rest.length > 0 }, ...rest];
}
