/** A print as a list of pages, whoever makes the file: the device, or for the service desk the server. */

import type { CopyNote } from "./copy-note";
import { afterPaper, type PrintedWords, type SaidNote } from "./print-pages";
import type { ListedPart, PrintPaper } from "./print-list";
import { type Block, type Typed, typeset } from "./print-type";
import type { PrintPart } from "./shapes";

/** A note as it is drawn on its page: `number` for one whose words stand on the page after the paper, "" for none. */
export interface DrawnNote extends CopyNote {
  number: string;
}

export type JobPage =
  | { kind: "paper"; version: string; page: number; label: string; notes: DrawnNote[] }
  | { kind: "typed"; typed: Typed };

/** Pages that begin on a fresh sheet. `paper` is null for what we have made ourselves. */
export interface JobPart {
  title: string;
  paper: PrintPaper | null;
  pages: JobPage[];
}

/** One of my notes as it stands in the version that is printed. */
export interface PaperNote {
  drawn: CopyNote;
  said: Omit<SaidNote, "number">;
}

export interface Ingredients {
  burnt: boolean;
  /** In the order of the paper. */
  notes: ReadonlyMap<string, PaperNote[]>;
  agenda: () => Block[];
  list: () => Block[];
  titles: { agenda: string; notes: string };
  words: PrintedWords;
}

/** `replaced`: letters that the printed font does not have. */
export function jobOf(list: ListedPart[], { burnt, notes, agenda, list: all, titles, words }: Ingredients): { parts: JobPart[]; replaced: number } {
  let replaced = 0;
  const typed = (title: string, blocks: Block[]): JobPage[] => {
    const made = typeset(blocks, (page, of) => words.foot(title, page, of));
    replaced += made.replaced;
    return made.pages.map((one) => ({ kind: "typed", typed: one }));
  };
  const parts = list.flatMap(({ part, papers }): JobPart[] => {
    if (part.kind === "agenda") return [{ title: titles.agenda, paper: null, pages: typed(titles.agenda, agenda()) }];
    if (part.kind === "notes") return [{ title: titles.notes, paper: null, pages: typed(titles.notes, all()) }];
    return papers.map((paper) => {
      const { drawn, said } = burnt ? numbered(notes.get(paper.document) ?? [], new Set(paper.pages)) : { drawn: [], said: [] };
      const pages: JobPage[] = paper.pages.map((page) => ({
        kind: "paper", version: paper.version, page, label: `${paper.label} ${words.page(page)}`, notes: drawn.filter((note) => note.page === page),
      }));
      return { title: paper.title, paper, pages: [...pages, ...(said.length > 0 ? typed(paper.label, afterPaper(paper.label, said, words)) : [])] };
    });
  });
  return { parts, replaced };
}

/** The words of a text box stand in it; all others get a number on their page. */
function numbered(notes: PaperNote[], pages: ReadonlySet<number>): { drawn: DrawnNote[]; said: SaidNote[] } {
  const said: SaidNote[] = [];
  const drawn = notes.filter((note) => pages.has(note.drawn.page)).map((note) => {
    const { text, tags, replies } = note.said;
    const wordy = (text !== "" && note.drawn.kind !== "textbox") || replies.length > 0 || tags.length > 0;
    const number = wordy ? `${said.length + 1}` : "";
    if (wordy) said.push({ ...note.said, number });
    return { ...note.drawn, number };
  });
  return { drawn, said };
}

/** Parts as the server is told of them, and the pages that the device makes for it: overlays and pages of our own. */
export function orderOf(parts: JobPart[]): { parts: PrintPart[]; made: JobPage[] } {
  const made: JobPage[] = [];
  const given = (page: JobPage) => made.push(page);
  const told = parts.flatMap(({ title, paper, pages }): PrintPart[] => {
    const papers = pages.filter((page) => page.kind === "paper");
    const drawn = papers.map((page) => (page.notes.length > 0 ? given(page) : 0));
    const typed = pages.filter((page) => page.kind === "typed").map(given);
    return [
      ...(paper ? [{ version: paper.version, label: paper.label, title, pages: paper.pages, ...(drawn.some((page) => page > 0) ? { drawn } : {}) }] : []),
      ...(typed.length > 0 ? [{ ...(paper ? {} : { title }), pages: typed }] : []), // without a title it goes on where the paper ends
    ];
  });
  return { parts: told, made };
}
