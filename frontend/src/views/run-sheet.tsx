import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { clockIn, NOT_SEEN } from "../domain/run-sheet";
import { allSaved, saveLine } from "../store/run-sheet";
import { Back, Printer } from "../ui/icons";
import { Empty, Loading, Notice, Page, Trouble } from "../ui/page";
import { type RunSheetPlace, to } from "../ui/router";
import { w } from "../words/index";
import { r } from "../words/run";
import { clockWords, dateWords, inOslo } from "../words/time";
import { useLive } from "./live";
import { LockedWords } from "./notes-locked";
import { asLeft, beginsAt, type Here, hereOf, moveLine, putPlaces, timesOf, useNow } from "./run-sheet-here";
import { useKept } from "./run-sheet-kept";
import { Lead } from "./run-sheet-lead";
import { clockWord, Line, titleOf } from "./run-sheet-line";
import { SheetTable } from "./run-sheet-table";
import { Saved } from "./run-sheet-text";

/** The chair's run sheet of one meeting: written here, led from here, and printed as it stands. */
export function RunSheetPage({ id, item, leading }: { id: string } & RunSheetPlace) {
  const [live, again] = useLive(["notes", "papers"], () => hereOf(id), id);
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  const here = live.state === "here" ? live.value : asLeft(id);
  if (here === null && live.state === "loading") return <Loading title={r.title} lines={6} />;
  if (here === null) return <Notice title={w.meeting.notHere}><p>{w.meeting.notHereMore}</p></Notice>;
  if (here === "not yours") {
    return <Notice title={r.notYours} action={<a class="ds-button" data-variant="secondary" href={to.meeting(id)}>{w.common.back}</a>}><p>{r.notYoursMore}</p></Notice>;
  }
  return leading ? <Lead here={here} /> : <Written here={here} item={item} again={again} />;
}

/** What was typed last is on the paper too. */
async function printed(again: () => Promise<void>): Promise<void> {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await allSaved();
  await again();
  for (let frame = 0; frame < 2; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
  print();
}

function Written({ here, item, again }: { here: Here; item: string; again: () => Promise<void> }) {
  const { paper, shown, sheet, roll, leading } = here;
  const id = shown.package;
  const running = timesOf(here, useNow(leading !== null) && leading ? Date.now() : null);
  const [told, setTold] = useState("");
  const undo = useRef<(() => void) | null>(null);
  const say = (said: string, back?: () => void) => {
    undo.current = back ?? null;
    setTold(said);
  };
  const list = useRef<HTMLOListElement>(null);
  const focus = useRef("");
  const [lifted, setLifted] = useState<{ item: string; over: number } | null>(null);
  const there = sheet.lines.filter(({ gone }) => !gone);

  useEffect(() => {
    const line = item && list.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(item)}"]`);
    if (!line) return;
    line.scrollIntoView({ block: "center" });
    line.querySelector<HTMLElement>(".run-title")?.focus({ preventScroll: true });
  }, [item]);
  useLayoutEffect(() => {
    const wanted = focus.current && document.getElementById(focus.current);
    if (wanted && wanted !== document.activeElement) wanted.focus(); // the line it stands in was moved
    if (wanted) focus.current = "";
  });

  const move = (moving: string, place: number, from?: "up" | "down") => {
    const index = there.findIndex((line) => line.item === moving);
    if (place < 0 || place >= there.length || place === index) return;
    const at = place === 0 && from === "up" ? "down" : place === there.length - 1 && from === "down" ? "up" : from;
    void moveLine(id, moving, (now) => (from ? now + (from === "up" ? -1 : 1) : place)).then((back) => {
      focus.current = at ? `run-${at}-${moving}` : "";
      const line = there[index];
      say(r.line.movedTo(line ? titleOf(line) : "", place + 1, there.length), () => void putPlaces(id, back));
    });
  };
  const placeAt = (y: number) => {
    const boxes = [...(list.current?.children ?? [])].slice(0, there.length).map((row) => row.getBoundingClientRect());
    const at = boxes.findIndex((box) => y < box.bottom);
    return at < 0 ? boxes.length - 1 : at;
  };
  const grip = (moving: string, index: number) => ({
    onPointerDown: (event: PointerEvent) => {
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      setLifted({ item: moving, over: index });
    },
    onPointerMove: (event: PointerEvent) => void (lifted && setLifted({ item: moving, over: placeAt(event.clientY) })),
    onPointerUp: () => {
      if (lifted) move(moving, lifted.over);
      setLifted(null);
    },
    onPointerCancel: () => setLifted(null),
  });

  return (
    <Page title={r.title} above={<a class="back" href={to.meeting(id)}><Back />{paper.committee.name}, {dateWords(shown.meeting.date)}</a>}>
      <div class="run-sheet">
        <p class="run-print-head">{[paper.committee.name, dateWords(shown.meeting.date), shown.meeting.place, printedTimes(here)].filter(Boolean).join(" · ")}</p>
        <div class="actions run-actions" role="group" aria-label={r.actions}>
          <a class="ds-button" href={to.runSheet(id, { leading: true })}>{r.lead}</a>
          <button type="button" class="ds-button" data-variant="secondary" onClick={() => void printed(again)}><Printer />{r.print}</button>
        </div>
        <Head here={here} ends={running.ends} />
        <div class="act-told run-told" role="status">
          {told && <p><span>{told}</span>{undo.current && <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => { undo.current?.(); say(""); }}>{r.undo}</button>}</p>}
        </div>
        {here.locked && <LockedWords said={r.locked}>{r.lockedMore}</LockedWords>}
        {sheet.lines.length === 0 && <Empty title={r.empty}><p>{r.emptyMore}</p></Empty>}
        <ol class="run-lines plain" ref={list}>
          {sheet.lines.map((line) => {
            const index = there.indexOf(line);
            return (
              <Line
                key={line.item}
                packageId={id}
                line={line}
                at={running.at.get(line.item) ?? null}
                index={index}
                of={there.length}
                roll={roll}
                lifted={lifted?.item === line.item ? "self" : lifted && lifted.over === index ? "over" : ""}
                onMove={(place, from) => move(line.item, place, from)}
                grip={grip(line.item, index)}
                say={say}
                link={null}
              />
            );
          })}
        </ol>
        <Shown here={here} />
        <div class="run-paper" aria-hidden="true">
          <SheetTable sheet={sheet} running={timesOf(here, null)} />
          <p class="run-print-foot">{r.table.made(w.time.at(dateWords(inOslo(new Date()).date), clockWords(new Date())))}</p>
        </div>
      </div>
    </Page>
  );
}

