import { useEffect, useRef } from "preact/hooks";
import { pagesIn, selectionOf } from "../domain/preparation";
import type { Reader } from "../reader";
import { everyStop, savePosition, watch } from "../store/rows";
import { useLeaving } from "./leaving";

const REST = 300; // ms after the page was turned
const SEEN = 1_000; // ms that a page is in view before it counts as seen

interface About {
  document: string;
  /** The file's sha-256. */
  version: string;
  total: number;
  address: (page: number) => string;
}

interface Place {
  page: number;
  seen: Set<number>;
  timer: number;
  unsaved: boolean;
}

/**
 * Keeps the place a moment after the page was turned, and at once when the tab may be closing; and which pages were seen,
 * on this device or another. `reader` is null while the paper is not in view: then nothing is seen.
 */
export function useKeptPlace(reader: Reader | null, { document, version, total, address }: About) {
  const latest = useRef(address);
  latest.current = address; // another paper may be in front by the time it is written
  const place = useRef<Place>({ page: 0, seen: new Set(), timer: 0, unsaved: false });
  const save = () => {
    const { page, seen, timer, unsaved } = place.current;
    clearTimeout(timer);
    if (!unsaved) return;
    place.current.unsaved = false;
    void savePosition({ document, version, page, seen: selectionOf(seen), at: new Date().toISOString() });
  };
  useLeaving(save, [document, version]);
  const seen = (pages: number[]) => pages.forEach((page) => place.current.seen.add(page));
  useEffect(() => {
    const elsewhere = async () => seen(pagesIn((await everyStop(document)).find((stop) => stop.version === version)?.seen ?? ""));
    return watch(["positions"], () => void elsewhere());
  }, [document, version]);
  useEffect(() => {
    if (!reader || total === 0) return undefined;
    let before: number[] = [];
    const look = () => {
      const { current } = place;
      if (current.seen.size >= total) return clearInterval(timer);
      const now = reader.inView();
      const stayed = now.filter((page) => before.includes(page) && !current.seen.has(page));
      before = now;
      if (stayed.length === 0 || current.page === 0) return;
      seen(stayed);
      current.unsaved = true;
      save();
    };
    const timer = window.setInterval(look, SEEN);
    look();
    return () => clearInterval(timer);
  }, [reader, total]);
  return {
    at: (page: number) => {
      const { current } = place;
      clearTimeout(current.timer);
      Object.assign(current, { page, unsaved: true });
      current.timer = window.setTimeout(() => {
        save();
        history.replaceState(history.state, "", latest.current(page));
      }, REST);
    },
    seen,
  };
}
