import { useLayoutEffect, useRef } from "preact/hooks";
import type { Reader } from "../reader";
import type { Marking } from "./paper-marking";

export type Panel = "find" | "contents" | "notes" | "changes" | "keys" | null;
const SWITCH = "folkevalgt-single-keys";

/** Keys of one character can be switched off (WCAG 2.1.4): speech input may press them by accident. */
export const singleKeys = (): boolean => localStorage.getItem(SWITCH) !== "off";
export const setSingleKeys = (on: boolean): void => (on ? localStorage.removeItem(SWITCH) : localStorage.setItem(SWITCH, "off"));

const writing = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

interface About {
  total: number;
  marking: Marking;
  /** To the text and back to the pages. */
  onText: () => void;
  /** To the next change, or the one before. */
  step: (by: 1 | -1) => void;
  setPanel: (change: Panel | ((was: Panel) => Panel)) => void;
}

/** `reader` is null while nothing is open: the paper may have no text to show. Keys work from when the bar's buttons do. */
export function useReaderKeys(active: boolean, reader: Reader | null, about: About): void {
  const { total, marking, setPanel } = about;
  const latest = useRef(about);
  latest.current = about;
  useLayoutEffect(() => {
    if (!active) return undefined;
    const always: Record<string, () => void> = { t: () => latest.current.onText(), "?": () => setPanel("keys") };
    const move: Record<string, () => void> = !reader ? {} : {
      ArrowRight: () => reader.next(),
      PageDown: () => reader.next(),
      ArrowLeft: () => reader.previous(),
      PageUp: () => reader.previous(),
      Home: () => reader.goTo(1),
      End: () => reader.goTo(total),
      Escape: () => {
        if (marking.mode !== "none") return marking.setMode("none");
        if (marking.picked) return marking.dropPicked();
        reader.endFind();
        setPanel(null);
      },
    };
    const single: Record<string, () => void> = !reader ? always : {
      ...always,
      "/": () => setPanel("find"),
      n: () => latest.current.step(1),
      p: () => latest.current.step(-1),
      i: () => setPanel((was) => (was === "contents" ? null : "contents")),
      a: () => setPanel((was) => (was === "notes" ? null : "notes")),
      h: () => (marking.picked ? marking.highlight() : reader.pickByKeyboard()),
      m: () => (marking.picked ? marking.comment() : marking.pageNote()),
      b: () => marking.bookmark(),
      v: () => reader.pickByKeyboard(),
      "+": () => reader.zoom("in"),
      "=": () => reader.zoom("in"), // the key of "+" without Shift on many keyboards
      "-": () => reader.zoom("out"),
      "0": () => reader.zoom("width"),
    };
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || document.querySelector("dialog[open]")) return;
      if (writing(event.target) && event.key !== "Escape") return;
      const held = event.ctrlKey || event.metaKey;
      const undo = held && !event.shiftKey && event.key.toLowerCase() === "z" ? marking.acts.undo : undefined;
      const run = held ? undo : (move[event.key] ?? (singleKeys() ? single[event.key] : undefined));
      if (!run) return;
      event.preventDefault();
      run();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [active, reader, total, marking]);
}
