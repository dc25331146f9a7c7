import { useEffect, useState } from "preact/hooks";
import { w } from "../words/index";
import { t } from "../words/text";
import type { Neighbour } from "./paper-one";
import type { Opened } from "./paper-opened";

/** What stands in the place of a paper that is not shown, and the way to where it can be read. */
export function NotShown({ state, onPages }: { state: Opened; onPages: () => void }) {
  if (state === "open") return null;
  if (state === "opening") return <p class="reading-over" role="status">{w.reader.loading}</p>;
  if (state === "broken" || state === "no_bytes") {
    return (
      <div class="reading-over" role="alert">
        <p><strong>{state === "broken" ? w.reader.broken : w.reader.notHere}</strong></p>
        <p>{state === "broken" ? w.reader.brokenMore : w.reader.notHereOffline}</p>
      </div>
    );
  }
  return (
    <div class="reading-over stack" role="status">
      <p>{t[state]}</p>
      <div class="actions"><button type="button" class="ds-button" onClick={onPages}>{t.asPages}</button></div>
    </div>
  );
}

/** Tells a screen reader the page, once it has settled. */
export function Announced({ at }: { at: { page: number; total: number } }) {
  const [told, setTold] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setTold(at.total > 0 ? w.reader.announce(at.page, at.total) : ""), 500);
    return () => clearTimeout(timer);
  }, [at.page, at.total]);
  return <p class="ds-sr-only" role="status">{told}</p>;
}

/** At the last page the way on stands in words. */
export function End({ at, next }: { at: { page: number; total: number }; next: Neighbour | null }) {
  if (!next || at.page !== at.total) return null;
  return <div class="reading-end"><a class="ds-button" data-variant="secondary" href={next.address}>{w.reader.nextPaper(next.title)}</a></div>;
}
