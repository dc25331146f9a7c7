import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { MOST_TEXT, type NoteDraft } from "../domain/notes";
import { changeNote, makeNote, note as row } from "../store/notes";
import { n } from "../words/notes";
import { useLeaving } from "./leaving";
import { useLive } from "./live";

const REST = 400; // ms after the last key
const TELL = 1_000; // left when the limit is told

interface Props {
  id: string;
  /** What is made of it when the first character is saved; null when the note is there already. */
  draft: NoteDraft | null;
  /** The note's text and number when the editor was opened. Later changes never land in it. */
  text: string;
  ver: number;
  label: string;
  onDone: () => void;
}

/** A plain field that keeps what is typed by itself: 400 ms after the last key, and at once when it is left or the page goes away. */
export function NoteEditor(props: Props) {
  const [text, setText] = useState(props.text);
  const [state, setState] = useState<"still" | "saving" | "saved" | "failed">("still");
  const [pasted, setPasted] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const kept = useRef({ id: props.id, made: props.draft === null, text: props.text, wanted: props.text, timer: 0, mine: new Set([props.text]) });
  const [live] = useLive(["notes"], () => row(kept.current.id), props.id);
  const now = live.state === "here" ? live.value : null;
  // What was read a moment ago may be an earlier text of this editor's own.
  const elsewhere = now !== null && state !== "saving" && kept.current.made && !kept.current.mine.has(now.content.text ?? "");

  const save = () => {
    const k = kept.current;
    clearTimeout(k.timer);
    if (k.wanted === k.text) return;
    const before = k.text;
    const first = !k.made;
    k.text = k.wanted;
    k.mine.add(k.text);
    k.made = true;
    setState("saving");
    // Always the number from when it was opened: what came from elsewhere since has not been seen here.
    const saved = first && props.draft ? makeNote({ ...props.draft, text: k.text }, props.id) : changeNote(props.id, { text: k.text }, props.ver);
    saved.then((id) => {
      k.id = id;
      setState("saved");
    }, () => {
      k.text = before;
      k.made = !first;
      setState("failed");
    });
  };
  const latest = useRef(save);
  latest.current = save;
  useLayoutEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  useLeaving(() => latest.current(), []);

  const typed = (value: string) => {
    setText(value);
    setPasted(0);
    const k = kept.current;
    k.wanted = value;
    clearTimeout(k.timer);
    k.timer = window.setTimeout(() => latest.current(), REST);
  };
  const left = MOST_TEXT - text.length;
  const told = pasted > 0 ? n.editor.paste(pasted) : left <= 0 ? n.editor.full : left <= TELL ? n.editor.left(left) : "";
  return (
    <div class="note-editor">
      <textarea
        ref={field}
        class="ds-input"
        aria-label={props.label}
        placeholder={props.label}
        rows={3}
        autocomplete="off"
        maxLength={MOST_TEXT}
        value={text}
        onInput={(event) => typed(event.currentTarget.value)}
        onBlur={() => latest.current()}
        onPaste={(event) => {
          const area = event.currentTarget;
          const coming = event.clipboardData?.getData("text/plain") ?? "";
          const over = text.length - (area.selectionEnd - area.selectionStart) + coming.length - MOST_TEXT;
          if (over <= 0) return;
          event.preventDefault(); // the browser would cut it off without a word
          setPasted(over);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape" && !(event.key === "Enter" && (event.ctrlKey || event.metaKey))) return;
          event.preventDefault();
          save();
          props.onDone();
        }}
      />
      <p class="note-told" role="status">{told}{elsewhere && n.editor.elsewhere}{kept.current.id !== props.id && n.editor.moved}</p>
      <div class="note-foot">
        <p class="quiet" role={state === "failed" ? "alert" : undefined}>
          {state === "failed" ? n.editor.failed : state === "saving" || text !== kept.current.text ? n.editor.saving : state === "saved" ? (now?.unsent ? n.editor.unsent : n.editor.sent) : ""}
        </p>
        <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => { save(); props.onDone(); }}>{n.card.done}</button>
      </div>
    </div>
  );
}
