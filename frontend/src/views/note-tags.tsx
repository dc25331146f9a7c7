import { useEffect, useRef, useState } from "preact/hooks";
import { Cross } from "../ui/icons";
import { n } from "../words/notes";

const MOST = 20;
const LONGEST = 50;

export const Tags = ({ tags }: { tags: string[] }) => (tags.length === 0 ? null : (
  <ul class="plain note-tags" aria-label={n.card.tags}>{tags.map((tag) => <li key={tag} class="ds-tag" data-color="neutral" data-size="sm">{tag}</li>)}</ul>
));

/** The tags of a note: take one away, one of the usual ones, or one's own. `known` are those used before. */
export function TagEditor({ tags, known, focus, onChange }: { tags: string[]; known: string[]; focus: boolean; onChange: (tags: string[]) => void }) {
  const [text, setText] = useState("");
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus) row.current?.querySelector("button")?.focus({ preventScroll: true });
  }, []);
  const offered = [...new Set([...n.tags, ...known])].filter((tag) => !tags.includes(tag)).slice(0, 8);
  const add = (tag: string) => {
    const plain = tag.trim().replace(/\s+/g, " ");
    setText("");
    if (plain && !tags.includes(plain) && tags.length < MOST) onChange([...tags, plain]);
  };
  return (
    <div class="tag-editor">
      <div class="tag-row" ref={row}>
        {tags.map((tag) => (
          <button key={tag} type="button" class="tag-button" aria-label={n.card.removeTag(tag)} onClick={() => onChange(tags.filter((one) => one !== tag))}>{tag}<Cross /></button>
        ))}
        {offered.map((tag) => (
          <button key={tag} type="button" class="tag-button tag-offered" aria-label={n.card.setTag(tag)} onClick={() => add(tag)}>+ {tag}</button>
        ))}
      </div>
      <form
        class="tag-new"
        onSubmit={(event) => {
          event.preventDefault();
          add(text);
        }}
      >
        <input class="ds-input" type="text" autocomplete="off" maxLength={LONGEST} aria-label={n.card.addTag} placeholder={n.card.addTag} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <button type="submit" class="ds-button" data-variant="secondary" data-size="sm">{n.card.add}</button>
      </form>
    </div>
  );
}
