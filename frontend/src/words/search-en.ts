import type { SearchWords } from "./search";

const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`);

export const en: SearchWords = {
  title: "Search",
  field: "What are you looking for?",
  clear: "Clear the search field",
  hits: (n) => (n === 0 ? "No hits" : count(n, "hit", "hits")),
  hitsHere: (n) => `${count(n, "hit", "hits")} in what is stored on this device`,
  hint: "Type a word, the beginning of a word or a case number",
  how: [
    "“reguleringsplan” also finds “detaljreguleringsplan” and “reguleringsplanen”.",
    "Several words must all stand on the same page.",
    "In quotation marks, words must stand next to each other: “til politisk behandling”.",
  ],
  searched: (meetings, papers) => `You are searching ${count(papers, "paper", "papers")} from ${count(meetings, "meeting", "meetings")} on this device, and your notes.`,
  tooShort: "Type at least two characters",
  nothing: (text) => `No hits for ${text}`,
  nothingMore: "Look for a typing error, try fewer words, or just the beginning of the word.",
  nothingChosen: "You have narrowed the search. It may be found outside your choice.",
  all: "Search everything",
  nowhere: "Nothing to search in yet",
  nowhereMore: "When papers for a meeting arrive, you can search them here, also without network.",
  preparing: "Getting the papers ready for searching",
  prepared: (ready, of) => `${ready} of ${count(of, "meeting", "meetings")}`,
  failed: "The search stopped",
  failedMore: "Your papers are where they were. Try again.",

  choose: "Narrow the search",
  everything: "All",
  meeting: "Meeting",
  committee: "Committee",
  year: "Year",
  kind: "Kind",

  notes: "In my notes",
  inPaper: (n) => `Show ${count(n, "more page", "more pages")} in this paper`,
  more: "Show more hits",
  place: (label) => `Open ${label}`,

  elsewhere: "In everything you have access to",
  elsewhereOffline: "Without network you search only what is stored here. You get the rest when you are online again.",
  elsewhereAsking: "Searching on …",
  elsewhereNone: "No further hits. Everything you have access to has been searched.",
  elsewhereHits: (n) => `${count(n, "more hit", "more hits")} not stored on this device`,
  elsewhereFailed: "The server did not answer. The hits in what is stored here are above.",
  page: (page) => `p. ${page}`,
};
