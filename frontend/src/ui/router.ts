import { useEffect, useState } from "preact/hooks";
import { EVERYTHING, type ListedKind, type NoteFilter, type Sharing } from "../domain/note-list";
import type { Colour } from "../domain/shapes";

/** Every screen and what its address says. */
export type Place =
  | { name: "signIn" }
  | { name: "meetings"; committee: string }
  | { name: "meeting"; package: string }
  | { name: "paper"; package: string; document: string; page: number | null; note: string | null; placing: boolean }
  | { name: "notes"; filter: NoteFilter }
  | { name: "me" }
  | { name: "desk" }
  | { name: "deskPackage"; package: string }
  | { name: "sources" }
  | { name: "lost" };

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
  if (first === "moter" && second && third) {
    const page = Number(address.searchParams.get("side"));
    const note = address.searchParams.get("notat") || null;
    const placing = note !== null && address.searchParams.has("flytt");
    return { name: "paper", package: second, document: third, page: Number.isInteger(page) && page > 0 ? page : null, note, placing };
  }
  if (third) return { name: "lost" };
  if (first === undefined) return { name: "meetings", committee: "" };
  if (first === "moter") return second ? { name: "meeting", package: second } : { name: "meetings", committee: address.searchParams.get("utvalg") ?? "" };
  if (first === "skrivebord") return second ? { name: "deskPackage", package: second } : { name: "desk" };
  if (second) return { name: "lost" };
  if (first === "logg-inn") return { name: "signIn" };
  if (first === "notater") return { name: "notes", filter: filterIn(address.searchParams) };
  if (first === "meg") return { name: "me" };
  if (first === "kilder") return { name: "sources" };
  return { name: "lost" };
}

const COLOURS: readonly Colour[] = ["yellow", "green", "blue", "pink"];
const KINDS: readonly ListedKind[] = ["highlight", "comment", "ink", "textbox", "bookmark", "reply"];
const SHARING: readonly Sharing[] = ["mine", "private", "shared", "others"];

function filterIn(asked: URLSearchParams): NoteFilter {
  const one = <T extends string>(key: string, known: readonly T[]) => known.find((word) => word === asked.get(key));
  const text = (key: string) => asked.get(key) ?? "";
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
  const words = { farge: colour, slag: kind, deling: sharing === EVERYTHING.sharing ? "" : sharing, merkelapp: tag, sok: text, mote: meeting };
  return new URLSearchParams(Object.entries(words).filter(([, word]) => word !== "")).toString();
}

const safe = encodeURIComponent;
export const to = {
  signIn: "/logg-inn",
  meetings: (committee = "") => (committee ? `/moter?utvalg=${safe(committee)}` : "/moter"),
  meeting: (id: string) => `/moter/${safe(id)}`,
  paper: (id: string, document: string, page?: number) => `/moter/${safe(id)}/${safe(document)}${page ? `?side=${page}` : ""}`,
  /** `placing`: a place in this version is to be chosen for the note. */
  note: (id: string, document: string, note: string, page?: number, placing = false) =>
    `/moter/${safe(id)}/${safe(document)}?${new URLSearchParams({ ...(page ? { side: String(page) } : {}), notat: note, ...(placing ? { flytt: "" } : {}) })}`,
  notes: (filter: Partial<NoteFilter> = {}) => `/notater?${asked({ ...EVERYTHING, ...filter })}`.replace(/\?$/, ""),
  me: "/meg",
  desk: "/skrivebord",
  deskPackage: (id: string) => `/skrivebord/${safe(id)}`,
  sources: "/kilder",
};

const MOVED = "folkevalgt:moved";

export function go(address: string, how: "push" | "replace" = "push"): void {
  if (how === "push") history.pushState(null, "", address);
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
