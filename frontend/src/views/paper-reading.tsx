import { useEffect, useRef, useState } from "preact/hooks";
import { pagesIn } from "../domain/preparation";
import type { Reader } from "../reader";
import { useHeading } from "../ui/page";
import { type Panel, useReaderKeys } from "./paper-shortcuts";
import { go } from "../ui/router";
import { w } from "../words/index";
import { t } from "../words/text";
import { gist, nameOf } from "./note-names";
import type { Neighbour } from "./paper-one";
import { Bar } from "./paper-bar";
import { ContentsPanel } from "./paper-contents";
import { FindBar, type Found, LOOKING } from "./paper-find";
import { KeysDialog } from "./paper-keys";
import { useKeptPlace } from "./paper-place";
import { Carried, Placing, Told } from "./paper-lines";
import { useChanges } from "./paper-changes";
import { ChangesLine, ChangesPanel } from "./paper-changes-panel";
import { useMarking } from "./paper-marking";
import { NotesPanel } from "./paper-notes";
import { useOpened } from "./paper-opened";
import { Announced, End, NotShown } from "./paper-over";
import { SelectionBar } from "./paper-selection";
import { MarkTools } from "./paper-tools";

// The code of the reader comes while the paper is looked up; opening it says so if that fails.
import("../reader").then(({ warmUp }) => warmUp()).catch(() => undefined);

interface Props {
  name: string;
  /** The same in words that everyone may read: the browser remembers what a tab was called. */
  tabName: string;
  /** What its pages are called by: "PS 112/26". */
  label: string;
  back: string;
  address: (page: number) => string;
  onPage: (page: number) => void;
  /** It is seen; and keys, the tab's title and what is told aloud are its own. Others are open too. */
  shown: boolean;
  active: boolean;
  /**
   * A half of the screen: it is closed in the place of the way back, and has a heading of the second level. No elements here:
   * one that an effect holds on to holds on to every paper that was open when it was drawn.
   */
  onCloseHalf?: (() => void) | undefined;
  level?: 1 | 2;
  openPapers: number;
  onPapers: () => void;
  package: string;
  document: string;
  file: { sha256: string; older: boolean };
  page: number | null;
  /** A note to show; `placing`: its place in this version is to be chosen. */
  note: string | null;
  placing: boolean;
  /** Words to find, from the page on; the number of a change to show; the text in the place of the pages. */
  find: string;
  change: number | null;
  text: boolean;
  onText: (text: boolean) => void;
  previous: Neighbour | null;
  next: Neighbour | null;
}

