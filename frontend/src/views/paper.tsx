import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { readingOrder } from "../domain/agenda";
import { besideClosed, keptWith, likelyBeside, openRow, withOpen } from "../domain/open-papers";
import { keepOpen, openPapers } from "../store/open-papers";
import { manifest } from "../store/rows";
import { useLive } from "./live";
import { go, type PaperPlace, to } from "../ui/router";
import { p } from "../words/papers";
import { Divider } from "./paper-divider";
import { OnePaper } from "./paper-one";
import { OpenRow } from "./papers-open";
import { PapersDialog } from "./papers-dialog";
import { usePapersKeys } from "./papers-keys";
import { LinkTold, useLink } from "./page-link";

export { nameOf, type Neighbour } from "./paper-one";

const NOWHERE: PaperPlace = { page: null, note: null, placing: false, find: "", change: null, text: false, beside: null };
const TWO = "(min-width: 64rem)";

/**
 * The open papers of a meeting: one in front, or two side by side, and behind them the last few as they were left. Only the
 * one that is `active` listens to keys, names the tab and tells a screen reader.
 */
export function PaperView({ packageId, documentId, ...where }: { packageId: string; documentId: string } & PaperPlace) {
  const wide = useMedia(TWO);
  const [live] = useLive(["papers"], () => manifest(packageId), packageId);
  const shown = live.state === "here" ? live.value : null;
  const given = shown ? new Set(readingOrder(shown).map(({ id }) => id)) : null;
  const can = (id: string | null): id is string => id !== null && id !== documentId && (given?.has(id) ?? true);
  const beside = wide && can(where.beside) ? where.beside : null;
  const front = beside === null ? [documentId] : [documentId, beside];
  const [half, setHalf] = useState<"main" | "beside">("main");
  const active = half === "beside" && beside !== null ? beside : documentId;

  const [open, setOpen] = useOpen(packageId, given, [documentId, where.beside]);
  const kept = useRef<string[]>([]);
  kept.current = keptWith(kept.current, front);
  const release = useReleased(() => (kept.current = front));
  const pages = useRef(new Map<string, number>());
  const texts = useRef(new Map<string, boolean>());
  texts.current.set(documentId, where.text);
  const root = useRef<HTMLDivElement>(null);
  const [listed, setListed] = useState(false);
  const link = useLink(shown, active, () => pages.current.get(active) ?? where.page ?? 1);

  /** `left` with `right` beside it, where one last was in them. */
  const two = (left: string, right: string | null, page: number | null = null) =>
    to.paper(packageId, left, page, { beside: right !== left ? right : null, text: texts.current.get(left) ?? false });
  const mainAddress = (page: number | null = pages.current.get(documentId) ?? null) => two(documentId, where.beside, page);
  const asBeside = (id: string | null) => two(documentId, id, pages.current.get(documentId) ?? null);
  /** This paper where the active one is. */
  const inFront = (id: string) => (active === beside && beside !== null ? asBeside(id) : two(id, beside));
  const show = (address: string) => go(address, "replace");
  const turned = (id: string, text: boolean) => {
    texts.current.set(id, text);
    if (id === documentId) show(mainAddress());
  };
  const close = (id: string) => {
    const row = shown ? openRow(shown, open, documentId).filter((line) => line.open).map((line) => line.document.id) : open;
    const next = besideClosed(row, id);
    void keepOpen(packageId, (all) => all.filter((one) => one !== id));
    setOpen(open.filter((one) => one !== id));
    kept.current = kept.current.filter((one) => one !== id);
    if (id === beside) show(asBeside(null));
    else if (id !== documentId) release();
    else if (beside !== null) show(two(beside, null));
    else if (next) show(two(next, null));
    else go(to.meeting(packageId));
  };

  useEffect(() => setHalf(beside === null ? "main" : "beside"), [beside]);
  useEffect(() => {
    const page = pages.current.get(documentId);
    if (where.page === null && page !== undefined) history.replaceState(history.state, "", mainAddress(page));
  }, [documentId, where.beside]);
  const moved = useRef("");
  useEffect(() => {
    if (moved.current !== "" && moved.current !== active) titleOf(root.current, active)?.focus({ preventScroll: true });
    moved.current = active;
  }, [active]);
  const row = shown ? openRow(shown, open, documentId) : [];
  const wanted = likelyBeside(row, kept.current, documentId);
  const swap = () => beside && show(two(beside, documentId));
  const toggleTwo = () => {
    if (!wide) return setListed(true);
    if (beside) return show(two(active, null, pages.current.get(active) ?? null));
    if (wanted) show(asBeside(wanted));
    else setListed(true);
  };
  usePapersKeys({
    step: (by) => {
      const opened = row.filter((line) => line.open).map(({ document }) => document.id);
      const next = opened[(opened.indexOf(active) + by + opened.length) % opened.length];
      if (next !== undefined && next !== active) go(next === documentId || next === beside ? mainAddress() : inFront(next));
      if (next === documentId || next === beside) setHalf(next === beside ? "beside" : "main");
    },
    two: toggleTwo,
    other: () => beside && setHalf(active === beside ? "main" : "beside"),
    swap,
    close: () => close(active),
    list: () => setListed(true),
    link: link.copy,
  });

  const order = [...kept.current].sort();
  const [left, right] = [order.indexOf(documentId), beside === null ? -1 : order.indexOf(beside)];
  if (right >= 0 && right < left) [order[left], order[right]] = [beside as string, documentId];
  useKeptScroll(root, order.join());

  const name = (id: string) => row.find(({ document }) => document.id === id)?.document.title ?? "";
  return (
    <div class={`open-papers${beside ? " papers-two" : ""}${row.length > 1 ? " papers-row" : ""}`} ref={root}>
      {shown && row.length > 1 && (
        <OpenRow
          shown={shown}
          row={row}
          current={documentId}
          beside={beside}
          active={active}
          addressOf={(id) => (id === documentId || id === beside ? mainAddress() : inFront(id))}
          onChosen={(id) => setHalf(id === beside ? "beside" : "main")}
          onClose={close}
          wide={wide}
          onTwo={toggleTwo}
          onSwap={swap}
        />
      )}
      {order.map((id) => {
        const stands = id === documentId ? "main" : id === beside ? "beside" : "kept";
        return (
          <div
            key={id}
            class="paper-half"
            data-paper={id}
            data-stands={stands}
            data-active={beside !== null && id === active ? "" : undefined}
            role={beside && stands !== "kept" ? "region" : undefined}
            aria-label={beside && stands !== "kept" ? (stands === "main" ? p.open.left(name(id)) : p.open.right(name(id))) : undefined}
            inert={stands === "kept"}
            onFocusIn={() => stands !== "kept" && setHalf(stands)}
            onPointerDownCapture={() => stands !== "kept" && setHalf(stands)}
          >
            <OnePaper
              packageId={packageId}
              documentId={id}
              stands={stands}
              active={id === active}
              where={stands === "main" ? where : { ...NOWHERE, text: texts.current.get(id) ?? false }}
              address={(page) => (stands === "main" ? mainAddress(page) : location.pathname + location.search)}
              other={(other) => (stands === "beside" ? asBeside(other) : two(other, beside))}
              onPage={(page) => pages.current.set(id, page)}
              onText={(text) => turned(id, text)}
              onCloseHalf={stands === "beside" ? () => show(asBeside(null)) : undefined}
              openPapers={open.length}
              onPapers={() => setListed(true)}
            />
          </div>
        );
      })}
      {beside && <Divider root={root} />}
      {listed && shown && (
        <PapersDialog
          shown={shown}
          row={row}
          current={documentId}
          beside={beside}
          addressOf={inFront}
          besideOf={wide ? asBeside : null}
          onClose={close}
          onLink={link.copy}
          onDone={() => setListed(false)}
        />
      )}
      <LinkTold link={link} />
    </div>
  );
}

