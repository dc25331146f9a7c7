import { useEffect, useRef, useState } from "preact/hooks";
import { MOST, type RunChange, type SheetLine, wholePlan } from "../domain/run-sheet";
import type { RunPlan } from "../domain/shapes";
import { saveLine } from "../store/run-sheet";
import { useLeaving } from "./leaving";

const REST = 400; // ms after the last key

export type Kept = ReturnType<typeof useKept>;

/**
 * A field that keeps what is typed by itself: 400 ms after the last key, and at once when it is left or the page goes away.
 * `write` gives null for what is nothing yet. What comes from elsewhere shows once the field is left.
 */
export function useKept(stands: string, ver: number, write: (text: string) => Promise<unknown> | null, at: { begin?: () => void; end?: () => void } = {}) {
  const [typed, setTyped] = useState<string | null>(null);
  const [state, setState] = useState<"still" | "saving" | "saved" | "failed">("still");
  const k = useRef({ focused: false, saved: stands, wanted: stands, timer: 0 });
  const save = () => {
    const now = k.current;
    clearTimeout(now.timer);
    const before = now.saved;
    const saving = now.wanted === before ? null : write(now.wanted);
    if (!saving) return;
    now.saved = now.wanted;
    setState("saving");
    saving.then(() => setState("saved"), () => {
      now.saved = before;
      setState("failed");
    });
  };
  const latest = useRef(save);
  latest.current = save;
  useLeaving(() => latest.current(), []);
  useEffect(() => {
    if (k.current.focused || k.current.saved !== k.current.wanted) return;
    Object.assign(k.current, { saved: stands, wanted: stands });
    setTyped(null);
  }, [ver, stands]);
  const type = (text: string, wait = REST) => {
    k.current.wanted = text;
    setTyped(text);
    clearTimeout(k.current.timer);
    k.current.timer = window.setTimeout(() => latest.current(), wait);
  };
  return {
    value: typed ?? stands,
    state,
    type,
    focus: () => {
      if (k.current.focused) return;
      k.current.focused = true;
      at.begin?.();
      if (typed !== null) return; // what was typed last has not come back from the rows yet, or could not be saved
      Object.assign(k.current, { saved: stands, wanted: stands });
      setTyped(stands);
    },
    /** `back`: it is no good, what stood before stands again. */
    blur: (back = false) => {
      if (back) k.current.wanted = k.current.saved;
      latest.current();
      k.current.focused = false;
      at.end?.();
      if (back) setTyped(null);
    },
  };
}

export interface LineSaving {
  save: (change: RunChange) => Promise<string>;
  /** While words are typed everything is written as by one who saw what stood there when that began. */
  begin: () => void;
  end: () => void;
  plan: Required<RunPlan>;
  changePlan: (change: (plan: Required<RunPlan>) => Required<RunPlan>) => Promise<string>;
}

/** One line of the sheet, as it is written in. `called`: what it is known by once it is off the agenda. */
export function useLine(packageId: string, line: Pick<SheetLine, "item" | "ver" | "plan">, called: string): LineSaving {
  const typing = useRef<number | null>(null);
  const latest = useRef(line);
  latest.current = line;
  const waiting = useRef(0);
  const [own, setOwn] = useState<Required<RunPlan> | null>(null);
  const now = useRef(line.plan);
  if (waiting.current === 0 && own === null) now.current = line.plan;
  useEffect(() => {
    if (waiting.current === 0) setOwn(null);
  }, [line.ver, line.plan]);
  const save = (change: RunChange) =>
    saveLine(packageId, latest.current.item, called ? { ...change, paper: called.slice(0, 500) } : change, typing.current ?? latest.current.ver);
  return {
    save,
    begin: () => (typing.current = latest.current.ver),
    end: () => (typing.current = null),
    plan: own ?? line.plan,
    changePlan: (change) => {
      now.current = change(now.current);
      setOwn(now.current);
      waiting.current++;
      return save({ plan: now.current }).finally(() => waiting.current--);
    },
  };
}

/** With one more line in a list; as it was when it is there already, or there is no more room. */
export const withLine = (plan: Required<RunPlan>, list: keyof RunPlan, said: string): Required<RunPlan> => {
  const text = said.trim().slice(0, MOST.line);
  return text === "" || plan[list].includes(text) || plan[list].length >= MOST.lines ? plan : { ...plan, [list]: [...plan[list], text] };
};

/** Both texts and all lines, each once. */
export function merged(line: SheetLine, other: { text?: string; plan?: RunPlan | null }): RunChange {
  const text = [line.text, other.text ?? ""].filter((one, at, all) => one !== "" && all.indexOf(one) === at).join("\n\n");
  const theirs = wholePlan(other.plan);
  const plan = (["motions", "votes", "disqualified", "substitutes"] as const).reduce((sum, list) => theirs[list].reduce((all, one) => withLine(all, list, one), sum), line.plan);
  return { text, plan };
}
