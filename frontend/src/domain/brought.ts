/** Files brought by hand: what their names say of where they belong. A guess that a person looks over. */

import type { DocumentKind } from "./shapes";

/** What a file's name says: "PS 12-26 Vedlegg 1 Kart.pdf" is the attachment "Kart" of PS 12/26. */
export interface NameRead {
  number: string;
  kind: DocumentKind;
  title: string;
}

const NUMBER = /(?:^|[\s_(])(?:sak\s*)?([A-ZÆØÅ]{2})[\s._-]*0*(\d{1,4})[\s._/-]+(20\d{2}|\d{2})(?=$|[\s._)-])/i;
const KINDS: readonly [RegExp, DocumentKind][] = [
  [/^(tilleggsinnkalling|tilleggssakliste|tilleggsakliste|ettersend\p{L}*)/iu, "supplement"],
  [/^(møte)?(innkalling|sakliste|saksliste|sakskart)/iu, "summons"],
  [/^(saksprotokoll|særutskrift|vedtak)/iu, "item_minutes"],
  [/^(møte)?(protokoll|møtebok)/iu, "minutes"],
  [/^(saksframlegg|saksfremlegg|sakspapir\p{L}*)/iu, "case_paper"],
  [/^(vedlegg|bilag)\s*(nr\.?\s*)?\d*/iu, "attachment"],
];

export function readName(file: string): NameRead {
  const bare = file.normalize("NFC").replace(/\.[^.\s]{1,5}$/, "");
  const found = NUMBER.exec(bare);
  const number = found ? `${(found[1] ?? "").toUpperCase()} ${Number(found[2])}/${(found[3] ?? "").slice(-2)}` : "";
  const rest = tidy(found ? bare.replace(found[0], " ") : bare);
  for (const [pattern, kind] of KINDS) {
    const word = pattern.exec(rest)?.[0];
    if (word !== undefined) return { number, kind, title: capital(tidy(rest.slice(word.length)) || rest) };
  }
  return { number, kind: number ? "case_paper" : "attachment", title: capital(rest || bare) };
}

const tidy = (text: string): string => text.replaceAll("_", " ").replace(/\s+/g, " ").replace(/^[\s.–-]+|[\s–-]+$/g, "");
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** An item or a paper that is on the desk already. */
interface Known {
  id: string;
  title: string;
}

/**
 * What a file becomes: a new version of a paper (`document`), or a new paper of an item, of a line made for it
 * (`newItem`), or with neither of the meeting itself.
 */
export interface Target {
  document: string;
  item: string;
  newItem: boolean;
}

export const OWN: Target = { document: "", item: "", newItem: false };
const OF_MEETING: readonly DocumentKind[] = ["summons", "supplement", "minutes"];

/** Where a file seems to belong. A paper whose title the name says is replaced; a number nobody has makes a line. */
export function targetOf(read: NameRead, items: readonly (Known & { number: string })[], papers: readonly (Known & { item: string })[]): Target {
  const item = items.find(({ number }) => number !== "" && folded(number) === folded(read.number));
  const same = papers.find((paper) => folded(paper.title) === folded(read.title) && (!item || paper.item === item.id));
  if (same) return { ...OWN, document: same.id };
  if (item) return { ...OWN, item: item.id };
  if (read.number) return { ...OWN, newItem: true };
  return OF_MEETING.includes(read.kind) || items.length === 0 ? OWN : { ...OWN, item: items[0]?.id ?? "" };
}

const folded = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** An agenda as people type or paste it, a line an item: "PS 12/26 Budsjett" or only its title. */
export function agendaLines(text: string): { number: string; title: string }[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [, code = "", number = "", rest = ""] = /^((?:[A-ZÆØÅ]{1,4}\s*)?)(\d{1,4}\s*\/\s*\d{2,4})[\s.:–-]*(.*)$/iu.exec(line) ?? [];
      return number && rest ? { number: `${code.trim().toUpperCase()} ${number.replace(/\s/g, "")}`.trim(), title: rest } : { number: "", title: line };
    });
}

/** The agenda with a line for each number that files bring along and that it lacks; the first case paper names it. */
export function withLines(text: string, reads: readonly NameRead[]): string {
  const there = new Set(agendaLines(text).map(({ number }) => folded(number)));
  const missing = new Map<string, string>();
  for (const { number, kind, title } of reads) {
    if (!number || there.has(folded(number))) continue;
    if (!missing.has(number) || kind === "case_paper") missing.set(number, title);
  }
  const lines = [...missing].sort(([one], [other]) => one.localeCompare(other, "nb", { numeric: true })).map(([number, title]) => `${number} ${title}`);
  return [text.trimEnd(), ...lines].filter(Boolean).join("\n");
}
