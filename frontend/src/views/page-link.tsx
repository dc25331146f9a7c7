import { useEffect, useRef, useState } from "preact/hooks";
import { pageLabel } from "../domain/page-label";
import type { Manifest } from "../domain/shapes";
import { Dialog } from "../ui/ask";
import { to } from "../ui/router";
import { w } from "../words/index";
import { p } from "../words/papers";

const TOLD = 6_000; // ms

export interface Copying {
  copy: () => void;
  /** The receipt. */
  told: string;
  /** An address that could not be copied. */
  lost: string;
  drop: () => void;
}

/** Copies the address of the page one is on, for whoever else may read the paper. */
export function useLink(shown: Manifest | null, document: string, page: () => number): Copying {
  const [told, setTold] = useState("");
  const [lost, setLost] = useState("");
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = () => {
    const paper = shown?.documents.find(({ id }) => id === document);
    if (!shown || !paper) return;
    const now = page();
    const address = location.origin + to.paper(shown.package, document, now);
    const copied = () => {
      setTold(p.link.copied(pageLabel(shown, paper, now)));
      clearTimeout(timer.current);
      timer.current = window.setTimeout(() => setTold(""), TOLD);
    };
    // Without https there is no clipboard, and a browser may say no.
    Promise.resolve(navigator.clipboard?.writeText(address) ?? Promise.reject(new Error("none"))).then(copied, () => setLost(address));
  };
  return { copy, told, lost, drop: () => setLost("") };
}

export function LinkTold({ link: { told, lost, drop } }: { link: Copying }) {
  return (
    <>
      <div class="papers-told" role="status">{told && <p>{told}</p>}</div>
      {lost && (
        <Dialog title={p.link.copy} onClose={drop} leave={w.common.close}>
          <p>{p.link.failed}</p>
          <input class="ds-input" readOnly value={lost} aria-label={p.link.copy} onFocus={(event) => event.currentTarget.select()} />
        </Dialog>
      )}
    </>
  );
}
