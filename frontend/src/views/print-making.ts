/** What a print is made of, from what is on this device now. */

import { copyNote } from "../domain/copy-note";
import { threads } from "../domain/note-list";
import type { Basket } from "../domain/print-basket";
import { type JobPart, jobOf, orderOf, type PaperNote } from "../domain/print-job";
import { type ListedPart, listed, portionOf } from "../domain/print-list";
import { agendaBlocks, cover, notesList, type PrintedWords } from "../domain/print-pages";
import { impose, sheetOfPage, sheetsOf } from "../domain/print-plan";
import { sayPages } from "../domain/print-range";
import { type Block, typeset } from "../domain/print-type";
import { labelOf } from "../domain/page-label";
import type { Manifest, PrintLayout, PrintOrdered } from "../domain/shapes";
import type { NotPrinted } from "../reader/print";
import { anchorsOf } from "../store/anchors";
import { openFile } from "../store/files";
import { allNotes, newId } from "../store/notes";
import { basketOf } from "../store/print-basket";
import { manifest, me } from "../store/rows";
import { withPublicTitles } from "../store/vault";
import { language } from "../words/index";
import { missingWords } from "../words/missing";
import { dateWords, momentWords } from "../words/time";
import { p } from "../words/print";
import { nameOf } from "./note-names";

const FROM_ANY_YEAR = new Date(0); // so that the year is said

/** My notes of one package in the order of their papers, and the pages they stand on. */
export interface MyNotes {
  notes: Map<string, PaperNote[]>;
  noted: Map<string, number[]>;
}

export interface Gathered extends MyNotes {
  basket: Basket;
  shown: Manifest;
  who: string;
  list: ListedPart[];
  portion: { pages: number; of: number };
}

export async function gathered(packageId: string): Promise<Gathered | null> {
  const [shown, basket, self] = await Promise.all([manifest(packageId), basketOf(packageId), me()]);
  if (!shown) return null;
  const mine = await myNotes(shown);
  const list = listed(basket.parts, shown, mine.noted);
  return { ...mine, basket, shown, who: self?.name ?? "", list, portion: portionOf(list, shown) };
}

export async function myNotes(shown: Manifest): Promise<MyNotes> {
  const all = await allNotes();
  const notes = new Map<string, PaperNote[]>();
  for (const { id, version } of shown.documents) {
    const its = all.filter(({ document }) => document === id);
    if (!version || its.length === 0) continue;
    const anchors = await anchorsOf(version.sha256);
    const found = threads(its, version.sha256, anchors).flatMap(({ note, at, replies, copies }): PaperNote[] => {
      const drawn = note.mine && note.kind !== "reply" ? copyNote(note, at, p.printed.doubt) : null;
      if (!drawn) return [];
      const text = [drawn.text, ...copies.map(({ content }) => content.text ?? "")].filter(Boolean).join("\n\n");
      const answers = replies.map((reply) => ({ name: reply.mine ? "" : reply.name, text: reply.content.text ?? "" }));
      return [{ drawn, said: { page: drawn.page, what: nameOf(note), quote: at?.quote?.exact ?? "", text, tags: drawn.tags, replies: answers } }];
    });
    if (found.length > 0) notes.set(id, found);
  }
  const pages = (its: PaperNote[]) => [...new Set(its.map(({ drawn }) => drawn.page))].sort((a, b) => a - b);
  return { notes, noted: new Map([...notes].map(([id, its]) => [id, pages(its)])) };
}

const printedWords = (): PrintedWords => ({ ...p.printed, missing: missingWords, pages: (pages, of) => p.printed.pages(sayPages(pages, p.and), of) });

export interface Planned {
  title: string;
  parts: JobPart[];
  pages: number;
  sheets: number;
  replaced: number;
}

/** The print, without what is known not to come along. */
export function planned({ basket, list, notes, shown, who, portion }: Gathered, without: NotPrinted[] = []): Planned {
  const words = printedWords();
  const title = [shown.committee.name, dateWords(shown.meeting.date, FROM_ANY_YEAR)].join(", ");
  const facts = [shown.meeting.place, p.printed.made(momentWords(new Date()), who)].filter(Boolean);
  const documents = shown.documents.filter(({ id }) => notes.has(id));
  const all = documents.map((document) => ({ label: labelOf(shown, document), title: document.title, notes: (notes.get(document.id) ?? []).map(({ said }) => ({ ...said, number: "" })) }));
  const made = jobOf(remaining(list, without), {
    burnt: basket.burnt,
    notes,
    agenda: () => agendaBlocks(title, [shown.meeting.place].filter(Boolean), shown, words),
    list: () => notesList(title, facts.slice(-1), all, words),
    titles: { agenda: p.printed.agenda, notes: p.printed.mine },
    words,
  });
  const amount = p.counts.of(portion.pages, portion.of);
  const parts = basket.cover && made.parts.length > 0 ? withCover(made.parts, basket.layout, shown, (lines) => cover(title, [...facts, amount], lines, words), words) : made.parts;
  const sides = impose(parts.map(({ pages }) => pages.length), basket.layout);
  return { title, parts, pages: parts.reduce((sum, part) => sum + part.pages.length, 0), sheets: sheetsOf(sides.length, basket.layout), replaced: made.replaced };
}

