const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`);

/** Everything about searching. Loaded with its screen. */
export const nb = {
  title: "Søk",
  field: "Hva leter du etter?",
  clear: "Tøm søkefeltet",
  hits: (n: number) => (n === 0 ? "Ingen treff" : `${n} treff`),
  hitsHere: (n: number) => `${n} treff i det som er lagret på denne enheten`,
  hint: "Skriv et ord, begynnelsen av et ord eller et saksnummer",
  how: [
    "«reguleringsplan» finner også «detaljreguleringsplan» og «reguleringsplanen».",
    "Skriver du flere ord, må alle stå på samme side.",
    "Med anførselstegn må ordene stå etter hverandre: «til politisk behandling».",
  ],
  searched: (meetings: number, papers: number) => `Du søker i ${count(papers, "papir", "papirer")} fra ${count(meetings, "møte", "møter")} på denne enheten, og i notatene dine.`,
  tooShort: "Skriv minst to tegn",
  nothing: (text: string) => `Ingen treff på ${text}`,
  nothingMore: "Se etter skrivefeil, prøv færre ord, eller bare begynnelsen av ordet.",
  nothingChosen: "Du har begrenset søket. Kanskje det finnes utenfor utvalget?",
  all: "Søk i alt",
  nowhere: "Ingenting å søke i ennå",
  nowhereMore: "Når det kommer papirer til et møte, kan du søke i dem her, også uten nett.",
  preparing: "Gjør papirene klare for søk",
  prepared: (ready: number, of: number) => `${ready} av ${count(of, "møte", "møter")}`,
  failed: "Søket stoppet",
  failedMore: "Papirene dine er der de var. Prøv igjen.",

  choose: "Begrens søket",
  everything: "Alle",
  meeting: "Møte",
  committee: "Utvalg",
  year: "År",
  kind: "Slag",

  notes: "I notatene mine",
  inPaper: (n: number) => `Vis ${n === 1 ? "én side" : `${n} sider`} til i dette papiret`,
  more: "Vis flere treff",
  place: (label: string) => `Åpne ${label}`,

  elsewhere: "I alt du har tilgang til",
  elsewhereOffline: "Uten nett søker du bare i det som er lagret her. Resten får du når du er på nett igjen.",
  elsewhereAsking: "Søker videre …",
  elsewhereNone: "Ingen flere treff. Alt du har tilgang til, er søkt gjennom.",
  elsewhereHits: (n: number) => `${n} treff til som ikke er lagret på denne enheten`,
  elsewhereFailed: "Tjeneren svarte ikke. Treffene i det som er lagret her, ser du over.",
  page: (page: number) => `s. ${page}`,
};
