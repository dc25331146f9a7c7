import { useEffect, useRef } from "preact/hooks";
import { singleKeys } from "./paper-shortcuts";

interface Does {
  step: (by: 1 | -1) => void;
  two: () => void;
  other: () => void;
  swap: () => void;
  close: () => void;
  list: () => void;
  link: () => void;
}

/** The keys that are about the open papers, whichever of them one is in. */
export function usePapersKeys(does: Does): void {
  const latest = useRef(does);
  latest.current = does;
  useEffect(() => {
    const keys: Record<string, () => void> = {
      ".": () => latest.current.step(1),
      ",": () => latest.current.step(-1),
      s: () => latest.current.two(),
      o: () => latest.current.other(),
      x: () => latest.current.swap(),
      w: () => latest.current.close(),
      f: () => latest.current.list(),
      l: () => latest.current.link(),
    };
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || !singleKeys() || document.querySelector("dialog[open]")) return;
      const { target } = event;
      if (target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) return;
      const run = keys[event.key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}
