/** The words of the notes as a document and of an import: needed only when somebody takes notes out or in. */

import type { DocumentWords } from "../domain/notes-document";
import type { Language } from "../domain/shapes";
import type { ImportWord } from "../domain/web-annotation";

interface ImportWords {
  doubt: string;
  nothing: string;
  /** So many of those taken in were somebody else's; the names that are known. */
  others: (count: number, taken: number, names: readonly string[]) => string;
  /** Another tool made so many. */
  look: (count: number) => string;
  problems: Record<ImportWord, string>;
  /** `at`: which notes in the file, from 1. */
  problemAt: (at: readonly number[], sentence: string) => string;
}
type OutWords = DocumentWords & ImportWords;

const NAMED = 5; // numbers and names that are told; the rest are counted
const listed = (all: readonly (number | string)[], and: string) => {
  const first = all.slice(0, NAMED).join(", ");
  return all.length > NAMED ? `${first} …` : first.replace(/, (?=[^,]*$)/u, ` ${and} `);
};

const nb: OutWords = {
  code: "nb",
  page: (page) => `Side ${page}`,
  colours: { yellow: "gul", green: "grønn", blue: "blå", pink: "rosa" },
  kinds: { highlight: "Merking", comment: "Merknad", ink: "Tegning", textbox: "Tekstboks", bookmark: "Bokmerke", reply: "Svar" },
  tags: "Merkelapper",
  by: (name) => `Skrevet av ${name}`,
  earlier: (page) => `Fra side ${page} i en tidligere versjon av papiret`,
  uncertain: "Plassen i den nye versjonen er ikke bekreftet",
  shared: "Delt",
  none: "Du har ingen notater her.",
  made: (when, notes) => `${notes === 1 ? "Ett notat" : `${notes} notater`}, hentet ut ${when}`,
  contents: "Innhold",
  private: "Dette er et personlig arbeidsdokument.",
  doubt: "Plassen i denne versjonen er ikke bekreftet.",
  nothing: "Ingen notater ble hentet inn.",
  others: (count, taken, names) =>
    `${count === taken ? (count === 1 ? "Det" : "Alle") : `${count} av dem`} er skrevet av ${names.length > 0 ? listed(names, "og") : "noen andre"}. Her er ${count === 1 ? "det ditt eget notat" : "de dine egne notater"}, og bare du ser ${count === 1 ? "det" : "dem"}.`,
  look: (count) => `${count === 1 ? "Ett er" : `${count} er`} laget i et annet program. Se etter at ${count === 1 ? "det" : "de"} står på rett sted.`,
  problemAt: (at, sentence) => `Notat nr. ${listed(at, "og")} i filen${at.length > NAMED ? ` (${at.length} i alt)` : ""}: ${sentence}`,
  problems: {
    not_json: "Filen kan ikke leses. Den må være en JSON-fil med notater.",
    not_annotations: "Filen inneholder ingen notater.",
    too_large: "Filen er for stor. Den kan være på høyst 20 MB og ha 10 000 notater.",
    bad_annotation: "Ikke riktig skrevet, og hoppet over.",
    no_paper: "Papiret er ikke blant dine på denne enheten.",
    no_place: "Det står ikke hvor i papiret.",
    too_long: "Teksten er for lang. Et notat kan ha 20 000 tegn.",
  },
};

