import { useEffect, useState } from "preact/hooks";
import { EVERYTHING, type ListedKind, type NoteFilter, type Sharing } from "../domain/note-list";
import type { Colour } from "../domain/shapes";

/** Every screen and what its address says. */
export type Place =
  | { name: "signIn" }
  | { name: "meetings"; committee: string }
  | { name: "meeting"; package: string }
  | ({ name: "paper"; package: string; document: string } & PaperPlace)
  | { name: "print"; package: string }
  | ({ name: "runSheet"; package: string } & RunSheetPlace)
  | { name: "notes"; filter: NoteFilter }
  | { name: "search"; asked: SearchPlace }
  | { name: "me" }
  | { name: "notices" }
  | { name: "myAccess" }
  | { name: "desk" }
  | { name: "deskNew" }
  | { name: "deskPackage"; package: string }
  | { name: "access"; package: string }
  | { name: "attendance"; package: string }
  | { name: "receipts"; package: string }
  | { name: "people" }
  | { name: "person"; person: string }
  | { name: "committee"; committee: string }
  | { name: "peopleImport" }
  | { name: "peopleTerm" }
  | { name: "peopleLetters"; chosen: string[] }
  | { name: "prints" }
  | { name: "sources" }
  | { name: "lost" };

/**
 * Where in a paper: its page, a note, words to find (`find`), and the number of a change since it was read last (from 1).
 * `text`: as text, not as pages. `beside`: the paper that stands next to it. `placing`: a place is to be chosen for the note.
 */
export interface PaperPlace {
  page: number | null;
  note: string | null;
  placing: boolean;
  find: string;
  change: number | null;
  text: boolean;
  beside: string | null;
}

/** The line of a run sheet one wants to be at (the item), and whether the meeting is led from it. */
export interface RunSheetPlace {
  item: string;
  leading: boolean;
}

/** What is searched for, and in which package, committee, year and kind of paper; "" is all of them. */
export interface SearchPlace {
  text: string;
  package: string;
  committee: string;
  year: string;
  kind: string;
}

const part = (text: string | undefined) => {
  try {
    return decodeURIComponent(text ?? "");
  } catch {
    return ""; // a broken % sequence names nothing
  }
};

export function placeAt(address: URL): Place {
  const [first, second, third, ...rest] = address.pathname.split("/").filter(Boolean).map(part);
  if (rest.length > 0) return { name: "lost" };
  if (first === "moter" && second && third === "utskrift") return { name: "print", package: second };
  if (first === "moter" && second && third === "kjoreplan") return { name: "runSheet", package: second, item: address.searchParams.get("sak") ?? "", leading: address.searchParams.has("led") };
  if (first === "moter" && second && third) return { name: "paper", package: second, document: third, ...paperIn(address.searchParams) };
  if (first === "skrivebord" && second && third === "tilgang") return { name: "access", package: second };
  if (first === "skrivebord" && second && third === "deltakere") return { name: "attendance", package: second };
  if (first === "skrivebord" && second && third === "kvitteringer") return { name: "receipts", package: second };
  if (first === "personer" && second === "utvalg" && third) return { name: "committee", committee: third };
  if (third) return { name: "lost" };
  if (first === undefined) return { name: "meetings", committee: "" };
  if (first === "moter") return second ? { name: "meeting", package: second } : { name: "meetings", committee: address.searchParams.get("utvalg") ?? "" };
  if (first === "skrivebord" && second === "nytt") return { name: "deskNew" };
  if (first === "skrivebord") return second ? { name: "deskPackage", package: second } : { name: "desk" };
  if (first === "meg" && second === "varsler") return { name: "notices" };
  if (first === "personer" && second) return peopleAt(second, address.searchParams);
  if (first === "meg" && second === "innsyn") return { name: "myAccess" };
  if (second) return { name: "lost" };
  if (first === "logg-inn") return { name: "signIn" };
  if (first === "notater") return { name: "notes", filter: filterIn(address.searchParams) };
  if (first === "sok") return { name: "search", asked: searchIn(address.searchParams) };
  if (first === "utskrifter") return { name: "prints" };
  if (first === "meg") return { name: "me" };
  if (first === "personer") return { name: "people" };
  if (first === "kilder") return { name: "sources" };
  return { name: "lost" };
}

