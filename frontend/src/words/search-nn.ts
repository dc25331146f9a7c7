import type { SearchWords } from "./search";

const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`);

export const nn: SearchWords = {
  title: "Søk",
  field: "Kva leitar du etter?",
  clear: "Tøm søkjefeltet",
  hits: (n) => (n === 0 ? "Ingen treff" : `${n} treff`),
  hitsHere: (n) => `${n} treff i det som er lagra på denne eininga`,
  hint: "Skriv eit ord, byrjinga på eit ord eller eit saksnummer",
  how: [
    "«reguleringsplan» finn òg «detaljreguleringsplan» og «reguleringsplanen».",
    "Skriv du fleire ord, må alle stå på same side.",
    "Med hermeteikn må orda stå etter kvarandre: «til politisk behandling».",
  ],
  searched: (meetings, papers) => `Du søkjer i ${count(papers, "papir", "papir")} frå ${count(meetings, "møte", "møte")} på denne eininga, og i notata dine.`,
  tooShort: "Skriv minst to teikn",
  nothing: (text) => `Ingen treff på ${text}`,
  nothingMore: "Sjå etter skrivefeil, prøv færre ord, eller berre byrjinga på ordet.",
  nothingChosen: "Du har avgrensa søket. Kanskje det finst utanfor utvalet?",
  all: "Søk i alt",
  nowhere: "Ingenting å søkje i enno",
  nowhereMore: "Når det kjem papir til eit møte, kan du søkje i dei her, òg utan nett.",
  preparing: "Gjer papira klare for søk",
  prepared: (ready, of) => `${ready} av ${count(of, "møte", "møte")}`,
  failed: "Søket stoppa",
  failedMore: "Papira dine er der dei var. Prøv igjen.",

  choose: "Avgrens søket",
  everything: "Alle",
  meeting: "Møte",
  committee: "Utval",
  year: "År",
  kind: "Slag",

  notes: "I notata mine",
  inPaper: (n) => `Vis ${n === 1 ? "éi side" : `${n} sider`} til i dette papiret`,
  more: "Vis fleire treff",
  place: (label) => `Opne ${label}`,

  elsewhere: "I alt du har tilgang til",
  elsewhereOffline: "Utan nett søkjer du berre i det som er lagra her. Resten får du når du er på nett igjen.",
  elsewhereAsking: "Søkjer vidare …",
  elsewhereNone: "Ingen fleire treff. Alt du har tilgang til, er søkt gjennom.",
  elsewhereHits: (n) => `${n} treff til som ikkje er lagra på denne eininga`,
  elsewhereFailed: "Tenaren svarte ikkje. Treffa i det som er lagra her, ser du over.",
  page: (page) => `s. ${page}`,
};
