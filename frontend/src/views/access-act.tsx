import { useEffect, useRef, useState } from "preact/hooks";
import type { ActsDone, Grid } from "../domain/shapes";
import { access } from "../sync";
import { Dialog } from "../ui/ask";
import { a } from "../words/access";
import { sorry } from "../words/index";
import { asked, complete, type Draft, effectKey, wordsOf } from "./access-acts";
import { EffectWords } from "./access-effect";
import { ActFields } from "./access-fields";
import { wordOf } from "./live";

interface Props {
  grid: Grid;
  first: Draft;
  onDone: (answer: ActsDone, said: string) => void;
  /** The grid has changed under the dialog: it is fetched anew. */
  onStale: () => Promise<void>;
  onClose: () => void;
}

/** One act: what is asked for, what it would do, and one button that does it. */
export function ActDialog({ grid, first, onDone, onStale, onClose }: Props) {
  const [act, setAct] = useState<Draft>(first);
  const [whole, setWhole] = useState(first.items.length === 0);
  const [doing, setDoing] = useState(false);
  const [failed, setFailed] = useState("");
  const ready = complete(act, whole);
  const words = wordsOf(grid, act);
  const stale = async () => {
    setFailed(a.stale);
    await onStale();
  };
  const refused = async (word: string) => (word === "stale" ? stale() : setFailed(word === "offline" ? a.offline : sorry(word)));
  const effect = useEffectOf(grid, act, ready, refused);
  const make = async () => {
    if (doing || !effect) return;
    setDoing(true);
    setFailed("");
    try {
      onDone(await access.act(grid.package, asked(grid, act, false)), words.done);
    } catch (trouble) {
      await refused(wordOf(trouble));
      setDoing(false);
    }
  };
  const yes = (
    <button type="button" class="ds-button" aria-disabled={!effect || undefined} aria-busy={doing} aria-describedby="act-effect" onClick={() => void make()}>
      {doing ? a.doing : words.yes}
    </button>
  );
  return (
    <Dialog title={words.title} onClose={onClose} actions={yes}>
      <ActFields grid={grid} act={act} first={first} whole={whole} onWhole={setWhole} onChange={(change) => setAct({ ...act, ...change })} />
      <section class="act-effect" id="act-effect" aria-live="polite">
        <h3 class="ds-heading" data-size="2xs">{a.effect.title}</h3>
        {!ready ? <p class="quiet">{a.effect.incomplete}</p> : effect ? <EffectWords grid={grid} changes={effect.changes} /> : !failed && <p class="quiet">{a.effect.working}</p>}
      </section>
      <p role="alert" class="warn">{failed}</p>
    </Dialog>
  );
}

/** What the act would do, asked for again whenever it or the grid changes; null until it is known. */
function useEffectOf(grid: Grid, act: Draft, ready: boolean, refused: (word: string) => Promise<void> | void): ActsDone | null {
  const [known, setKnown] = useState<{ of: string; answer: ActsDone } | null>(null);
  const of = `${grid.state} ${effectKey(act)}`;
  const now = useRef(of);
  now.current = of;
  useEffect(() => {
    if (!ready) return;
    const wait = setTimeout(() => {
      access.act(grid.package, asked(grid, act, true)).then(
        (answer) => now.current === of && setKnown({ of, answer }),
        (trouble: unknown) => now.current === of && void refused(wordOf(trouble)),
      );
    }, known ? 250 : 0); // somebody who writes is not done yet
    return () => clearTimeout(wait);
  }, [of, ready]);
  return ready && known?.of === of ? known.answer : null;
}