function peopleAt(second: string, asked: URLSearchParams): Place {
  if (second === "importer") return { name: "peopleImport" };
  if (second === "periode") return { name: "peopleTerm" };
  if (second === "brev") return { name: "peopleLetters", chosen: (asked.get("til") ?? "").split(",").filter(Boolean) };
  return { name: "person", person: second };
}

function paperIn(asked: URLSearchParams): PaperPlace {
  const count = (key: string) => {
    const number = Number(asked.get(key));
    return Number.isInteger(number) && number > 0 ? number : null;
  };
  const note = asked.get("notat") || null;
  return {
    page: count("side"),
    note,
    placing: note !== null && asked.has("flytt"),
    find: asWritten(asked.get("finn") ?? ""),
    change: count("endring"),
    text: asked.has("tekst"),
    beside: asked.get("ved") || null,
  };
}

function searchIn(asked: URLSearchParams): SearchPlace {
  const said = (key: string) => asWritten(asked.get(key) ?? "");
  return { text: said("q"), package: said("mote"), committee: said("utvalg"), year: said("ar"), kind: said("slag") };
}

const WRITTEN = ["q", "finn", "sok", "merkelapp"]; // what people write themselves
const TOKEN = `~${Math.random().toString(36).slice(2)}.`;
const written: string[] = [];
let hidden = false;

/**
 * The browser remembers addresses. Where something exempt is read, what is searched for stays in memory instead, and the
 * address has only its number: Back finds it again, a new start does not.
 */
export function hideWritten(hide: boolean): void {
  hidden = hide;
}

function numbered(text: string): string {
  if (!written.includes(text)) written.push(text);
  return `${TOKEN}${written.indexOf(text)}`;
}

const asWritten = (said: string): string => (/^~[a-z0-9]+\.\d+$/.test(said) ? ((said.startsWith(TOKEN) && written[Number(said.slice(TOKEN.length))]) || "") : said);

/** What is said, in an address: nothing of what is empty. */
function query(words: Record<string, string | number | boolean | null | undefined>): string {
  const said = Object.entries(words).filter(([, word]) => word !== "" && word !== null && word !== undefined && word !== false);
  const text = new URLSearchParams(said.map(([key, word]) => [key, word === true ? "" : hidden && WRITTEN.includes(key) ? numbered(String(word)) : String(word)])).toString();
  return text && `?${text}`;
}

const COLOURS: readonly Colour[] = ["yellow", "green", "blue", "pink"];
const KINDS: readonly ListedKind[] = ["highlight", "comment", "ink", "textbox", "bookmark", "reply"];
const SHARING: readonly Sharing[] = ["mine", "private", "shared", "others"];

function filterIn(asked: URLSearchParams): NoteFilter {
  const one = <T extends string>(key: string, known: readonly T[]) => known.find((word) => word === asked.get(key));
  const text = (key: string) => asWritten(asked.get(key) ?? "");
  return {
    colour: one("farge", COLOURS) ?? "",
    kind: one("slag", KINDS) ?? "",
    sharing: one("deling", SHARING) ?? EVERYTHING.sharing,
    tag: text("merkelapp"),
    text: text("sok"),
    meeting: text("mote"),
  };
}

function asked({ colour, kind, sharing, tag, text, meeting }: NoteFilter): string {
  return query({ farge: colour, slag: kind, deling: sharing === EVERYTHING.sharing ? "" : sharing, merkelapp: tag, sok: text, mote: meeting });
}

