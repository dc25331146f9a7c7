import { useState } from "preact/hooks";
import { Dialog } from "../ui/ask";
import { w } from "../words/index";
import { p } from "../words/papers";
import { t } from "../words/text";
import { setSingleKeys, singleKeys } from "./paper-shortcuts";

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(singleKeys);
  return (
    <Dialog title={w.reader.keys} onClose={onClose} leave={w.common.close}>
      <dl class="keys">
        {[...w.reader.keyList, ...t.keys, ...p.open.keys].map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}
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
    </Dialog>
  );
}