/** The open paper: an island of pdf.js with our bar around it. */
export function Reading(props: Props) {
  const { document: documentId, file } = props;
  const host = useRef<HTMLDivElement>(null);
  const [reader, setReader] = useState<Reader | null>(null);
  const [text, turnTo] = useTextOrPages(props, () => closeTools());
  const [at, setAt] = useState({ page: props.page ?? 1, total: 0 });
  const [scale, setScale] = useState(0);
  const [found, setFound] = useState<Found>(LOOKING);
  const [panel, setPanel] = useState<Panel>(null);
  const [tools, setTools] = useState(false);
  const [docked, setDocked] = useState(false);
  const marking = useMarking(reader, { document: documentId, version: file.sha256, paper: props.name, page: at.page, onOpen: () => setPanel("notes") });
  const heading = useHeading(props.tabName, props.active);
  const keep = useKeptPlace(props.shown ? reader : null, { document: documentId, version: file.sha256, total: at.total, address: props.address });

  const events = {
    page: (page: number, total: number) => {
      setAt({ page, total });
      keep.at(page);
      props.onPage(page);
    },
    find: setFound,
    scale: setScale,
    change: (number: number) => showChange.current(number),
    pageWanted: () => turnTo(false),
  };
  const { package: packageId, level = 1, label } = props;
  const toOpen = { package: packageId, document: documentId, version: file.sha256, text, page: props.page, level, label };
  const { state, unread, bare } = useOpened(host, toOpen, events, marking.events, (pages) => keep.seen(pagesIn(pages)), setReader);
  const changes = useChanges(reader, { document: documentId, version: file.sha256, unread });
  const showChange = useRef((_: number) => undefined as void);
  showChange.current = (number) => {
    setPanel("changes");
    changes?.goTo(number);
  };
  useEffect(() => {
    if (props.page !== null && reader && props.page !== at.page) reader.goTo(props.page);
  }, [props.page]);
  useEffect(() => {
    if (!props.shown) reader?.rest();
  }, [reader, props.shown]);
  useReaderKeys(props.active, reader, { total: at.total, marking, setPanel, onText: () => turnTo(!text), step: (by) => changes?.step(by) });
  useEffect(() => {
    if (reader && props.find) setPanel("find");
  }, [reader !== null, props.find]);
  useEffect(() => {
    if (reader && changes && props.change !== null) showChange.current(props.change);
  }, [reader !== null, changes !== null, props.change]);
  useEffect(() => {
    if (panel === "changes") changes?.setMarked(true);
  }, [panel]);
  const asked = props.note !== null ? marking.list.find(({ note }) => note.id === props.note) : undefined;
  useEffect(() => {
    if (!reader || !asked) return;
    marking.choose(asked.note.id);
    if (!props.placing) setPanel("notes");
  }, [reader, asked?.note.id, props.placing]);
  const placing = props.placing && asked ? asked.note : null;
  const placed = (where: Parameters<typeof marking.place>[1]) => {
    if (!placing) return;
    void marking.place(placing, where);
    go(props.address(where.page), "replace");
    setPanel("notes");
  };

  const showDoubtful = () => {
    const first = marking.list.find(({ at: stands }) => stands?.how === "review" || stands?.how === "orphan") ?? marking.list.find(({ at: stands }) => stands?.how === "moved");
    setPanel("notes");
    if (first) marking.choose(first.note.id);
  };
  const openTools = () => {
    if (text) turnTo(false); // one draws on the page
    setPanel(null);
    setTools(true);
  };
  const closeTools = () => {
    marking.setMode("none");
    setTools(false);
  };
  const closeFind = () => {
    reader?.endFind();
    setPanel(null);
    (host.current?.firstElementChild as HTMLElement | null)?.focus();
  };
  return (
    <div class={`reading${panel === "contents" ? " reading-with-panel" : panel === "notes" || panel === "changes" ? " reading-with-notes" : ""}`}>
      <Bar
        {...props}
        heading={heading}
        reader={reader}
        at={at}
        scale={scale}
        panel={panel}
        onPanel={setPanel}
        notes={marking.list.length}
        tools={tools}
        onTools={() => (tools ? closeTools() : openTools())}
        text={text}
        onText={() => turnTo(!text)}
        changes={changes?.list.length ?? null}
        printed={{ package: props.package, document: documentId }}
        covered={docked && marking.picked !== null}
      />
      {panel === "find" && <FindBar key={props.find} reader={reader} words={props.find} found={found} onNew={() => setFound(LOOKING)} onClose={closeFind} />}
      {panel === "contents" && reader && (
        <ContentsPanel reader={reader} at={at} previous={props.previous} next={props.next} onClose={() => setPanel(null)} />
      )}
      {tools && !text && panel !== "find" && reader && <MarkTools marking={marking} onClose={closeTools} />}
      {panel === "notes" && <NotesPanel marking={marking} page={at.page} packageId={props.package} documentId={documentId} onClose={() => setPanel(null)} onTools={openTools} />}
      {panel === "changes" && changes && <ChangesPanel changes={changes} label={label} onClose={() => setPanel(null)} />}
      <div class="reading-lines">
        {unread && changes && panel !== "changes" && <ChangesLine changes={changes} onSee={() => showChange.current(1)} />}
        {text && state === "open" && bare && <p class="reading-note" role="status">{t.coming}</p>}
        {placing && <Placing title={gist(placing, 60) || nameOf(placing)} onPage={() => placed({ page: at.page })} onGiveUp={() => go(props.address(at.page), "replace")} />}
        {!placing && <Carried list={marking.list} open={panel === "notes"} onShow={showDoubtful} />}
        {file.older && <p class="reading-note" role="status">{w.reader.older}</p>}
      </div>
      <div class="reading-main">
        <NotShown state={state} onPages={() => turnTo(false)} />
        <div class="reading-host" ref={host} role="region" aria-label={level === 2 ? `${w.reader.region}: ${label}` : w.reader.region} hidden={state !== "open" && state !== "opening"} />
        {state === "open" && <End at={at} next={props.next} />}
        <Told acts={marking.acts} />
      </div>
      {marking.picked && <SelectionBar marking={marking} placing={placing && (() => placed(marking.picked?.[0] ?? { page: at.page }))} onDock={setDocked} />}
      {props.active && <Announced at={at} />}
      {panel === "keys" && <KeysDialog onClose={() => setPanel(null)} />}
    </div>
  );
}

/** Whether the paper is shown as text. The address says so first, and is told when it is turned here. */
function useTextOrPages({ text: asked, onText }: Props, before: () => void): [boolean, (text: boolean) => void] {
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  return [text, (to) => {
    before();
    setText(to);
    onText(to);
  }];
}
