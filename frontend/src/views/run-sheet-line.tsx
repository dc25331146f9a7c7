import type { Ref } from "preact";
import { useState } from "preact/hooks";
import { clockAt, MOST, type SheetLine } from "../domain/run-sheet";
import type { RollPerson } from "../domain/shapes";
import { deleteNote } from "../store/notes";
import { Chips } from "../ui/chips";
import { Down, Grip, Minus, Plus, Up } from "../ui/icons";
import { comeBackTo, to } from "../ui/router";
import { r } from "../words/run";
import { type LineSaving, merged, useKept, useLine } from "./run-sheet-kept";
import { PlanLists } from "./run-sheet-names";
import { LineText, Saved } from "./run-sheet-text";

export type Say = (said: string, undo?: () => void) => void;

export const titleOf = ({ number, title }: Pick<SheetLine, "number" | "title">): string => (number ? `${number} ${title}` : title);
/** "18.05", as one reads a clock. */
export const clockWord = (minutes: number): string => clockAt(minutes).replace(":", ".");

interface Props {
  packageId: string;
  line: SheetLine;
  at: number | null;
  of: number;
  index: number;
  roll: RollPerson[];
  lifted: "" | "self" | "over";
  onMove: (to: number, from?: "up" | "down") => void;
  grip: Record<"onPointerDown" | "onPointerMove" | "onPointerUp" | "onPointerCancel", (event: PointerEvent) => void>;
  say: Say;
  link: Ref<HTMLElement>;
}

/** One item: number, title, minutes, its time, what is marked, and the chair's note. */
export function Line({ packageId, line, at, of, index, roll, lifted, onMove, grip, say, link }: Props) {
  const saving = useLine(packageId, line, titleOf(line));
  const [open, setOpen] = useState(false);
  const title = titleOf(line);
  return (
    <li class={`run-line${lifted === "self" ? " print-lifted" : ""}${lifted === "over" ? " print-over" : ""}${line.gone ? " run-gone" : ""}`} data-item={line.item}>
      <div class="run-row">
        {line.gone ? <span /> : <span class="print-grip" title={r.line.drag(title)} {...grip}><Grip /></span>}
        <span class="run-clock">{at === null ? "" : clockWord(at)}</span>
        <div class="run-name">
          <ItemTitle packageId={packageId} line={line} link={link} leading={false} />
          <Chips marks={line.marks} closed={line.closed} />
          {line.gone && <span class="ds-tag" data-color="warning" data-size="sm">{r.line.gone}</span>}
        </div>
        {!line.gone && <Minutes line={line} saving={saving} title={title} />}
        {!line.gone && (
          <div class="run-moves">
            <button type="button" id={`run-up-${line.item}`} class="ds-button" data-variant="tertiary" data-icon aria-label={r.line.up(title)} aria-disabled={index === 0 || undefined} onClick={() => onMove(index - 1, "up")}><Up /></button>
            <button type="button" id={`run-down-${line.item}`} class="ds-button" data-variant="tertiary" data-icon aria-label={r.line.down(title)} aria-disabled={index === of - 1 || undefined} onClick={() => onMove(index + 1, "down")}><Down /></button>
          </div>
        )}
      </div>
      <div class="run-body">
        <LineText line={line} saving={saving} title={title} />
        <Marks plan={saving.plan} />
        <Beside line={line} saving={saving} say={say} />
        <button type="button" class="ds-button run-more" data-variant="tertiary" data-size="sm" aria-expanded={open} aria-label={r.line.planTo(title)} onClick={() => setOpen(!open)}>{open ? <Minus /> : <Plus />}{r.line.plan}</button>
        {open && <PlanLists title={title} line={saving} roll={roll} onSaid={say} />}
      </div>
    </li>
  );
}

