/** Made-up case papers for the tests of this room, in two versions, and what is known about where the words went. */

import type { ToCarry } from "./anchor";
import { lengthOf, type Span, strip } from "./strip";

export const EDITS = ["insert", "delete", "words", "move", "all"] as const;
export type Edit = (typeof EDITS)[number];

interface Word {
  id: number;
  text: string;
}

/** The notes, the pages of the new version, and where each note's words stand there: null when they are gone. */
export interface Corpus {
  notes: ToCarry[];
  before: string[];
  after: string[];
  truth: Map<string, Span | null>;
  starts: number[];
}

const split = (list: string): string[] => list.split(" ");
const FIRST = split("skole barnehage vei vann avløps bolig nærings kultur helse omsorgs areal kyst hytte turist miljø klima energi flom brann idretts biblioteks ungdoms eldre familie bemannings budsjett anskaffelses eiendoms havne kirke landbruks skog frilufts trafikk kollektiv parkerings museums renovasjons beredskaps digitaliserings");
const SECOND = split("planen bygget tilbudet prosjektet rammen avtalen behovet utvalget arbeidet tiltaket fondet gebyret kravet området anlegget regnskapet vedtaket forslaget notatet løyvet kartet utredningen strategien ordningen tjenesten analysen rapporten satsingen vurderingen investeringen avdelingen prognosen forskriften høringen utbyggingen finansieringen driften utviklingen kapasiteten sikkerheten");
const WHO = split("Kommunedirektøren Formannskapet Kommunestyret Rådmannen Fylkeskommunen Statsforvalteren Virksomheten Administrasjonen Ungdomsrådet Eldrerådet Foreldreutvalget Velforeningen Utbyggeren Revisjonen Lensmannen Bispedømmet Havnevesenet Naboene Leverandøren Grunneierne");
const DOES = split("foreslår vurderer understreker beregner anbefaler etterlyser avventer prioriterer kartlegger utreder følger støtter avviser gjennomgår utsetter reviderer dokumenterer finansierer drøfter omtaler");
const WHERE = "i sentrum|ved Rosfjord|på Kvås|i Korshamn|langs elva|i nordre bydel|på Å|ved Lenefjorden|på vestsiden|ved ungdomsskolen|på Agnefest|i Austad|ved rådhuset|på Skomrak|i Åptadalen|ved kaia".split("|");
const HOW = split("raskt grundig foreløpig delvis likevel særskilt samlet skriftlig muntlig årlig løpende midlertidig fortsatt normalt vesentlig uendret nøkternt trinnvis");
const WHEN = split("januar februar mars april mai juni august september oktober november desember");
/** What stands in paper after paper, word for word. */
const AGAIN = [
  "Saken legges fram for formannskapet til behandling. Kommunedirektøren viser til saksutredningen og anbefaler at forslaget vedtas slik det foreligger.",
  "Vedtaket kan påklages etter forvaltningsloven kapittel VI. Fristen for å klage er tre uker fra den dagen vedtaket kom fram til partene.",
  "Økonomiske konsekvenser: Saken har ingen økonomiske konsekvenser utover det som allerede er innarbeidet i gjeldende økonomiplan.",
  "Forholdet til barn og unge er vurdert. Saken er sendt ungdomsrådet til uttalelse, og uttalelsen følger som vedlegg til saken.",
  "Kommunedirektørens innstilling: Kommunestyret vedtar saken slik den er lagt fram. Eventuelle endringer innarbeides før saken sendes videre.",
  "Miljø og klima: Tiltaket vurderes ikke å ha vesentlige virkninger for klima eller naturmangfold, jf. naturmangfoldloven §§ 8 til 12.",
  "Alternative løsninger er vurdert, men de gir etter kommunedirektørens syn ikke bedre måloppnåelse enn løsningen som er foreslått her.",
  "Bakgrunn for saken: Det vises til tidligere behandling og til de dokumentene som følger saken. Sakens faktiske sider er gjengitt nedenfor.",
];

