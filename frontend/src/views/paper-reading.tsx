import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { pagesIn } from "../domain/preparation";
import type { Reader } from "../reader";
import { openFile } from "../store/files";
import { everyStop } from "../store/rows";
import { useHeading } from "../ui/page";
import { type Panel, useReaderKeys } from "./paper-shortcuts";
import { go } from "../ui/router";
import { w } from "../words/index";
import { gist, nameOf } from "./note-names";
import type { Neighbour } from "./paper-one";
import { Bar } from "./paper-bar";
import { ContentsPanel } from "./paper-contents";
import { FindBar, type Found, LOOKING } from "./paper-find";
import { KeysDialog } from "./paper-keys";
import { useKeptPlace } from "./paper-place";
import { Carried, Placing, Told } from "./paper-lines";
import { useMarking } from "./paper-marking";
import { NotesPanel } from "./paper-notes";
import { SelectionBar } from "./paper-selection";
import { MarkTools } from "./paper-tools";

// The code of the reader comes while the paper is looked up; opening it says so if that fails.
import("../reader").then(({ warmUp }) => warmUp()).catch(() => undefined);

interface Props {
  name: string;
  /** What its pages are called by: "PS 112/26". */
  label: string;
  back: string;
  address: (page: number) => string;
  onPage: (page: number) => void;
  /** It is seen; and keys, the tab's title and what is told aloud are its own. Others are open too. */
  shown: boolean;
  active: boolean;
  /** A half of the screen: what stands in the bar in the place of the way back, and which heading it has. */
  lead?: ComponentChildren;
  level?: 1 | 2;
  /** Laid over the bar's title. */
  over?: ComponentChildren;
  package: string;
  document: string;
  file: { sha256: string; older: boolean };
  page: number | null;
  /** A note to show; `placing`: its place in this version is to be chosen. */
  note: string | null;
  placing: boolean;
  previous: Neighbour | null;
  next: Neighbour | null;
}
type State = "opening" | "open" | "broken" | "no_bytes";

/** The open paper: an island of pdf.js with our bar around it. */
export function Reading(props: Props) {
  const { document: documentId, file } = props;
  const host = useRef<HTMLDivElement>(null);
  const [reader, setReader] = useState<Reader | null>(null);
  const [state, setState] = useState<State>("opening");
  const [at, setAt] = useState({ page: props.page ?? 1, total: 0 });
  const [scale, setScale] = useState(0);
  const [found, setFound] = useState<Found>(LOOKING);
  const [panel, setPanel] = useState<Panel>(null);
  const [tools, setTools] = useState(false);
  const [docked, setDocked] = useState(false);
  const marking = useMarking(reader, { document: documentId, version: file.sha256, paper: props.name, page: at.page, onOpen: () => setPanel("notes") });
  const heading = useHeading(props.name, props.active);
  const keep = useKeptPlace(props.shown ? reader : null, { document: documentId, version: file.sha256, total: at.total, address: props.address });

  useEffect(() => {
    let dead = false;
    let open: Reader | null = null;
    void (async () => {
      const [source, stops, { openReader }] = await Promise.all([openFile(file.sha256), everyStop(documentId), import("../reader")]);
      if (dead || !host.current) return;
      if (!source) return setState("no_bytes");
      keep.seen(pagesIn(stops.find(({ version }) => version === file.sha256)?.seen ?? ""));
      const start = props.page ?? stops[0]?.page ?? 1;
      open = await openReader(host.current, source, { page: start }, {
        page: (page, total) => {
          setAt({ page, total });
          keep.at(page);
          props.onPage(page);
        },
        find: setFound,
        scale: setScale,
        failed: setState,
        ...marking.events,
      });
      if (dead) return void open.destroy();
      setReader(open);
      setState((was) => (was === "opening" ? "open" : was));
    })().catch(() => {
      if (!dead) setState("broken");
    });
    return () => {
      dead = true;
      void open?.destroy();
    };
  }, [file.sha256]);
  useEffect(() => {
    if (props.page !== null && reader && props.page !== at.page) reader.goTo(props.page);
  }, [props.page]);
  useEffect(() => {
    if (!props.shown) reader?.rest();
  }, [reader, props.shown]);
  useReaderKeys(props.active ? reader : null, { total: at.total, marking, setPanel });
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
  const failed = state === "broken" || state === "no_bytes";
  return (
    <div class={`reading${panel === "contents" ? " reading-with-panel" : panel === "notes" ? " reading-with-notes" : ""}`}>
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
        onTools={() => (tools ? closeTools() : setTools(true))}
        covered={docked && marking.picked !== null}
      />
      {panel === "find" && reader && <FindBar reader={reader} found={found} onNew={() => setFound(LOOKING)} onClose={closeFind} />}
      {panel === "contents" && reader && (
        <ContentsPanel reader={reader} at={at} previous={props.previous} next={props.next} onClose={() => setPanel(null)} />
      )}
      {tools && panel !== "find" && reader && <MarkTools marking={marking} onClose={closeTools} />}
      {panel === "notes" && reader && <NotesPanel marking={marking} page={at.page} packageId={props.package} documentId={documentId} onClose={() => setPanel(null)} onTools={openTools} />}
      {placing && <Placing title={gist(placing, 60) || nameOf(placing)} onPage={() => placed({ page: at.page })} onGiveUp={() => go(props.address(at.page), "replace")} />}
      {!placing && <Carried list={marking.list} open={panel === "notes"} onShow={showDoubtful} />}
      {file.older && <p class="reading-note" role="status">{w.reader.older}</p>}
      <div class="reading-main">
        {failed && (
          <div class="reading-over" role="alert">
            <p><strong>{state === "broken" ? w.reader.broken : w.reader.notHere}</strong></p>
            <p>{state === "broken" ? w.reader.brokenMore : w.reader.notHereOffline}</p>
          </div>
        )}
        {state === "opening" && <p class="reading-over" role="status">{w.reader.loading}</p>}
        <div class="reading-host" ref={host} role="region" aria-label={w.reader.region} hidden={failed} />
        {state === "open" && <End at={at} next={props.next} />}
        <Told acts={marking.acts} />
      </div>
      {marking.picked && <SelectionBar marking={marking} placing={placing && (() => placed(marking.picked?.[0] ?? { page: at.page }))} onDock={setDocked} />}
      {props.active && <Announced at={at} />}
      {panel === "keys" && <KeysDialog onClose={() => setPanel(null)} />}
    </div>
  );
}

/** Tells a screen reader the page, once it has settled. */
function Announced({ at }: { at: { page: number; total: number } }) {
  const [told, setTold] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setTold(at.total > 0 ? w.reader.announce(at.page, at.total) : ""), 500);
    return () => clearTimeout(timer);
  }, [at.page, at.total]);
  return <p class="ds-sr-only" role="status">{told}</p>;
}

/** At the last page the way on stands in words. */
function End({ at, next }: { at: { page: number; total: number }; next: Neighbour | null }) {
  if (!next || at.page !== at.total) return null;
  return <div class="reading-end"><a class="ds-button" data-variant="secondary" href={next.address}>{w.reader.nextPaper(next.title)}</a></div>;
}
