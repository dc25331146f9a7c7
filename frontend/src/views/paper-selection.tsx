import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { near } from "../domain/near";
import { Comment, Cross, Tag } from "../ui/icons";
import { w } from "../words/index";
import { n } from "../words/notes";
import { Colours } from "./note-colours";
import type { Marking } from "./paper-marking";

const GAP = 12; // CSS pixels between the selection and the bar
const HANDLES = 40; // a finger's selection has handles below it

interface Props {
  marking: Marking;
  /** A note that is to get its place here: then that is all the bar does. */
  placing: (() => void) | null;
  onDock: (docked: boolean) => void;
}

/** As wide as its buttons, also while it stands docked and fills its row. */
const widthOf = (bar: HTMLElement) => [...bar.children].reduce((sum, { clientWidth }) => sum + clientWidth, 12);

/** What can be done with what is chosen. At the bottom on phones; near the words otherwise, and never on them. */
export function SelectionBar({ marking, placing, onDock }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const [spot, setSpot] = useState<{ left: number; top: number } | null>(null);
  const { at } = marking;
  useLayoutEffect(() => {
    const element = bar.current;
    const room = element?.closest(".reading")?.querySelector(".reading-main")?.getBoundingClientRect();
    const touch = matchMedia("(pointer: coarse)").matches;
    const wide = matchMedia("(min-width: 48rem)").matches;
    const found = wide && at && room && element ? near(at, { width: widthOf(element), height: 60 }, room, touch ? HANDLES : GAP, touch) : null;
    setSpot(found);
    onDock(found === null);
  }, [at]);
  useLayoutEffect(() => () => onDock(false), []);
  return (
    <div
      ref={bar}
      class={spot ? "marks marks-near" : "marks marks-docked"}
      style={spot ? { left: `${spot.left}px`, top: `${spot.top}px` } : { left: "", top: "" }}
      role="toolbar"
      aria-label={n.mark.bar}
      onPointerDown={(event) => event.preventDefault()} // the selection stays
    >
      {placing ? (
        <button type="button" class="ds-button" onClick={placing}>{n.mark.place}</button>
      ) : (
        <>
          <Colours chosen={null} name={n.mark.highlight} onChoose={marking.highlight} />
          <button type="button" class="mark-button" onClick={marking.comment}><Comment /><span>{n.mark.comment}</span></button>
          <button type="button" class="mark-button" onClick={marking.tag}><Tag /><span>{n.mark.tag}</span></button>
        </>
      )}
      <button type="button" class="mark-button mark-close" aria-label={w.common.close} onClick={marking.dropPicked}><Cross /></button>
    </div>
  );
}
