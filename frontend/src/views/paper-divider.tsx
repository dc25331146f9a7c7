import { useLayoutEffect, useState } from "preact/hooks";
import { p } from "../words/papers";

const LEAST = 320; // pixels of each paper
const STEP = 0.05;
const KEPT = "folkevalgt-divider";

/** How much of the width the paper at the left has: from 0 to 1. */
const dividerAt = (): number => Number(localStorage.getItem(KEPT)) || 0.5;
const keepDivider = (share: number): void => localStorage.setItem(KEPT, String(share));

/** Between two papers: dragged, or moved by the arrow keys. Where it stands is kept on this device. */
export function Divider({ root }: { root: { current: HTMLElement | null } }) {
  const [share, setShare] = useState(dividerAt);
  const wide = root.current?.clientWidth || innerWidth;
  const least = Math.min(0.5, LEAST / wide);
  const within = (wanted: number) => Math.min(Math.max(wanted, least), 1 - least);
  const now = within(share);
  useLayoutEffect(() => {
    root.current?.style.setProperty("--share", `${now * 100}%`);
  }, [now]);
  const put = (wanted: number) => {
    setShare(within(wanted));
    keepDivider(within(wanted));
  };
  const keys: Record<string, () => number> = {
    ArrowLeft: () => now - STEP,
    ArrowRight: () => now + STEP,
    ArrowUp: () => now - STEP,
    ArrowDown: () => now + STEP,
    Home: () => 0,
    End: () => 1,
    Enter: () => 0.5,
  };
  return (
    <div
      class="divider"
      role="separator"
      aria-orientation="vertical"
      aria-label={p.open.divider}
      aria-valuemin={Math.round(least * 100)}
      aria-valuemax={Math.round((1 - least) * 100)}
      aria-valuenow={Math.round(now * 100)}
      aria-valuetext={p.open.share(Math.round(now * 100))}
      tabIndex={0}
      onKeyDown={(event) => {
        const to = keys[event.key];
        if (!to || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault(); // it turns no page
        put(to());
      }}
      onDblClick={() => put(0.5)}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.focus();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const box = root.current?.getBoundingClientRect();
        if (box) setShare(within((event.clientX - box.left) / box.width));
      }}
      onLostPointerCapture={() => keepDivider(now)}
    />
  );
}