const safe = encodeURIComponent;
export const to = {
  signIn: "/logg-inn",
  meetings: (committee = "") => (committee ? `/moter?utvalg=${safe(committee)}` : "/moter"),
  meeting: (id: string) => `/moter/${safe(id)}`,
  paper: (id: string, document: string, page?: number | null, where: Partial<Omit<PaperPlace, "page">> = {}) =>
    `/moter/${safe(id)}/${safe(document)}${query({
      side: page,
      notat: where.note,
      flytt: where.placing,
      finn: where.find,
      endring: where.change,
      tekst: where.text,
      ved: where.beside,
    })}`,
  /** `placing`: a place in this version is to be chosen for the note. */
  note: (id: string, document: string, note: string, page?: number, placing = false) => to.paper(id, document, page, { note, placing }),
  print: (id: string) => `/moter/${safe(id)}/utskrift`,
  runSheet: (id: string, { item = "", leading = false }: Partial<RunSheetPlace> = {}) => `/moter/${safe(id)}/kjoreplan${query({ sak: item, led: leading })}`,
  notes: (filter: Partial<NoteFilter> = {}) => `/notater${asked({ ...EVERYTHING, ...filter })}`,
  search: ({ text, package: mote, committee, year, kind }: Partial<SearchPlace> = {}) => `/sok${query({ q: text, mote, utvalg: committee, ar: year, slag: kind })}`,
  prints: "/utskrifter",
  me: "/meg",
  notices: "/meg/varsler",
  myAccess: "/meg/innsyn",
  desk: "/skrivebord",
  deskNew: "/skrivebord/nytt",
  deskPackage: (id: string) => `/skrivebord/${safe(id)}`,
  access: (id: string) => `/skrivebord/${safe(id)}/tilgang`,
  attendance: (id: string) => `/skrivebord/${safe(id)}/deltakere`,
  receipts: (id: string) => `/skrivebord/${safe(id)}/kvitteringer`,
  people: "/personer",
  /** "ny": somebody who is not here yet. */
  person: (id: string) => `/personer/${safe(id)}`,
  committee: (id: string) => `/personer/utvalg/${safe(id)}`,
  peopleImport: "/personer/importer",
  peopleTerm: "/personer/periode",
  letters: (chosen: string[] = []) => `/personer/brev${query({ til: chosen.join(",") })}`,
  sources: "/kilder",
};

const MOVED = "folkevalgt:moved";

/** Papers that are opened from this page lead back to `address`: to the very line they were opened from. */
export function comeBackTo(address: string): void {
  history.replaceState({ back: address }, "", address);
}

/** Where a paper leads back to: `otherwise` unless it was opened from a page that said something else. */
export function wayBack(otherwise: string): string {
  const { back } = (history.state ?? {}) as { back?: unknown };
  return typeof back === "string" ? back : otherwise;
}

/** From paper to paper the way back stays. */
const keptAt = (address: string): unknown => (placeAt(new URL(address, location.href)).name === "paper" ? history.state : null);

export function go(address: string, how: "push" | "replace" = "push"): void {
  if (how === "push") history.pushState(keptAt(address), "", address);
  else history.replaceState(history.state, "", address);
  dispatchEvent(new Event(MOVED));
}

/** Lets ordinary links move within the app. A link to another site, a new tab, a file or a place on this page is left alone. */
export function followLinks(): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || !link.href || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    const address = new URL(link.href);
    if (address.hash || /^\/(api|files)\//.test(address.pathname)) return;
    event.preventDefault();
    if (address.href !== location.href) go(address.pathname + address.search);
  });
}

export function usePlace(): Place {
  const [address, setAddress] = useState(location.href);
  useEffect(() => {
    const moved = () => setAddress(location.href);
    addEventListener("popstate", moved);
    addEventListener(MOVED, moved);
    moved();
    return () => {
      removeEventListener("popstate", moved);
      removeEventListener(MOVED, moved);
    };
  }, []);
  return placeAt(new URL(address));
}
