import { useEffect, useRef, useState } from "preact/hooks";
import { gistOf } from "../domain/comparison";
import type { ChangePiece } from "../domain/shapes";
import { Cross, Down, Up } from "../ui/icons";
import { w } from "../words/index";
import { comparisonWords, t } from "../words/text";
import type { Changes } from "./paper-changes";
import { Glimpse } from "./paper-glimpse";

const sinceWords = ({ before }: Changes): string => (before.number === null ? t.sinceRead : t.since(before.number));

/** A new version says itself what is new in it. */
export function ChangesLine({ changes, onSee }: { changes: Changes; onSee: () => void }) {
  const [closed, setClosed] = useState(false);
  if (closed) return null;
  const { comparable, summary } = changes.comparison;
  const words = comparisonWords(summary);
  return (
    <div class="reading-note reading-carried" role="status">
      <p>{comparable === "yes" ? (words ? t.told(words) : t.nothing) : t.none[comparable]}</p>
      {(comparable !== "yes" || words) && (
        <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={onSee}>{comparable === "yes" ? t.see : t.beforeBeside}</button>
      )}
      <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={w.common.close} title={w.common.close} onClick={() => setClosed(true)}><Cross /></button>
    </div>
  );
}

interface Props {
  changes: Changes;
  /** "PS 112/26", which its pages are called by. */
  label: string;
  onClose: () => void;
}

/** All changes in the paper's order, beside it; the one that is shown stands with all its words. */
export function ChangesPanel({ changes, label, onClose }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  const { list, current, comparison } = changes;
  useEffect(() => title.current?.focus(), []);
  const shown = useRef<HTMLLIElement>(null);
  useEffect(() => shown.current?.scrollIntoView({ block: "nearest" }), [current]);
  const words = comparisonWords(comparison.summary);
  return (
    <aside class="notes changes" aria-labelledby="changes-title">
      <div class="notes-head">
        <h2 class="ds-heading" data-size="xs" id="changes-title" tabIndex={-1} ref={title}>{t.changes}</h2>
        <div class="notes-tools">
          {list.length > 0 && (
            <>
              <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={t.previous} title={t.previous} onClick={() => changes.step(-1)}><Up /></button>
              <span class="changes-at" role="status">{current > 0 && t.at(current, list.length)}</span>
              <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={t.next} title={t.next} onClick={() => changes.step(1)}><Down /></button>
            </>
          )}
          <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={w.common.close} title={w.common.close} onClick={onClose}><Cross /></button>
        </div>
      </div>
      <p class="quiet">{sinceWords(changes)}{words && `: ${words}`}</p>
      {list.length > 0 && (
        <label class="choice">
          <input class="ds-input" type="checkbox" checked={changes.marked} onChange={(event) => changes.setMarked(event.currentTarget.checked)} />
          {t.mark}
        </label>
      )}
      {comparison.comparable !== "yes" ? <Incomparable changes={changes} /> : list.length === 0 && <p>{t.nothing}</p>}
      <ol class="plain changes-list">
        {list.map((one) => (
          <li key={one.number} ref={one.number === current ? shown : undefined} data-current={one.number === current ? "" : undefined}>
            <button type="button" aria-current={one.number === current || undefined} onClick={() => changes.goTo(one.number)}>
              <span class="changes-kind" data-kind={one.change.kind}><span class="ds-sr-only">{one.label}</span><span aria-hidden="true">{one.change.kind === "moved" ? t.movedFrom(one.change.old_page) : t.kinds[one.change.kind]}</span></span>
              <span class="quiet">{label} s. {one.change.page}</span>
              {one.number !== current && <span class="changes-gist changes-words"><Words pieces={gistOf(one.change)} /></span>}
            </button>
            {(one.change.section || one.change.proposal) && <p class="quiet">{[one.change.section && t.under(one.change.section), one.change.proposal && t.proposal].filter(Boolean).join(" · ")}</p>}
            {one.number === current && <p class="changes-words"><Words pieces={one.change.pieces} /></p>}
          </li>
        ))}
      </ol>
    </aside>
  );
}

/** The words of a change, old and new. */
function Words({ pieces }: { pieces: readonly ChangePiece[] }) {
  return (
    <>
      {pieces.map(({ op, text }, index) => {
        if (op === "same") return text;
        const [Name, begin, end] = op === "insert" ? (["ins", t.inserted, t.insertedEnd] as const) : (["del", t.deleted, t.deletedEnd] as const);
        return <Name key={index}><span class="ds-sr-only">{begin}: </span>{text}<span class="ds-sr-only"> ({end}) </span></Name>;
      })}
    </>
  );
}

function Incomparable({ changes: { comparison, before } }: { changes: Changes }) {
  if (comparison.comparable === "yes") return null;
  return (
    <>
      <p>{t.none[comparison.comparable]}</p>
      {before.here
        ? <Glimpse title={t.before} label={t.before} version={comparison.old} page={1} drawn={null}>{t.beforeGone}</Glimpse>
        : <p class="quiet">{t.beforeGone}</p>}
    </>
  );
}
