import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { w } from "../words/index";

/** A question in a modal dialog: Esc and the button "Avbryt" say no. */
export function Ask(props: { title: string; yes: string; onYes: () => void; onNo: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="ds-dialog" aria-labelledby="ask-title" onClose={props.onNo}>
      <h2 class="ds-heading" data-size="sm" id="ask-title">{props.title}</h2>
      <div class="stack">{props.children}</div>
      <div class="actions">
        <button type="button" class="ds-button" data-color="danger" onClick={props.onYes}>{props.yes}</button>
        <button type="button" class="ds-button" data-variant="secondary" autofocus onClick={() => dialog.current?.close()}>{w.common.cancel}</button>
      </div>
    </dialog>
  );
}
