import { useEffect, useRef, useState } from "preact/hooks";
import { doneByOthers } from "../domain/desk";
import type { DeskPackage, Difference } from "../domain/shapes";
import { Cross, Undo } from "../ui/icons";
import { d } from "../words/desk";
import { w } from "../words/index";
import type { Doing } from "./desk-doing";
import { doneWords } from "./desk-log";

/** What was just done here and its way back, what somebody else did meanwhile, and what was refused because of it. */
export function Told({ opened, doing }: { opened: DeskPackage; doing: Doing }) {
  const words = d().meeting;
  const back = opened.desk.log.find(({ undoable }) => undoable);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest("input, textarea, select, dialog");
      if (!back || typing || event.key.toLowerCase() !== "z" || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void doing.undo(back.number);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [back?.number]);
  return (
    <div class="desk-told">
      <div class="told" role="status">
        {doing.said && <p><span>{doing.said}</span>{back && doing.said !== words.said.undo && <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => void doing.undo(back.number)}><Undo />{words.undo}</button>}</p>}
      </div>
      <div role="alert">
        {doing.failed && <p class="warn desk-failed">{doing.failed}</p>}
        {doing.stale && (
          <div class="desk-stale">
            <h2 class="ds-heading" data-size="2xs">{words.stale.title}</h2>
            {doing.stale.length === 0 ? <p>{words.stale.unknown}</p> : <ul>{doing.stale.map((line) => <li key={line.number}>{doneWords(opened.desk, line)}</li>)}</ul>}
            <p>{words.stale.more}</p>
          </div>
        )}
      </div>
      {!doing.stale && <Others opened={opened} />}
    </div>
  );
}

/** What others have done while this page was open. */
function Others({ opened }: { opened: DeskPackage }) {
  const words = d().meeting;
  const first = useRef(opened.desk.edits);
  const [, draw] = useState(0);
  const lines = doneByOthers(opened.desk.log, first.current);
  const hide = () => {
    first.current = opened.desk.edits;
    draw((n) => n + 1);
  };
  return (
    <div role="status">
      {lines.length > 0 && (
        <div class="desk-others">
          <div>
            <p><strong>{words.others}</strong></p>
            <ul class="plain">{lines.map((line) => <li key={line.number}>{doneWords(opened.desk, line)}</li>)}</ul>
          </div>
          <button type="button" class="ds-button" data-variant="tertiary" data-icon aria-label={w.common.close} onClick={hide}><Cross /></button>
        </div>
      )}
    </div>
  );
}

const FEW = 6;

/** What publishing now would tell the readers. */
export function Differences({ found, first }: { found: Difference[]; first: boolean }) {
  const words = d().package;
  const colour = { new: "success", changed: "warning", withdrawn: "danger", missing: "neutral", decided: "info" } as const;
  const news = found.filter(({ kind }) => kind !== "missing");
  const missing = found.filter(({ kind }) => kind === "missing");
  const rows = (some: Difference[]) => (
    <ul class="plain differences">
      {some.map((one) => (
        <li key={`${one.kind} ${one.what}`}><span class="ds-tag" data-color={colour[one.kind]} data-size="sm">{words.kinds[one.kind]}</span> {one.what}</li>
      ))}
    </ul>
  );
  const list = (some: Difference[]) => (
    <>
      {rows(some.slice(0, FEW))}
      {some.length > FEW && <details class="act-all"><summary>{words.moreDifferences(some.length - FEW)}</summary>{rows(some.slice(FEW))}</details>}
    </>
  );
  return (
    <section aria-labelledby="differences">
      <h2 class="ds-heading" data-size="sm" id="differences">{first ? words.first : words.differences}</h2>
      {first ? <p class="quiet">{words.firstTime}</p> : news.length === 0 ? <p class="quiet">{words.noDifferences}</p> : list(news)}
      {missing.length > 0 && list(missing)}
    </section>
  );
}
