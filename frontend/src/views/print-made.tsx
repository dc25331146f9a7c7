import { useRef, useState } from "preact/hooks";
import { writeBasket } from "../domain/print-basket";
import { Printer, Save, Share } from "../ui/icons";
import { sizeWords } from "../words/amounts";
import { p } from "../words/print";
import { type Gathered, type Made, make } from "./print-making";
import { canShare, count, isApple, openFile, print, share } from "./print-out";
import { save } from "./notes-files";

type State = { is: "nothing" } | { is: "making" } | { is: "made"; made: Made; of: string } | { is: "failed"; said: string; left: string[] };

/** By this a made file is known to be older than what is chosen now. */
const signOf = ({ basket, notes, shown }: Gathered): string => JSON.stringify([writeBasket(basket), shown.revision, [...notes.values()].flat().map(({ drawn }) => [drawn.id, drawn.changed])]);

/** Makes the file, says what it is, and gives it out: to the printer, to another app, to the device. */
export function MadePrint({ what }: { what: Gathered }) {
  const [state, setState] = useState<State>({ is: "nothing" });
  const [trouble, setTrouble] = useState("");
  const facts = useRef<HTMLHeadingElement>(null);
  const of = signOf(what);
  const begin = () => {
    setState({ is: "making" });
    setTrouble("");
    void make(what).then(
      (made) => {
        setState({ is: "made", made, of });
        requestAnimationFrame(() => facts.current?.focus());
      },
      (failed: Error & { left?: string[] }) => setState({ is: "failed", said: failed.message === "nothing" ? p.make.nothing : p.make.failed, left: failed.left ?? [] }),
    );
  };
  const given = (made: Made) => void count(made, what.portion.of).catch(() => undefined);
  const made = state.is === "made" ? state.made : null;
  const stale = state.is === "made" && state.of !== of;
  return (
    <section class="print-made" aria-label={p.make.make}>
      {(!made || stale) && (
        <>
          {stale && <p class="warn">{p.make.stale}</p>}
          <button type="button" class="ds-button" aria-disabled={state.is === "making" || undefined} onClick={() => state.is !== "making" && begin()}>{p.make.make}</button>
        </>
      )}
      <p role="status" class="quiet">{state.is === "making" ? p.make.making : ""}</p>
      {state.is === "failed" && <div role="alert"><p class="warn">{state.said}</p><Left left={state.left} /></div>}
      {made && !stale && (
        <div class="print-ready">
          <h2 class="ds-heading" data-size="sm" tabIndex={-1} ref={facts}>{p.make.ready}</h2>
          <p>{p.make.facts(made.pages, made.sheets, sizeWords(made.file.size))}</p>
          <Left left={made.left} />
          <div class="actions">
            {!isApple() && <button type="button" class="ds-button" onClick={() => { print(made); given(made); }}><Printer />{p.make.print}</button>}
            {isApple() && !canShare(made) && <button type="button" class="ds-button" onClick={() => { openFile(made); given(made); }}><Printer />{p.make.open}</button>}
            {canShare(made) && (
              <button
                type="button"
                class="ds-button"
                data-variant={isApple() ? undefined : "secondary"}
                onClick={() => void share(made).then((done) => (done ? given(made) : setTrouble(p.make.notShared)))}
              >
                <Share />{isApple() ? `${p.make.print} / ${p.make.share}` : p.make.share}
              </button>
            )}
            <button type="button" class="ds-button" data-variant="secondary" onClick={() => { save(made); given(made); }}><Save />{p.make.save}</button>
          </div>
          {trouble && <p role="alert" class="warn">{trouble}</p>}
        </div>
      )}
    </section>
  );
}

function Left({ left }: { left: string[] }) {
  if (left.length === 0) return null;
  return <div class="print-left warn"><p>{p.make.left}</p><ul>{left.map((said) => <li key={said}>{said}</li>)}</ul></div>;
}
