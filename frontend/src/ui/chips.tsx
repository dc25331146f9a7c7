import type { Mark } from "../domain/shapes";
import { w } from "../words/index";
import { Lock } from "./icons";

const COLOUR: Record<Mark, string> = { new: "success", changed: "warning", supplement: "info" };

/** Marks in words; the colour only helps. */
export function Chips({ marks, closed = false }: { marks: readonly Mark[]; closed?: boolean }) {
  if (marks.length === 0 && !closed) return null;
  return (
    <span class="chips">
      {marks.map((mark) => <span key={mark} class="ds-tag" data-color={COLOUR[mark]} data-size="sm">{w.meeting.mark[mark]}</span>)}
      {closed && <span class="ds-tag" data-color="neutral" data-size="sm"><Lock />{w.meeting.closed}</span>}
    </span>
  );
}
