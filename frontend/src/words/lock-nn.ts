import type { LockWords } from "./lock";

/** Nynorsk. */
export const nn: LockWords = {
  title: "Dokument unnatekne offentlegheit",
  paper: "Dokumentet er låst",
  paperMore: "Det er unnateke offentlegheit, og ligg kryptert på denne eininga.",
  toRead: "Lås opp for å lese",
  unlock: "Lås opp",
  withPasskey: "Lås opp med passnøkkel",
  unlocking: "Låser opp …",
  lockNow: "Lås no",
  isOpen: "Dei er låste opp. Dei blir låste igjen når du ikkje har brukt appen på ti minutt, og når han har lege i bakgrunnen i to.",
  isLocked: "Dei ligg krypterte på denne eininga, og du ser verken innhald eller heile titlar før du låser opp.",
  until: (when) => `Utan kontakt med tenaren kan du ha dei her til ${when}.`,
  neverStored: "Ingen av dei blir lagra på denne eininga: dei blir henta når du opnar dei, og krev nett.",
  passkeyOpens: "Utan nett låser du opp med passnøkkelen din.",
  noPasskey: "Utan nett kan du berre låse opp med ein passnøkkel, og du har ingen som gjer det på denne eininga.",
  offline: "Utan nett låser du opp med ein passnøkkel, og du har ingen på denne eininga. Kople til nett, så låser appen opp.",
  signedOut: "Du må logge inn før det kan låsast opp.",
  signIn: "Logg inn",
  failed: "Det lét seg ikkje låse opp.",
  notStored: "Dokumentet blir aldri lagra på eininga",
  notStoredMore: "Det blir henta kvar gong du opnar det. Kople til nett for å lese det.",
  fetching: "Hentar dokumentet …",
};