const titleOf = (root: HTMLElement | null, paper: string) =>
  root?.querySelector<HTMLElement>(`[data-paper="${CSS.escape(paper)}"] :is(.bar-title h1, .bar-title h2)`);

function useMedia(query: string): boolean {
  const [is, setIs] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = () => setIs(media.matches);
    changed();
    media.addEventListener("change", changed);
    return () => media.removeEventListener("change", changed);
  }, [query]);
  return is;
}

/** The row as it was left on this device, with those that are in front now. */
function useOpen(packageId: string, given: ReadonlySet<string> | null, front: (string | null)[]): [string[], (open: string[]) => void] {
  const [open, setOpen] = useState<string[]>([]);
  const coming = front.filter((id): id is string => id !== null && (given?.has(id) ?? false));
  useEffect(() => {
    let dead = false;
    const keep = async () => {
      if (coming.length > 0) await keepOpen(packageId, (all) => coming.reduce(withOpen, all));
      const kept = await openPapers(packageId);
      if (!dead) setOpen(kept);
    };
    void keep();
    return () => {
      dead = true;
    };
  }, [packageId, coming.join()]);
  return [open, setOpen];
}

/** The papers behind let go of what they hold when the app is put away: a tablet short of memory would end it whole. */
function useReleased(release: () => unknown): () => void {
  const [, draw] = useState(0);
  const latest = useRef(release);
  latest.current = release;
  useEffect(() => {
    const run = () => {
      latest.current();
      draw((times) => times + 1);
    };
    addEventListener("pagehide", run);
    document.addEventListener("freeze", run);
    return () => {
      removeEventListener("pagehide", run);
      document.removeEventListener("freeze", run);
    };
  }, []);
  return () => draw((times) => times + 1);
}

const SCROLLED = ".fv-reader, .tv, .notes, .contents";

/** When papers change places their elements are moved, and what is moved forgets how far it was scrolled, and its focus. */
function useKeptScroll(root: { current: HTMLElement | null }, order: string): void {
  const before = useRef(order);
  const at: [Element, number, number][] = [];
  let focused: HTMLElement | null = null;
  if (before.current !== order) {
    for (const element of root.current?.querySelectorAll(SCROLLED) ?? []) at.push([element, element.scrollTop, element.scrollLeft]);
    focused = root.current?.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
    before.current = order;
  }
  useLayoutEffect(() => {
    for (const [element, top, side] of at) if (element.scrollTop !== top || element.scrollLeft !== side) element.scrollTo(side, top);
    if (focused?.isConnected && document.activeElement === document.body) focused.focus({ preventScroll: true });
  }, [order]);
}
