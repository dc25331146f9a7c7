import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { w } from "../words/index";

/** A modal dialog: Esc and the last button leave everything as it is. `actions` stand before that button. */
export function Dialog(props: { title: string; onClose: () => void; leave?: string; actions?: ComponentChildren; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    if (!current || current.scrollHeight <= current.clientHeight) return;
    heading.current?.focus({ preventScroll: true }); // the button is far down: what is asked comes first
    current.scrollTop = 0;
  }, []);
  return (
    <dialog ref={dialog} class="ds-dialog" aria-labelledby="ask-title" onClose={props.onClose}>
      <h2 ref={heading} tabIndex={-1} class="ds-heading" data-size="sm" id="ask-title">{props.title}</h2>
      <div class="stack">{props.children}</div>
      <div class="actions">
        {props.actions}
        <button type="button" class="ds-button" data-variant="secondary" autofocus onClick={() => dialog.current?.close()}>{props.leave ?? w.common.cancel}</button>
      </div>
    </dialog>
  );
}

/** A question in a modal dialog: Esc and the button "Avbryt" say no. */
export function Ask(props: { title: string; yes: string; onYes: () => void; onNo: () => void; children: ComponentChildren }) {
  const yes = <button type="button" class="ds-button" data-color="danger" onClick={props.onYes}>{props.yes}</button>;
  return <Dialog title={props.title} onClose={props.onNo} actions={yes}>{props.children}</Dialog>;
}