function printedTimes(here: Here): string {
  const [begins, { ends }] = [beginsAt(here.sheet, here.shown), timesOf(here, null)];
  return begins && ends !== null && here.sheet.lines.some(({ minutes }) => minutes) ? r.table.times(begins.replace(":", "."), clockWord(ends)) : "";
}

/** When it begins and when it ends. */
function Head({ here: { shown, sheet }, ends }: { here: Here; ends: number | null }) {
  const begins = beginsAt(sheet, shown);
  const [wrong, setWrong] = useState("");
  const save = (text: string) => {
    const clock = text.trim() === "" ? "" : clockIn(text);
    return clock === null ? null : saveLine(shown.package, "", { begins: clock }, sheet.ver);
  };
  const kept = useKept(begins.replace(":", "."), sheet.ver, save);
  const sum = sheet.lines.reduce((all, { minutes, gone }) => all + (gone ? 0 : (minutes ?? 0)), 0);
  const unset = sheet.lines.filter(({ minutes, gone }) => !gone && minutes === null).length;
  return (
    <div class="run-head">
      <div class="ds-field run-begins">
        <label class="ds-label" for="run-begins">{r.begins}</label>
        <input
          id="run-begins"
          class="ds-input"
          inputMode="numeric"
          autocomplete="off"
          placeholder={r.beginsHint}
          value={kept.value}
          aria-invalid={wrong !== "" || undefined}
          aria-describedby="run-begins-wrong"
          onFocus={kept.focus}
          onInput={(event) => { setWrong(""); kept.type(event.currentTarget.value, 1_500); }}
          onBlur={() => {
            const bad = kept.value.trim() !== "" && clockIn(kept.value) === null;
            setWrong(bad ? r.beginsWrong(kept.value.trim()) : "");
            if (!bad) kept.blur();
          }}
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        />
        <p id="run-begins-wrong" class="warn" role="status">{wrong}</p>
        <Saved state={kept.state} />
      </div>
      <p class="run-ends">
        {ends === null ? r.noClock : sum > 0 && <strong>{r.ends(clockWord(ends))}</strong>}
        {sum > 0 && <span> · {r.sum(sum)}</span>}
        {unset > 0 && unset < sheet.lines.length && <span class="quiet"> · {r.unset(unset)}</span>}
      </p>
    </div>
  );
}

/** Who else may see it. Nobody, until the chair says so. */
function Shown({ here: { shown, sheet } }: { here: Here }) {
  const [now, setNow] = useState(sheet.shown);
  useEffect(() => setNow(sheet.shown), [sheet.shown]);
  const turn = () => {
    setNow(!now);
    void saveLine(shown.package, "", { shown: !now }, sheet.ver === NOT_SEEN ? NOT_SEEN : sheet.ver).catch(() => setNow(now));
  };
  return (
    <section class="panel run-shown" aria-labelledby="run-shown">
      <label class="choice" id="run-shown">
        <input type="checkbox" role="switch" class="ds-input" checked={now} aria-describedby="run-shown-more" onChange={turn} />
        <span>{r.shown.label}</span>
      </label>
      <p id="run-shown-more" role="status">{now ? r.shown.on : r.shown.off}</p>
    </section>
  );
}
