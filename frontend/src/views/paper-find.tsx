import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Reader } from "../reader";
import { Cross, Down, Up } from "../ui/icons";
import { w } from "../words/index";

export interface Found {
  hits: number;
  current: number;
  done: boolean;
}

export const LOOKING: Found = { hits: 0, current: 0, done: false };

interface Props {
  /** Null while it is opened. */
  reader: Reader | null;
  /** What is looked for at once. */
  words: string;
  found: Found;
  onNew: () => void;
  onClose: () => void;
}

export function FindBar({ reader, words, found, onNew, onClose }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(words);
  const id = useId();
  const asked = useRef("");
  useLayoutEffect(() => {
    if (!words) field.current?.focus(); // before the next key is pressed
  }, []);
  const look = () => {
    asked.current = text;
    onNew(); // until the reader tells of this word, what it told of the last one is wrong
    if (text.trim()) reader?.find(text, "new");
    else reader?.endFind();
  };
  useEffect(() => {
    if (text.trim()) look(); // also when the text has taken the place of the pages
  }, [reader]);
  useEffect(() => {
    const timer = setTimeout(() => text !== asked.current && look(), 250);
    return () => clearTimeout(timer);
  }, [text]);
  const go = (where: "next" | "previous") => {
    if (text !== asked.current) look();
    else if (text.trim()) reader?.find(text, where);
  };
  return (
    <form
      class="find"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        go("next");
      }}
    >
      <label class="ds-sr-only" for={id}>{w.reader.find}</label>
      <input
        ref={field}
        id={id}
        class="ds-input"
        type="search"
        autocomplete="off"
        placeholder={w.reader.find}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && event.shiftKey) {
            event.preventDefault();
            go("previous");
          } else if (event.key === "Escape") {
            event.preventDefault();
            onClose();
          }
        }}
      />
      <p class="find-hits" role="status">{text.trim() && (found.done || found.hits > 0 ? w.reader.hits(found.current, found.hits) : w.reader.searching)}</p>
      <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={w.reader.previousHit} title={w.reader.previousHit} onClick={() => go("previous")}><Up /></button>
      <button type="submit" class="ds-button tool" data-variant="tertiary" data-icon aria-label={w.reader.nextHit} title={w.reader.nextHit}><Down /></button>
      <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={w.reader.endFind} title={w.reader.endFind} onClick={onClose}><Cross /></button>
    </form>
  );
}
