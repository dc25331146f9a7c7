import { useEffect, useRef, useState } from "preact/hooks";
import { setSingleKeys, singleKeys } from "./paper-shortcuts";
import { w } from "../words/index";

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [on, setOn] = useState(singleKeys);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="ds-dialog" aria-labelledby="keys" onClose={onClose}>
      <h2 class="ds-heading" data-size="sm" id="keys">{w.reader.keys}</h2>
      <dl class="keys">
        {w.reader.keyList.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}
      </dl>
      <label class="choice">
        <input
          class="ds-input"
          type="checkbox"
          checked={on}
          onChange={(event) => {
            setOn(event.currentTarget.checked);
            setSingleKeys(event.currentTarget.checked);
          }}
        />
        {w.reader.singleKeys}
      </label>
      <div class="actions"><button type="button" class="ds-button" data-variant="secondary" autofocus onClick={() => dialog.current?.close()}>{w.common.close}</button></div>
    </dialog>
  );
}
