/** The words of the notes as a document and of an import: needed only when somebody takes notes out or in. */

import type { DocumentWords } from "../domain/notes-document";
import type { Language } from "../domain/shapes";
import type { ImportWord } from "../domain/web-annotation";

type OutWords = DocumentWords & { problems: Record<ImportWord, string>; problemAt: (at: number, sentence: string) => string; doubt: string };

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
  problemAt: (at, sentence) => `Notat nr. ${at} i filen: ${sentence}`,
  problems: {
    not_json: "Filen kan ikke leses. Den må være en JSON-fil med notater.",
    not_annotations: "Filen inneholder ingen notater.",
    too_large: "Filen er for stor. Den kan være på høyst 20 MB og ha 10 000 notater.",
    bad_annotation: "Det er ikke skrevet riktig, og er hoppet over.",
    no_paper: "Det hører til et papir som du ikke har her.",
    no_place: "Det sier ikke hvor i papiret det hører til.",
    too_long: "Det er for langt. Et notat kan ha 20 000 tegn.",
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
  problemAt: (at, sentence) => `Notat nr. ${at} i fila: ${sentence}`,
  problems: {
    not_json: "Fila kan ikkje lesast. Ho må vere ei JSON-fil med notat.",
    not_annotations: "Fila inneheld ingen notat.",
    too_large: "Fila er for stor. Ho kan vere på høgst 20 MB og ha 10 000 notat.",
    bad_annotation: "Det er ikkje skrive rett, og er hoppa over.",
    no_paper: "Det høyrer til eit papir som du ikkje har her.",
    no_place: "Det seier ikkje kvar i papiret det høyrer til.",
    too_long: "Det er for langt. Eit notat kan ha 20 000 teikn.",
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
  problemAt: (at, sentence) => `Note no. ${at} in the file: ${sentence}`,
  problems: {
    not_json: "The file cannot be read. It must be a JSON file with notes.",
    not_annotations: "There are no notes in the file.",
    too_large: "The file is too large. It can be 20 MB and hold 10,000 notes at most.",
    bad_annotation: "It is not written correctly and was skipped.",
    no_paper: "It belongs to a paper you do not have here.",
    no_place: "It does not say where in the paper it belongs.",
    too_long: "It is too long. A note can have 20,000 characters.",
  },
};

export const outWords = (language: Language): OutWords => ({ nb, nn, en })[language];
