import { useEffect, useRef, useState } from "preact/hooks";
import { asked as understood } from "../domain/search-words";
import { Empty, Loading, Page, Trouble } from "../ui/page";
import { Search as Glass } from "../ui/icons";
import { go, type SearchPlace, to } from "../ui/router";
import { w } from "../words/index";
import { s } from "../words/search";
import { useLive } from "./live";
import { More, useFocusWhenDrawn } from "./note-portion";
import { Elsewhere } from "./search-elsewhere";
import { SearchFilter, type ServerFilters } from "./search-filter";
import { FoundList } from "./search-found";
import { type Here, searchedHere } from "./search-here";
import { type Stored, useStored } from "./search-stored";

const PORTION = 100;
const REST = 300; // ms after the last key until the address says what is searched for

const NOTHING: SearchPlace = { text: "", package: "", committee: "", year: "", kind: "" };

/** How far into which list one had come, for whoever opens a hit and comes back. */
let left = { of: "", most: PORTION, whole: new Set<string>(), scroll: 0 };

export function SearchPage({ asked }: { asked: SearchPlace }) {
  const [live, again] = useLive(["papers", "downloads"], searchedHere, "searched");
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  if (live.state === "loading") return <Loading title={s.title} lines={2} />;
  return (
    <Page title={s.title}>
      <Searching asked={asked} here={live.value} />
    </Page>
  );
}

function Searching({ asked, here }: { asked: SearchPlace; here: Here }) {
  const [text, setText] = useState(asked.text);
  const [server, setServer] = useState<ServerFilters>(null);
  const said = useRef(asked.text);
  const latest = useRef(asked);
  latest.current = asked;
  const set = (change: Partial<SearchPlace>) => {
    const wanted = { ...latest.current, text, ...change }; // also what has been typed and does not stand in the address yet
    said.current = wanted.text;
    go(to.search(wanted), "replace");
  };
  useEffect(() => {
    if (asked.text !== said.current) setText(asked.text); // Back, or a link to another search
    said.current = asked.text;
  }, [asked.text]);
  useEffect(() => {
    if (text === latest.current.text) return undefined;
    const timer = setTimeout(() => set({ text }), REST);
    return () => clearTimeout(timer);
  }, [text]);
  const sought = { ...asked, text };
  const of = JSON.stringify(sought);
  const [told, setTold] = useState(left.of === of ? left : { ...left, of, most: PORTION, whole: new Set<string>() });
  const now = told.of === of ? told : { of, most: PORTION, whole: new Set<string>() };
  const stored = useStored(sought, now);
  const focus = useFocusWhenDrawn();
  const show = (most: number, whole: Set<string>) => {
    left = { of, most, whole, scroll: 0 };
    setTold(left);
  };
  useBack(of, stored.of === of && stored.most === now.most);
  const enough = understood(text).length > 0;
  const narrowed = of !== JSON.stringify({ ...NOTHING, text });
  return (
    <>
      <form class="filters" role="search" onSubmit={(event) => { event.preventDefault(); set({ text }); document.querySelector<HTMLElement>("#found a")?.focus(); }}>
        <Field text={text} onText={setText} />
        <SearchFilter asked={asked} here={here} server={server} onChoose={set} />
        <p class="quiet" role="status">{status(text, enough, stored, of)}</p>
      </form>
      {stored.preparing && <Preparing {...stored.preparing} />}
      {stored.failed && <div class="notice stack" role="alert"><p><strong>{s.failed}</strong></p><p>{s.failedMore}</p><button type="button" class="ds-button" data-variant="secondary" onClick={stored.again}>{w.common.tryAgain}</button></div>}
      <div id="found">
        {!enough && text.trim() === "" && <Start here={here} />}
        {enough && stored.found && (
          <>
            <FoundList found={stored.found} onWhole={(document) => { show(now.most + PORTION, new Set([...now.whole, document])); focus(`found-${document}`); }} />
            {stored.found.more && stored.most === now.most && <More name={s.more} onMore={() => show(now.most + PORTION, now.whole)} />}
            {stored.of === of && stored.found.total === 0 && <Nothing text={text} narrowed={narrowed} onAll={() => set({ ...NOTHING, text })} />}
          </>
        )}
      </div>
      {enough && <Elsewhere sought={sought} here={here} onFilters={setServer} />}
    </>
  );
}

/** Where one had scrolled to is found again when one comes back from a hit. */
function useBack(of: string, drawn: boolean): void {
  const back = useRef(left.of === of ? left.scroll : 0);
  useEffect(() => {
    if (drawn && back.current > 0) scrollTo(0, back.current);
    if (drawn) back.current = 0;
  }, [drawn]);
  const current = useRef(of);
  current.current = of;
  useEffect(() => {
    const keep = (event: MouseEvent) => {
      if (!(event.target as Element).closest?.("#found a")) return;
      left = { ...(left.of === current.current ? left : { most: PORTION, whole: new Set<string>() }), of: current.current, scroll: scrollY };
    };
    addEventListener("click", keep, true);
    return () => removeEventListener("click", keep, true);
  }, []);
}

function Field({ text, onText }: { text: string; onText: (text: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (text !== "") return undefined; // whoever comes back from a hit wants the list
    const timer = setTimeout(() => field.current?.focus()); // after the heading, which is focused on the way in
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="ds-field filters-text search-field">
      <label class="ds-label" for="search-text">{s.field}</label>
      <div class="search-line">
        <Glass />
        <input class="ds-input" id="search-text" ref={field} type="search" enterkeyhint="search" autocomplete="off" autocapitalize="none" spellcheck={false} maxLength={200} value={text} onInput={(event) => onText(event.currentTarget.value)} />
      </div>
    </div>
  );
}

function status(text: string, enough: boolean, { found, of, failed }: Stored, now: string): string {
  if (text.trim() === "") return s.hint;
  if (!enough) return s.tooShort;
  if (failed || !found) return "";
  return of === now && found.total === 0 ? s.hits(0) : s.hitsHere(found.total);
}

function Preparing({ ready, of }: { ready: number; of: number }) {
  return (
    <div class="search-preparing" role="status">
      <label for="search-preparing">{s.preparing}</label>
      <progress id="search-preparing" max={of} value={ready} />
      <span class="quiet">{s.prepared(ready, of)}</span>
    </div>
  );
}

function Start({ here }: { here: Here }) {
  if (here.shown.length === 0) return <Empty title={s.nowhere}><p>{s.nowhereMore}</p></Empty>;
  return (
    <div class="search-start stack">
      <p>{s.searched(here.shown.length, here.papers)}</p>
      <ul class="quiet">{s.how.map((line) => <li key={line}>{line}</li>)}</ul>
    </div>
  );
}

function Nothing({ text, narrowed, onAll }: { text: string; narrowed: boolean; onAll: () => void }) {
  return (
    <Empty title={s.nothing(`«${text.trim()}»`)}>
      <p>{narrowed ? s.nothingChosen : s.nothingMore}</p>
      {narrowed && <button type="button" class="ds-button" data-variant="secondary" onClick={onAll}>{s.all}</button>}
    </Empty>
  );
}