/** Opens the item's first paper, which leads back to this very line. */
export function ItemTitle({ packageId, line, link, leading }: { packageId: string; line: SheetLine; link?: Ref<HTMLElement>; leading: boolean }) {
  const paper = line.papers.find(({ version }) => version && !version.download_only);
  const name = <>{line.number && <span class="run-number">{line.number} </span>}{line.title}</>;
  if (!paper) return <span class="run-title" tabIndex={-1} ref={link as Ref<HTMLSpanElement>}>{name}</span>;
  return (
    <a class="run-title ds-link" ref={link as Ref<HTMLAnchorElement>} href={to.paper(packageId, paper.id)} onClick={() => comeBackTo(to.runSheet(packageId, { item: line.item, leading }))}>
      {name}
    </a>
  );
}

function Minutes({ line, saving, title }: { line: SheetLine; saving: LineSaving; title: string }) {
  const stands = line.minutes === null ? "" : String(line.minutes);
  const kept = useKept(stands, line.ver, (text) => (number(text) === undefined ? null : saving.save({ minutes: number(text) ?? null })));
  const step = (by: number) => kept.type(String(Math.min(MOST.minutes, Math.max(0, (number(kept.value) ?? 0) + by))), 0);
  return (
    <div class="run-minutes">
      <button type="button" class="ds-button" data-variant="tertiary" data-icon aria-label={r.line.less(title)} onClick={() => step(-5)}><Minus /></button>
      <input
        class="ds-input"
        inputMode="numeric"
        maxLength={4}
        aria-label={r.line.minutes(title)}
        value={kept.value}
        onFocus={(event) => { kept.focus(); event.currentTarget.select(); }}
        onInput={(event) => kept.type(event.currentTarget.value)}
        onBlur={() => kept.blur(number(kept.value) === undefined)}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      />
      <span aria-hidden="true">{r.line.min}</span>
      <button type="button" class="ds-button" data-variant="tertiary" data-icon aria-label={r.line.more(title)} onClick={() => step(5)}><Plus /></button>
      <Saved state={kept.state} />
    </div>
  );
}

/** null for none, undefined for what is no number of minutes. */
function number(said: string): number | null | undefined {
  if (said.trim() === "") return null;
  const n = Number(said.trim());
  return Number.isInteger(n) && n >= 0 && n <= MOST.minutes ? n : undefined;
}

export function Marks({ plan: { disqualified, substitutes, motions, votes } }: { plan: SheetLine["plan"] }) {
  if (disqualified.length + substitutes.length + motions.length + votes.length === 0) return null;
  return (
    <p class="chips run-marks">
      {disqualified.length > 0 && <span class="ds-tag" data-color="warning" data-size="sm">{r.marks.disqualified(disqualified.join(", "))}</span>}
      {substitutes.length > 0 && <span class="ds-tag" data-color="info" data-size="sm">{r.marks.substitutes(substitutes.join(", "))}</span>}
      {motions.length > 0 && <span class="ds-tag" data-color="neutral" data-size="sm">{r.marks.motions(motions.length)}</span>}
      {votes.length > 0 && <span class="ds-tag" data-color="neutral" data-size="sm">{r.marks.votes(votes.length)}</span>}
    </p>
  );
}

/** What was written at once with it on another device. It stays until somebody says what becomes of it. */
function Beside({ line, saving, say }: { line: SheetLine; saving: LineSaving; say: Say }) {
  return (
    <>
      {line.beside.map(({ id, content }) => (
        <section key={id} class="conflict" aria-label={r.beside.title}>
          <p><strong>{r.beside.title}</strong></p>
          {content.text && <p class="note-text">{content.text}</p>}
          {content.plan && <Marks plan={{ disqualified: [], substitutes: [], motions: [], votes: [], ...content.plan }} />}
          <div class="actions">
            <button
              type="button"
              class="ds-button"
              data-variant="secondary"
              data-size="sm"
              onClick={() => void saving.save(merged(line, content)).then(() => deleteNote(id)).then(() => say(r.beside.merged))}
            >
              {r.beside.merge}
            </button>
            <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => void deleteNote(id).then(() => say(r.beside.dropped, () => void saving.save(merged(line, content))))}>{r.beside.drop}</button>
          </div>
        </section>
      ))}
    </>
  );
}
