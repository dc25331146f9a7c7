import { useId, useState } from "preact/hooks";
import { parseRange } from "../domain/print-range";
import { w } from "../words/index";
import { p } from "../words/print";

interface Props {
  pages: number;
  value: string;
  yes: string;
  /** Nothing written means the whole paper. */
  optional?: boolean;
  onChosen: (range: string) => void;
  onGiveUp?: () => void;
}

/** "1-3, 7, 12-": what is wrong with it is said when it is asked for, and which pages there are. */
export function RangeForm({ pages, value, yes, optional = false, onChosen, onGiveUp }: Props) {
  const [text, setText] = useState(value);
  const [wrong, setWrong] = useState("");
  const id = useId();
  const choose = (event: Event) => {
    event.preventDefault();
    const found = parseRange(text, pages);
    const whole = optional && text.trim() === "";
    if (Array.isArray(found) || whole) return onChosen(text.trim());
    setWrong([p.range.wrong[found.word](found.said), p.range.has(pages)].join(" "));
    document.getElementById(id)?.focus();
  };
  return (
    <form class="print-range" onSubmit={choose}>
      <div class="ds-field">
        <label class="ds-label" for={id}>{p.range.label}</label>
        <p class="quiet" id={`${id}-hint`}>{p.range.hint(pages)}{optional && ` ${p.range.hintAll}`}</p>
        <input
          class="ds-input"
          id={id}
          autocomplete="off"
          value={text}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? `${id}-wrong ${id}-hint` : `${id}-hint`}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setWrong("");
          }}
        />
        <p class="warn" id={`${id}-wrong`} role="alert">{wrong}</p>
      </div>
      <div class="actions">
        <button type="submit" class="ds-button" data-variant="secondary">{yes}</button>
        {onGiveUp && <button type="button" class="ds-button" data-variant="tertiary" onClick={onGiveUp}>{w.common.cancel}</button>}
      </div>
    </form>
  );
}