/** A row of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A paper of 220 paragraphs and its next version. `repeated` is the share of paragraphs that stand word for word elsewhere too. */
export function corpus(seed: number, edit: Edit, { paragraphs = 220, notes = 150, repeated = 0.35 } = {}): Corpus {
  const random = chance(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  let ids = 0;
  const words = (text: string): Word[] => text.split(" ").map((one) => ({ id: ids++, text: one }));
  const what = (): string => pick(FIRST) + pick(SECOND);
  const sentence = (): string => {
    const amount = `${Math.floor(random() * 900) / 10} mill. kroner`;
    const day = `${1 + Math.floor(random() * 28)}. ${pick(WHEN)} ${2020 + Math.floor(random() * 12)}`;
    return pick([
      () => `${pick(WHO)} ${pick(DOES)} ${what()} ${pick(WHERE)}, og ${what()} ${pick(DOES)} ${pick(HOW)}.`,
      () => `Det er satt av ${amount} til ${what()}, mens ${what()} ${pick(WHERE)} må vente til ${day}.`,
      () => `I brev av ${day} viser ${pick(WHO).toLowerCase()} til ${what()} og ${pick(DOES)} ${pick(HOW)} at ${what()} endres.`,
      () => `${what().replace(/^./u, (one) => one.toUpperCase())} ${pick(WHERE)} har et avvik på ${amount}, noe ${pick(WHO).toLowerCase()} ${pick(DOES)}.`,
      () => `For ${what()} gjelder at ${what()} ${pick(HOW)} dekkes innenfor ${what()}.`,
      () => `${pick(WHO)} ber om at ${what()} legges fram innen ${day} sammen med ${what()} ${pick(WHERE)}.`,
    ])();
  };
  const paragraph = (): Word[] =>
    words(random() < repeated ? pick(AGAIN) : Array.from({ length: 2 + Math.floor(random() * 5) }, sentence).join(" "));
  const old = Array.from({ length: paragraphs }, paragraph);
  const every = old.flat();
  const now = edited(old, edit, random, paragraph, () => pick(every).text);
  const [before, after] = [paginate(old), paginate(now)];
  const there = spans(after);
  const made = Array.from({ length: notes }, (_, i) => aNote(`note-${i}`, before, random));
  return {
    notes: made.map(({ note }) => note),
    before: before.map(textOf),
    after: after.map(textOf),
    truth: new Map(made.map(({ note, chosen }) => [note.id, whereNow(chosen, there)])),
    starts: startsOf(after.map(textOf)),
  };
}

function edited(old: Word[][], edit: Edit, random: () => number, paragraph: () => Word[], word: () => string): Word[][] {
  const does = (one: Edit): boolean => edit === one || edit === "all";
  let now = old.map((one) => one);
  if (does("delete")) now = now.filter(() => random() >= 0.1);
  if (does("words")) now = now.map((one) => one.map((own) => (random() < 0.05 ? { id: own.id, text: word() } : own)));
  if (does("move"))
    for (let times = Math.round(now.length / 10); times > 0; times--) {
      const [moved] = now.splice(Math.floor(random() * now.length), 1);
      now.splice(Math.floor(random() * now.length), 0, moved!);
    }
  if (does("insert")) now = now.flatMap((one) => (random() < 0.1 ? [paragraph(), one] : [one]));
  return now;
}

/** Pages of about 2,000 letters; a paragraph runs over a page's end as it does on paper. */
function paginate(paragraphs: Word[][]): Word[][] {
  const pages: Word[][] = [[]];
  let length = 0;
  for (const word of paragraphs.flat()) {
    if (length > 2000) {
      pages.push([]);
      length = 0;
    }
    pages.at(-1)!.push(word);
    length += word.text.length;
  }
  return pages;
}

const joined = (words: Word[]): string => words.map(({ text }) => text).join(" ");
const textOf = (words: Word[]): string => strip(joined(words));
const startsOf = (pages: string[]): number[] => pages.reduce((all, page) => [...all, all.at(-1)! + lengthOf(page)], [0]);

function aNote(id: string, pages: Word[][], random: () => number): { note: ToCarry; chosen: Word[] } {
  const at = Math.floor(random() * pages.length);
  const page = pages[at]!;
  const from = Math.floor(random() * Math.max(1, page.length - 4));
  const to = Math.min(page.length, from + 3 + Math.floor(random() * 22));
  const chosen = page.slice(from, to);
  const start = lengthOf(textOf(page.slice(0, from)));
  const place = { start, end: start + lengthOf(textOf(chosen)) };
  const quote = { exact: joined(chosen), prefix: joined(page.slice(0, from)).slice(-128), suffix: joined(page.slice(to)).slice(0, 128) };
  return { note: { id, quote, place, page: at + 1 }, chosen };
}

/** Where each word stands, counted from the paper's beginning. */
function spans(pages: Word[][]): Map<number, Span> {
  const found = new Map<number, Span>();
  let at = 0;
  for (const word of pages.flat()) {
    const end = at + lengthOf(strip(word.text));
    found.set(word.id, { start: at, end });
    at = end;
  }
  return found;
}

/** From the first to the last word that is still there; null when fewer than half are, or they went apart. */
function whereNow(chosen: Word[], now: Map<number, Span>): Span | null {
  const found = chosen.flatMap(({ id }) => now.get(id) ?? []);
  if (found.length * 2 < chosen.length) return null;
  const start = Math.min(...found.map((one) => one.start));
  const end = Math.max(...found.map((one) => one.end));
  return end - start > 2 * lengthOf(textOf(chosen)) ? null : { start, end };
}
