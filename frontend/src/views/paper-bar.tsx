import type { ComponentChildren, RefObject } from "preact";
import type { Reader } from "../reader";
import { connection } from "../sync";
import { AsPages, AsText, Back, Changes, Contents, Keys, Left, Minus, NextPaper, Notes, Pen, Plus, PreviousPaper, Right, Search, Width } from "../ui/icons";
import { useLive } from "./live";
import { go } from "../ui/router";
import { w } from "../words/index";
import { n } from "../words/notes";
import { t } from "../words/text";
import type { Neighbour } from "./paper-one";
import type { Panel } from "./paper-shortcuts";
import { PrintAdd } from "./print-add";
import { PapersButton } from "./papers-dialog";
import { CloseHalf } from "./papers-open";
import { unsentWords } from "./unsent";

interface Props {
  name: string;
  /** What its pages are called by. */
  label: string;
  back: string;
  /** In a half of the screen: in the place of the way back. */
  onCloseHalf?: (() => void) | undefined;
  level?: 1 | 2;
  /** The other papers: how many are open, and the list of them. */
  openPapers: number;
  onPapers: () => void;
  heading: RefObject<HTMLHeadingElement | null>;
  reader: Reader | null;
  at: { page: number; total: number };
  previous: Neighbour | null;
  next: Neighbour | null;
  scale: number;
  panel: Panel;
  onPanel: (panel: Panel) => void;
  /** How many notes stand in this paper. */
  notes: number;
  tools: boolean;
  onTools: () => void;
  /** What "Skriv ut" is about. */
  printed: { package: string; document: string };
  /** Other tools stand in the place of these. */
  covered: boolean;
  /** The text is shown, not the pages. */
  text: boolean;
  onText: () => void;
  /** How many changes there are since the paper was read; null when that is not known, or nothing to say. */
  changes: number | null;
}

function Tool(props: { name: string; onClick: () => void; off?: boolean; open?: boolean; extra?: string; children: ComponentChildren }) {
  return (
    <button
      type="button"
      class={`ds-button tool ${props.extra ?? ""}`}
      data-variant="tertiary"
      data-icon
      aria-label={props.name}
      title={props.name}
      aria-expanded={props.open}
      aria-disabled={props.off || undefined}
      onClick={() => !props.off && props.onClick()}
    >
      {props.children}
    </button>
  );
}

/** The thin bar: where I am at the left, turning and zooming in the middle, finding at the right. */
export function Bar({ name, label, back, onCloseHalf, level = 1, openPapers, onPapers, heading, reader, at, previous, next, scale, panel, onPanel, notes, tools, onTools, printed, covered, text, onText, changes }: Props) {
  const off = reader === null;
  const Title = `h${level}` as const;
  const numbered = name.startsWith(`${label} · `); // the number is seen once, before the page
  const [live] = useLive(["connection", "notes"], async () => ({ offline: connection() === "offline", unsent: await unsentWords() }), "offline");
  const { offline = false, unsent = "" } = live.state === "here" ? live.value : {};
  const toggle = (which: Exclude<Panel, null>) => () => onPanel(panel === which ? null : which);
  return (
    <>
      <header class="bar">
        {onCloseHalf ? <CloseHalf onClose={onCloseHalf} /> : <a class="ds-button tool" data-variant="tertiary" data-icon href={back} aria-label={w.common.back} title={w.common.back}><Back /></a>}
        <div class="bar-title">
          <Title tabIndex={-1} ref={heading}>{numbered ? <><span class="ds-sr-only">{label} · </span>{name.slice(label.length + 3)}</> : name}</Title>
          {at.total > 0 && <p>{numbered && <span class="bar-label">{label} </span>}<span>{w.reader.place(at.page, at.total)}{unsent && ` · ${unsent}`}{offline && ` · ${w.net.offline}`}</span></p>}
          <PapersButton open={openPapers} onOpen={onPapers} />
        </div>
        <div class="bar-end">
          <Tool name={w.reader.find} off={off} open={panel === "find"} onClick={toggle("find")}><Search /></Tool>
          {changes !== null && <Tool name={changes > 0 ? t.open(changes) : t.changes} off={off} open={panel === "changes"} onClick={toggle("changes")}><Changes />{changes > 0 && <span class="tool-count">{changes}</span>}</Tool>}
          <Tool name={n.open(notes)} off={off} open={panel === "notes"} onClick={toggle("notes")}><Notes />{notes > 0 && <span class="tool-count">{notes}</span>}</Tool>
          <Tool name={n.mark.tools} extra="tool-pen" off={off} open={tools} onClick={onTools}><Pen /></Tool>
          <Tool name={w.reader.contents} off={off} open={panel === "contents"} onClick={toggle("contents")}><Contents /></Tool>
          <Tool name={w.reader.keys} extra="tool-keys" onClick={toggle("keys")}><Keys /></Tool>
        </div>
      </header>
      <div class="tools" role="toolbar" aria-label={w.reader.tools} hidden={covered}>
        {previous && <Tool name={w.reader.previousPaper(previous.title)} extra="tool-paper" onClick={() => go(previous.address)}><PreviousPaper /></Tool>}
        <Tool name={w.reader.previous} off={off || at.page <= 1} onClick={() => reader?.previous()}><Left /></Tool>
        <Tool name={w.reader.next} off={off || at.page >= at.total} onClick={() => reader?.next()}><Right /></Tool>
        {next && <Tool name={w.reader.nextPaper(next.title)} onClick={() => go(next.address)}><NextPaper /></Tool>}
        <span class="tools-gap" />
        <Tool name={w.reader.zoomOut} off={off} onClick={() => reader?.zoom("out")}><Minus /></Tool>
        <span class="tools-scale">{scale > 0 ? w.reader.scale(Math.round(scale)) : ""}</span>
        <Tool name={w.reader.zoomIn} off={off} onClick={() => reader?.zoom("in")}><Plus /></Tool>
        <Tool name={text ? t.usualSize : w.reader.fit} extra="tool-fit" off={off} onClick={() => reader?.zoom("width")}><Width /></Tool>
        <Tool name={text ? t.asPages : t.asText} onClick={onText}>{text ? <AsPages /> : <AsText />}</Tool>
        <PrintAdd from={{ ...printed, page: at.page }} icon extra="tool" />
      </div>
    </>
  );
}
