import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { legible, plain } from "../domain/blocks";
import type { Structure } from "../domain/shapes";
import type { MarkingEvents, Reader, ReaderEvents, Spot } from "../reader";
import { openFile } from "../store/files";
import { pageTextsOf, structureOf } from "../store/layers";
import { openedExempt } from "../store/openings";
import { everyStop, manifest, watch } from "../store/rows";

/** "scanned" and "garbage": there is nothing to show as text; "waiting": its text comes later. */
export type Opened = "opening" | "open" | "broken" | "no_bytes" | "scanned" | "garbage" | "waiting";

const SIZE = "folkevalgt-text-size"; // percent

export interface ToOpen {
  package: string;
  document: string;
  version: string;
  /** The text, not the pages. */
  text: boolean;
  page: number | null;
  level: 1 | 2;
  label: string;
}

type Told = Omit<ReaderEvents, keyof MarkingEvents | "failed">;

/** Opens the paper in `host`, as its pages or as text, where one was. `seen` gets the pages of this version that were seen before. */
export function useOpened(host: RefObject<HTMLElement | null>, paper: ToOpen, events: Told, marks: MarkingEvents, seen: (pages: string) => void, setReader: (reader: Reader | null) => void) {
  const { document, version, text } = paper;
  const [state, setState] = useState<Opened>("opening");
  const [unread, setUnread] = useState(false); // of this version, before it was opened here
  const [bare, setBare] = useState(false); // text without its headings and tables
  const [turn, setTurn] = useState(0);
  const spot = useRef<Spot | null>(null);
  const latest = useRef({ paper, events });
  latest.current = { paper, events };

  useEffect(() => {
    let dead = false;
    let open: Reader | null = null;
    setState("opening");
    void (async () => {
      const [source, stops] = await Promise.all([openFile(version), everyStop(document)]);
      if (dead || !host.current) return;
      if (!source) return setState("no_bytes");
      const before = stops.find((stop) => stop.version === version);
      seen(before?.seen ?? "");
      if (spot.current === null && stops.length > 0) setUnread(before === undefined);
      const start = spot.current ?? { page: latest.current.paper.page ?? stops[0]?.page ?? 1 };
      const now = () => latest.current.events; // as the screen is when it is told
      const told: ReaderEvents = {
        page: (page, total) => now().page(page, total),
        find: (found) => now().find(found),
        scale: (percent) => scaled(text, percent, now().scale),
        change: (number) => now().change?.(number),
        pageWanted: (page) => now().pageWanted?.(page),
        failed: (word) => setState(word),
        ...marks,
      };
      if (text) {
        const [found, { openText }] = await Promise.all([textToShow(latest.current.paper), import("../reader/text-view")]);
        if (dead || !host.current) return;
        if (typeof found === "string") return setState(found);
        setBare(found.bare);
        const { level, label } = latest.current.paper;
        open = openText(host.current, source, start, { structure: found.structure, size: textSize(), level, label: (page) => `${label} s. ${page}` }, told);
      } else {
        const { openReader } = await import("../reader");
        if (dead || !host.current) return;
        open = await openReader(host.current, source, start, told);
      }
      if (dead) return void open.destroy();
      void openedExempt(version).catch(() => undefined);
      setReader(open);
      setState((was) => (was === "opening" ? "open" : was));
    })().catch(() => {
      if (!dead) setState("broken");
    });
    return () => {
      dead = true;
      spot.current = open?.where() ?? spot.current;
      setReader(null);
      void open?.destroy();
    };
  }, [version, text, turn]);
  useEffect(() => (state === "waiting" || state === "no_bytes" ? watch(["downloads"], () => setTurn((was) => was + 1)) : undefined), [state]);
  return { state, unread, bare };
}

const textSize = (): number => Number(localStorage.getItem(SIZE)) || 100;

function scaled(text: boolean, percent: number, tell: (percent: number) => void): void {
  if (text) localStorage.setItem(SIZE, String(percent));
  tell(percent);
}

async function textToShow({ package: packageId, document, version }: ToOpen): Promise<"scanned" | "garbage" | "waiting" | { structure: Structure; bare: boolean }> {
  const kept = await structureOf(version);
  if (kept) return readable(kept, false);
  const now = (await manifest(packageId))?.documents.find(({ id }) => id === document)?.version;
  if (now?.sha256 === version && now.text === null) return "scanned";
  const texts = now?.sha256 === version ? await pageTextsOf(now) : null;
  return texts ? readable(plain(texts), true) : "waiting";
}

function readable(structure: Structure, bare: boolean): "scanned" | "garbage" | { structure: Structure; bare: boolean } {
  const is = legible(structure);
  return is === "none" ? "scanned" : is === "garbage" ? "garbage" : { structure, bare };
}
