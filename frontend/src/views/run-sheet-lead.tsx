import { useEffect, useRef, useState } from "preact/hooks";
import { comesUp, type Leading, type Led, nextSpeaker, NOT_LED, type SheetLine, spentOn, withLed } from "../domain/run-sheet";
import type { RollPerson } from "../domain/shapes";
import { keepLeading } from "../store/leading";
import { Ask } from "../ui/ask";
import { Back, Left, Minus, Paper, Plus, Right } from "../ui/icons";
import { Empty, useHeading } from "../ui/page";
import { comeBackTo, go, to } from "../ui/router";
import { w } from "../words/index";
import { r } from "../words/run";
import { inOslo } from "../words/time";
import { LockedWords } from "./notes-locked";
import { type Here, timesOf, useNow } from "./run-sheet-here";
import { useLine } from "./run-sheet-kept";
import { clockWord, Marks, titleOf } from "./run-sheet-line";
import { PlanLists } from "./run-sheet-names";
import { Speakers } from "./run-sheet-speakers";
import { LineText } from "./run-sheet-text";

/** The meeting as it is led: one item at a time, in big type, with what comes next under the thumb. */
export function Lead({ here }: { here: Here }) {
  const { shown, sheet, leading, roll } = here;
  const id = shown.package;
  const now = useNow(leading !== null);
  const heading = useHeading(r.leading.title);
  const [asking, setAsking] = useState(false);
  const lines = sheet.lines.filter(({ gone }) => !gone);
  const index = Math.max(0, lines.findIndex(({ item }) => item === leading?.item));
  const line = lines[index];
  const led = (leading && line && leading.items[line.item]) || NOT_LED;
  useAwake(leading !== null);

  const change = (how: (leading: Leading) => Leading) => void keepLeading(id, (was) => (was ? how(was) : was));
  const turn = (by: 1 | -1 | 0) => {
    const next = lines[index + by];
    if (next) void keepLeading(id, (was) => comesUp(was, next.item, Date.now()));
    scrollTo(0, 0);
  };
  const changeLed = (how: (led: Led) => Led) => line && change((was) => withLed(was, line.item, how));
  useKeys({ turn: leading ? turn : null, next: () => changeLed(nextSpeaker) });

  const bar = (
    <header class="lead-bar">
      <a class="back" href={to.runSheet(id, { item: line?.item ?? "" })}><Back />{r.leading.back}</a>
      <h1 class="lead-name" tabIndex={-1} ref={heading}>{r.leading.title}</h1>
      {line && <p class="lead-at">{r.leading.at(index + 1, lines.length)}</p>}
    </header>
  );
  if (!line) return <div class="lead">{bar}<Empty title={r.empty}><p>{r.emptyMore}</p></Empty></div>;
  if (!leading) {
    return (
      <div class="lead">
        {bar}
        <div class="lead-start stack">
          <p>{r.leading.startMore(titleOf(line))}</p>
          <button type="button" class="ds-button" data-size="lg" onClick={() => turn(0)}>{r.leading.start}</button>
        </div>
      </div>
    );
  }
  const running = timesOf(here, now);
  const today = inOslo(new Date(now)).date === shown.meeting.date; // tried out on another day, it is neither late nor early
  const planned = today ? timesOf(here, null).ends : null;
  return (
    <div class="lead">
      {bar}
      <div class="lead-columns">
        <div class="lead-item">
          <h2 class="lead-title">{line.number && <span>{line.number}</span>} {line.title}</h2>
          {here.locked && <LockedWords said={r.locked}>{r.lockedMore}</LockedWords>}
          <Clock line={line} leading={leading} now={now} ends={running.ends} planned={planned} />
          <Item key={line.item} packageId={id} line={line} roll={roll} />
        </div>
        <Speakers key={line.item} led={led} roll={roll} onChange={changeLed} />
      </div>
      <p class="quiet lead-keys">{r.leading.keys}</p>
      <button type="button" class="ds-button" data-variant="tertiary" onClick={() => setAsking(true)}>{r.leading.end}</button>
      <nav class="lead-foot" aria-label={r.leading.title}>
        <button type="button" class="ds-button" data-variant="secondary" aria-label={r.leading.previous} aria-disabled={index === 0 || undefined} onClick={() => turn(-1)}><Left /><span>{r.leading.previous}</span></button>
        <p class="lead-then">{lines[index + 1] ? r.leading.then(titleOf(lines[index + 1] as SheetLine)) : r.leading.last}</p>
        <button type="button" class="ds-button" aria-label={r.leading.next} aria-disabled={index === lines.length - 1 || undefined} onClick={() => turn(1)}><span>{r.leading.next}</span><Right /></button>
      </nav>
      {asking && (
        <Ask
          title={r.leading.endAsk}
          yes={r.leading.end}
          onNo={() => setAsking(false)}
          onYes={() => void keepLeading(id, () => null).then(() => go(to.runSheet(id)))}
        >
          <p>{r.leading.endMore}</p>
        </Ask>
      )}
    </div>
  );
}