const nn: OutWords = {
  code: "nn",
  page: (page) => `Side ${page}`,
  colours: { yellow: "gul", green: "grøn", blue: "blå", pink: "rosa" },
  kinds: { highlight: "Merking", comment: "Merknad", ink: "Teikning", textbox: "Tekstboks", bookmark: "Bokmerke", reply: "Svar" },
  tags: "Merkelappar",
  by: (name) => `Skriven av ${name}`,
  earlier: (page) => `Frå side ${page} i ein tidlegare versjon av papiret`,
  uncertain: "Plassen i den nye versjonen er ikkje stadfesta",
  shared: "Delt",
  none: "Du har ingen notat her.",
  made: (when, notes) => `${notes === 1 ? "Eitt notat" : `${notes} notat`}, henta ut ${when}`,
  contents: "Innhald",
  private: "Dette er eit personleg arbeidsdokument.",
  doubt: "Plassen i denne versjonen er ikkje stadfesta.",
  nothing: "Ingen notat vart henta inn.",
  others: (count, taken, names) =>
    `${count === taken ? (count === 1 ? "Det" : "Alle") : `${count} av dei`} er ${count === 1 ? "skrive" : "skrivne"} av ${names.length > 0 ? listed(names, "og") : "nokon andre"}. Her er ${count === 1 ? "det ditt eige notat" : "dei dine eigne notat"}, og berre du ser ${count === 1 ? "det" : "dei"}.`,
  look: (count) => `${count === 1 ? "Eitt er laga" : `${count} er laga`} i eit anna program. Sjå etter at ${count === 1 ? "det" : "dei"} står på rett stad.`,
  problemAt: (at, sentence) => `Notat nr. ${listed(at, "og")} i fila${at.length > NAMED ? ` (${at.length} i alt)` : ""}: ${sentence}`,
  problems: {
    not_json: "Fila kan ikkje lesast. Ho må vere ei JSON-fil med notat.",
    not_annotations: "Fila inneheld ingen notat.",
    too_large: "Fila er for stor. Ho kan vere på høgst 20 MB og ha 10 000 notat.",
    bad_annotation: "Ikkje rett skrive, og hoppa over.",
    no_paper: "Papiret er ikkje blant dine på denne eininga.",
    no_place: "Det står ikkje kvar i papiret.",
    too_long: "Teksten er for lang. Eit notat kan ha 20 000 teikn.",
  },
};

const en: OutWords = {
  code: "en",
  page: (page) => `Page ${page}`,
  colours: { yellow: "yellow", green: "green", blue: "blue", pink: "pink" },
  kinds: { highlight: "Highlight", comment: "Comment", ink: "Drawing", textbox: "Text box", bookmark: "Bookmark", reply: "Reply" },
  tags: "Tags",
  by: (name) => `Written by ${name}`,
  earlier: (page) => `From page ${page} of an earlier version of the paper`,
  uncertain: "Its place in the new version has not been confirmed",
  shared: "Shared",
  none: "You have no notes here.",
  made: (when, notes) => `${notes === 1 ? "One note" : `${notes} notes`}, taken out ${when}`,
  contents: "Contents",
  private: "This is a personal working document.",
  doubt: "Its place in this version has not been confirmed.",
  nothing: "No notes were taken in.",
  others: (count, taken, names) =>
    `${count === taken ? (count === 1 ? "It was" : "All were") : `${count} of them ${count === 1 ? "was" : "were"}`} written by ${names.length > 0 ? listed(names, "and") : "somebody else"}. Here ${count === 1 ? "it is your own note" : "they are your own notes"}, and only you see ${count === 1 ? "it" : "them"}.`,
  look: (count) => `${count === 1 ? "One was" : `${count} were`} made in another program. Check that ${count === 1 ? "it stands" : "they stand"} in the right place.`,
  problemAt: (at, sentence) => `Note no. ${listed(at, "and")} in the file${at.length > NAMED ? ` (${at.length} in all)` : ""}: ${sentence}`,
  problems: {
    not_json: "The file cannot be read. It must be a JSON file with notes.",
    not_annotations: "There are no notes in the file.",
    too_large: "The file is too large. It can be 20 MB and hold 10,000 notes at most.",
    bad_annotation: "Not written correctly, and skipped.",
    no_paper: "The paper is not among yours on this device.",
    no_place: "There is nothing about where in the paper.",
    too_long: "The text is too long. A note can have 20,000 characters.",
  },
};

export const outWords = (language: Language): OutWords => ({ nb, nn, en })[language];
