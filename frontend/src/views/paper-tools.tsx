import type { ComponentChildren } from "preact";
import { Area, Bookmark, Ink, PageNote, TextBox } from "../ui/icons";
import { n } from "../words/notes";
import { Colours } from "./note-colours";
import type { Marking } from "./paper-marking";
import { UndoButton } from "./paper-notes";

/** Drawing and writing on the page itself. One tool at a time, until "Ferdig". */
export function MarkTools({ marking, onClose }: { marking: Marking; onClose: () => void }) {
  const { mode, colour } = marking;
  const choose = (which: "ink" | "textbox" | "area") => () => marking.setMode(mode === which ? "none" : which);
  return (
    <div class="strip" role="toolbar" aria-label={n.mark.tools}>
      <div class="mark-row">
        <ToolButton name={n.mark.ink} on={mode === "ink"} onClick={choose("ink")}><Ink /></ToolButton>
        <ToolButton name={n.mark.textbox} on={mode === "textbox"} onClick={choose("textbox")}><TextBox /></ToolButton>
        <ToolButton name={n.mark.area} on={mode === "area"} onClick={choose("area")}><Area /></ToolButton>
        <ToolButton name={n.mark.pageNote} onClick={marking.pageNote}><PageNote /></ToolButton>
        <ToolButton name={n.mark.bookmark} on={marking.bookmarked} onClick={marking.bookmark}><Bookmark /></ToolButton>
      </div>
      {mode !== "none" && <div class="mark-row" role="group" aria-label={n.mark.colour}><Colours chosen={colour} onChoose={marking.setColour} /></div>}
      <div class="strip-end">
        <UndoButton marking={marking} />
        <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={onClose}>{n.mark.done}</button>
      </div>
      <p class="quiet strip-how" role="status">{mode !== "none" && n.mark.how[mode]}</p>
    </div>
  );
}

function ToolButton(props: { name: string; on?: boolean; onClick: () => void; children: ComponentChildren }) {
  return <button type="button" class="mark-button" aria-pressed={props.on} onClick={props.onClick}>{props.children}<span>{props.name}</span></button>;
}
