import type { Said } from "./notice";

/** `to` is "formannskapet 3. desember", `at` "torsdag 3. desember kl. 17.00". */
export const nb: Said = {
  locale: "nb-NO",
  to: (body, day) => (body ? `${body} ${day}` : `møtet ${day}`),
  clock: (hour, minute) => `kl. ${hour}.${minute}`,
  fresh: (count) => (count === 1 ? "1 nytt papir" : `${count} nye papirer`),
  withdrawn: (count) => (count === 1 ? "1 papir trukket tilbake" : `${count} papirer trukket tilbake`),
  changed: (count) => (count === 1 ? "1 papir endret" : `${count} papirer endret`),
  paragraphs: (count) => `${count} avsnitt endret`,
  proposal: (count) => `${count} i forslag til vedtak`,
  moved: {
    time: (to, at) => [`Ny tid: ${to}`, at],
    place: (to, at) => [`Nytt sted: ${to}`, `${at}. Åpne møtet for å se hvor.`],
    both: (to, at) => [`Ny tid og nytt sted: ${to}`, `${at}. Åpne møtet for å se hvor.`],
    held: (to, at) => [`Møtet blir holdt: ${to}`, at],
  },
  kinds: {
    package: (to, at) => [`Nye papirer til ${to}`, at],
    supplement: (to) => [`Nytt i papirene til ${to}`, "Se hva som er endret."],
    withdrawn: (to) => [`Trukket tilbake: papirer til ${to}`, "Åpne møtet for å se hvilke."],
    minutes: (to) => [`Vedtakene fra ${to}`, "Nå kan du lese hva som ble vedtatt."],
    called_in: (to, at) => [`Du er kalt inn til ${to}`, `${at}. Svar om du kan møte.`],
    called_off: (to) => [`Du trenger ikke møte i ${to}`, "Du skal ikke møte som vara likevel."],
    case: (to) => ["Nytt i en sak du følger", `Den er på sakslisten til ${to}.`],
    shared: (to) => ["Noen har delt et notat med deg", `Det er i papirene til ${to}.`],
    reminder: (to, at) => [`Husk ${to}`, at],
    cancelled: (to) => [`Avlyst: ${to}`, "Møtet er avlyst."],
    absence: (to) => [`Forfall til ${to}`, "Noen har meldt forfall eller mulig inhabilitet."],
    answered: (to) => [`Svar fra vara til ${to}`, "En vara har svart på innkallingen."],
    not_published: (to) => [`Ikke publisert: ${to}`, "Papirene ble ikke publisert til avtalt tid."],
    test: () => ["Prøvevarsel", "Slik ser et varsel fra Folkevalgt ut. Det virker."],
  },
  unknown: ["Nytt i Folkevalgt", "Åpne appen for å se hva det er."],
  signedOut: ["Folkevalgt", "Du er logget ut på denne enheten."],
};
