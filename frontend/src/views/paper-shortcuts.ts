import { useEffect } from "preact/hooks";
import type { Reader } from "../reader";

type Panel = "find" | "contents" | "keys" | null;
const SWITCH = "folkevalgt-single-keys";

/** Keys of one character can be switched off (WCAG 2.1.4): speech input may press them by accident. */
export const singleKeys = (): boolean => localStorage.getItem(SWITCH) !== "off";
export const setSingleKeys = (on: boolean): void => (on ? localStorage.removeItem(SWITCH) : localStorage.setItem(SWITCH, "off"));

const writing = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export function useReaderKeys(reader: Reader | null, total: number, dialogOpen: boolean, setPanel: (change: Panel | ((was: Panel) => Panel)) => void): void {
  useEffect(() => {
    if (!reader || dialogOpen) return undefined;
    const move: Record<string, () => void> = {
      ArrowRight: () => reader.next(),
      PageDown: () => reader.next(),
      ArrowLeft: () => reader.previous(),
      PageUp: () => reader.previous(),
      Home: () => reader.goTo(1),
      End: () => reader.goTo(total),
      Escape: () => {
        reader.endFind();
        setPanel(null);
      },
    };
    const single: Record<string, () => void> = {
      "/": () => setPanel("find"),
      "?": () => setPanel("keys"),
      i: () => setPanel((was) => (was === "contents" ? null : "contents")),
      "+": () => reader.zoom("in"),
      "=": () => reader.zoom("in"), // the key of "+" without Shift on many keyboards
      "-": () => reader.zoom("out"),
      "0": () => reader.zoom("width"),
    };
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (writing(event.target) && event.key !== "Escape") return;
      const run = move[event.key] ?? (singleKeys() ? single[event.key] : undefined);
      if (!run) return;
      event.preventDefault();
      run();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [reader, total, dialogOpen]);
}