/** How long it has taken, what is left, and what that does to the end. It changes by whole minutes, and says nothing aloud. */
function Clock({ line, leading, now, ends, planned }: { line: SheetLine; leading: Leading; now: number; ends: number | null; planned: number | null }) {
  const spent = Math.floor(spentOn(leading, line.item, now) / 60_000);
  const left = line.minutes === null ? null : line.minutes - spent;
  const late = ends === null || planned === null ? null : Math.round(ends - planned);
  return (
    <div class="lead-clock">
      <p><strong>{r.leading.spent(spent)}</strong>{" · "}{left === null ? r.leading.noTime : left >= 0 ? r.leading.left(left) : <span class="warn">{r.leading.over(-left)}</span>}</p>
      {line.minutes !== null && line.minutes > 0 && <progress class="progress" max={line.minutes} value={Math.min(spent, line.minutes)} aria-label={r.leading.spent(spent)} />}
      {ends !== null && <p class="quiet">{r.leading.ends(clockWord(ends))}{late !== null && `, ${late === 0 ? r.leading.onTime : late > 0 ? r.leading.later(late) : r.leading.earlier(-late)}`}</p>}
    </div>
  );
}

const SHOWN = ["motions", "votes"] as const;

function Item({ packageId, line, roll }: { packageId: string; line: SheetLine; roll: RollPerson[] }) {
  const saving = useLine(packageId, line, titleOf(line));
  const [open, setOpen] = useState(false);
  const title = titleOf(line);
  const papers = line.papers.filter(({ version }) => version && !version.download_only);
  return (
    <>
      <Marks plan={{ ...saving.plan, motions: [], votes: [] }} />
      <LineText line={line} saving={saving} title={title} big />
      {!open && SHOWN.map((list) => saving.plan[list].length > 0 && (
        <section key={list} class="lead-list" aria-label={r.plan[list]}>
          <h3 class="ds-heading" data-size="2xs">{r.plan[list]}</h3>
          <ul>{saving.plan[list].map((said) => <li key={said}>{said}</li>)}</ul>
        </section>
      ))}
      <div class="actions">
        <button type="button" class="ds-button run-more" data-variant="tertiary" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? <Minus /> : <Plus />}{r.line.plan}</button>
        {papers.map((paper) => (
          <a key={paper.id} class="ds-button" data-variant="tertiary" href={to.paper(packageId, paper.id)} onClick={() => comeBackTo(to.runSheet(packageId, { item: line.item, leading: true }))}>
            <Paper /><span class="ds-sr-only">{w.meeting.open} </span>{paper.title}
          </a>
        ))}
      </div>
      {open && <PlanLists title={title} line={saving} roll={roll} onSaid={() => undefined} />}
    </>
  );
}

/** The arrows turn to the next item, n gives the next their word, t goes to the speakers. Not while something is typed. */
function useKeys({ turn, next }: { turn: ((by: 1 | -1) => void) | null; next: () => void }): void {
  const latest = useRef({ turn, next });
  latest.current = { turn, next };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const on = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || on.closest("input, textarea, select, dialog") || !latest.current.turn) return;
      if (event.key === "ArrowRight") latest.current.turn(1);
      else if (event.key === "ArrowLeft") latest.current.turn(-1);
      else if (event.key === "n") latest.current.next();
      else if (event.key === "t") document.getElementById("speaker")?.focus();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

/** The screen stays on while the meeting is led, where the browser can do that. */
function useAwake(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const keep = () => {
      if (document.visibilityState !== "visible") return;
      navigator.wakeLock.request("screen").then((held) => {
        if (over) void held.release();
        else lock = held;
      }, () => undefined); // low on battery: the device decides
    };
    keep();
    document.addEventListener("visibilitychange", keep); // it is let go whenever the page is hidden
    return () => {
      over = true;
      void lock?.release();
      document.removeEventListener("visibilitychange", keep);
    };
  }, [wanted]);
}
