import { useEffect, useRef, useState } from "preact/hooks";
import type { Reader } from "../reader";
import { openFile } from "../store/files";
import { position, savePosition } from "../store/rows";
import { useHeading } from "../ui/page";
import { type Panel, useReaderKeys } from "./paper-shortcuts";
import { go } from "../ui/router";
import { w } from "../words/index";
import { useLeaving } from "./leaving";
import { gist, nameOf } from "./note-names";
import type { Neighbour } from "./paper";
import { Bar } from "./paper-bar";
import { ContentsPanel } from "./paper-contents";
import { FindBar, type Found, LOOKING } from "./paper-find";
import { KeysDialog } from "./paper-keys";
import { Carried, Placing, Told } from "./paper-lines";
import { useMarking } from "./paper-marking";
import { NotesPanel } from "./paper-notes";
import { SelectionBar } from "./paper-selection";
import { MarkTools } from "./paper-tools";

// The code of the reader comes while the paper is looked up; opening it says so if that fails.
import("../reader").then(({ warmUp }) => warmUp()).catch(() => undefined);

interface Props {
  name: string;
  back: string;
  address: (page: number) => string;
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
  const heading = useHeading(props.name);
  const keep = useKeptPosition(documentId, file.sha256, props.address);

  useEffect(() => {
    let dead = false;
    let open: Reader | null = null;
    void (async () => {
      const [source, stopped, { openReader }] = await Promise.all([openFile(file.sha256), position(documentId), import("../reader")]);
      if (dead || !host.current) return;
      if (!source) return setState("no_bytes");
      const start = props.page ?? stopped?.page ?? 1;
      open = await openReader(host.current, source, { page: start }, {
        page: (page, total) => {
          setAt({ page, total });
          keep(page);
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
  useReaderKeys(reader, { total: at.total, marking, setPanel });
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
      <Announced at={at} />
      {panel === "keys" && <KeysDialog onClose={() => setPanel(null)} />}
    </div>
  );
}

/** Keeps the place 300 ms after the page was turned, and at once when the tab may be closing. */
function useKeptPosition(document: string, version: string, address: (page: number) => string) {
  const pending = useRef<{ page: number; timer: number } | null>(null);
  const now = () => {
    if (!pending.current) return;
    clearTimeout(pending.current.timer);
    const { page } = pending.current;
    pending.current = null;
    void savePosition({ document, version, page, at: new Date().toISOString() });
  };
  useLeaving(now, [document, version]);
  return (page: number) => {
    if (pending.current) clearTimeout(pending.current.timer);
    const timer = window.setTimeout(() => {
      now();
      history.replaceState(history.state, "", address(page));
    }, 300);
    pending.current = { page, timer };
  };
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