function remaining(list: ListedPart[], without: NotPrinted[]): ListedPart[] {
  const left = (version: string, page: number) => !without.some((one) => one.version === version && (one.page === 0 || one.page === page));
  return list.map((one) => ({
    ...one,
    papers: one.papers.map((paper) => ({ ...paper, pages: paper.pages.filter((page) => left(paper.version, page)) })).filter(({ pages }) => pages.length > 0),
  }));
}

/** How long the cover is does not depend on the numbers that stand on it. */
function withCover(parts: JobPart[], layout: PrintLayout, shown: Manifest, blocks: (lines: Parameters<typeof cover>[2]) => Block[], words: PrintedWords): JobPart[] {
  const lines = (sheet: (part: number) => number) => parts.map(({ title, paper }, i) => {
    const of = shown.documents.find(({ id }) => id === paper?.document)?.version?.pages ?? 0;
    const pages = paper ? words.pages(paper.pages.length === of ? [] : paper.pages, of) : "";
    return { label: paper && paper.label !== title ? paper.label : "", title, pages, sheet: sheet(i) };
  });
  const set = (sheet: (part: number) => number) => typeset(blocks(lines(sheet)), (page, of) => words.foot(words.contents, page, of)).pages;
  const counts = [set(() => 1).length, ...parts.map(({ pages }) => pages.length)];
  const sheets = sheetOfPage(impose(counts, layout), layout);
  const first = (part: number) => counts.slice(0, part + 1).reduce((sum, count) => sum + count, 0);
  const typed = set((part) => sheets.get(first(part)) ?? 0);
  return [{ title: words.contents, paper: null, pages: typed.map((one) => ({ kind: "typed", typed: one })) }, ...parts];
}

export interface Made extends Planned {
  file: Blob;
  name: string;
  /** What did not come along, in words. */
  left: string[];
}

/** Fails with Error("print_failed") or Error("nothing"). What cannot be read is left out and said. */
export async function make(what: Gathered, layout: PrintLayout | null = what.basket.layout): Promise<Made> {
  const { printed } = await import("../reader/print");
  const without: NotPrinted[] = [];
  for (;;) {
    const plan = planned(what, without);
    if (plan.pages === 0) throw Object.assign(new Error("nothing"), { left: saidLeft(what, without) });
    const answer = await printed({ title: plan.title, language: language(), layout, parts: plan.parts.map(({ pages }) => pages), open: openFile });
    if ("file" in answer) return { ...plan, file: answer.file, name: `${p.printed.file} ${plan.title}.pdf`.replace(/[\\/:*?"<>|]/gu, " "), left: saidLeft(what, without) };
    without.push(...answer.failed);
  }
}

function saidLeft({ list }: Gathered, without: NotPrinted[]): string[] {
  const papers = list.flatMap((one) => one.papers);
  return without.map(({ version, page, word }) => {
    const label = papers.find((paper) => paper.version === version)?.label ?? "";
    return p.make.word[word](page > 0 ? `${label} ${p.printed.page(page)}` : label);
  });
}

/** What the service desk is asked for. Without `withNotes` nothing of my notes is in it. */
export async function ordered(what: Gathered, withNotes: boolean): Promise<PrintOrdered> {
  const shown = withPublicTitles(what.shown); // it waits on the server, and lies on a desk
  const all = listed(what.basket.parts, shown, what.noted);
  const list = withNotes ? all : all.filter(({ part }) => part.kind !== "notes");
  const basket = { ...what.basket, burnt: withNotes && what.basket.burnt };
  const plan = planned({ ...what, shown, list, basket });
  const { parts, made } = orderOf(plan.parts);
  if (parts.length === 0) throw new Error("nothing");
  let file = "";
  if (made.length > 0) {
    const { printed } = await import("../reader/print");
    const answer = await printed({ title: plan.title, language: language(), layout: null, parts: [made], open: openFile });
    if (!("file" in answer)) throw new Error("print_failed");
    file = await base64(answer.file);
  }
  return { id: newId(), package: what.shown.package, layout: what.basket.layout, parts, ...(file ? { made: file } : {}), ...(withNotes ? { with_notes: true } : {}) };
}

async function base64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
