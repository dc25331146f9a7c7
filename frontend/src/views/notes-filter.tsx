import { useEffect, useRef, useState } from "preact/hooks";
import { EVERYTHING, type ListedKind, type NoteFilter, type Sharing } from "../domain/note-list";
import type { Colour } from "../domain/notes";
import { go, to } from "../ui/router";
import { n } from "../words/notes";
import { COLOURS } from "./note-colours";

const KINDS: readonly ListedKind[] = ["highlight", "comment", "ink", "textbox", "bookmark", "reply"];
const SHARING: readonly Sharing[] = ["mine", "private", "shared", "others"];
const REST = 250; // ms after the last key

interface Props {
  filter: NoteFilter;
  tags: string[];
  meetings: Map<string, string>;
  shown: number;
}

/** What is shown. It stands in the address, so that Back and a bookmark bring the same list. */
export function Filters({ filter, tags, meetings, shown }: Props) {
  const [text, setText] = useState(filter.text);
  const latest = useRef(filter);
  latest.current = filter;
  const set = (change: Partial<NoteFilter>) => go(to.notes({ ...latest.current, ...change }), "replace");
  useEffect(() => {
    if (text === latest.current.text) return undefined;
    const timer = setTimeout(() => set({ text }), REST);
    return () => clearTimeout(timer);
  }, [text]);
  const chosen = (["colour", "tag", "kind", "sharing", "meeting"] as const).filter((key) => filter[key] !== EVERYTHING[key]).length;
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <div class="ds-field filters-text">
        <label class="ds-label" for="notes-text">{n.list.text}</label>
        <input class="ds-input" id="notes-text" type="search" autocomplete="off" value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </div>
      <details class="filters-more" open={chosen > 0}>
        <summary>{n.list.filters}{chosen > 0 && ` (${chosen})`}</summary>
        <div class="filters-row">
          <Choice id="colour" name={n.list.colour} value={filter.colour} options={COLOURS.map((one) => [one, n.colour[one]])} onChoose={(colour) => set({ colour: colour as Colour | "" })} />
          <Choice id="tag" name={n.list.tag} value={filter.tag} options={[...new Set([...n.tags, ...tags])].map((tag) => [tag, tag])} onChoose={(tag) => set({ tag })} />
          <Choice id="kind" name={n.list.kind} value={filter.kind} options={KINDS.map((kind) => [kind, n.kind[kind]])} onChoose={(kind) => set({ kind: kind as ListedKind | "" })} />
          <Choice id="meeting" name={n.list.meetings} value={filter.meeting} options={[...meetings]} onChoose={(meeting) => set({ meeting })} />
          <div class="ds-field">
            <label class="ds-label" for="notes-sharing">{n.list.shared}</label>
            <select class="ds-input" id="notes-sharing" value={filter.sharing} onChange={(event) => set({ sharing: event.currentTarget.value as Sharing })}>
              {SHARING.map((one) => <option key={one} value={one}>{n.list.sharing[one]}</option>)}
            </select>
          </div>
        </div>
      </details>
      <p class="quiet" role="status">{n.list.shows(shown)}</p>
    </form>
  );
}

function Choice(props: { id: string; name: string; value: string; options: [string, string][]; onChoose: (value: string) => void }) {
  return (
    <div class="ds-field">
      <label class="ds-label" for={`notes-${props.id}`}>{props.name}</label>
      <select class="ds-input" id={`notes-${props.id}`} value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        <option value="">{n.list.all}</option>
        {props.options.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
      </select>
    </div>
  );
}
