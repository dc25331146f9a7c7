import type { SearchAnswer } from "../domain/shapes";
import type { SearchPlace } from "../ui/router";
import { w } from "../words/index";
import { s } from "../words/search";
import { dateWords } from "../words/time";
import type { Here } from "./search-here";

type Options = [value: string, name: string][];
export type ServerFilters = Pick<SearchAnswer, "committees" | "years"> | null;

/** Narrows the search; what is chosen stands in the address. */
export function SearchFilter({ asked, here, server, onChoose }: { asked: SearchPlace; here: Here; server: ServerFilters; onChoose: (change: Partial<SearchPlace>) => void }) {
  const chosen = [asked.package, asked.committee, asked.year, asked.kind].filter(Boolean).length;
  const named = (own: Options, others: { value: string; name: string }[] = []): Options => [...new Map([...others.map(({ value, name }): [string, string] => [value, name]), ...own])];
  const committees = named(here.shown.map(({ committee }) => [committee.id, committee.name]), server?.committees);
  const years = named(here.shown.map(({ meeting }) => [meeting.date.slice(0, 4), meeting.date.slice(0, 4)]), server?.years).sort((a, b) => b[0].localeCompare(a[0]));
  const meetings = here.shown.map(({ package: id, committee, meeting }): [string, string, string] => [id, `${committee.name}, ${dateWords(meeting.date)}`, meeting.date]).sort((a, b) => b[2].localeCompare(a[2]));
  const kinds = Object.entries(w.meeting.kind) as Options;
  return (
    <details class="filters-more" open={chosen > 0}>
      <summary>{s.choose}{chosen > 0 && ` (${chosen})`}</summary>
      <div class="filters-row">
        <Choice id="meeting" name={s.meeting} value={asked.package} options={meetings.map(([id, name]) => [id, name])} onChoose={(value) => onChoose({ package: value })} />
        <Choice id="committee" name={s.committee} value={asked.committee} options={committees.sort((a, b) => a[1].localeCompare(b[1], "nb"))} onChoose={(committee) => onChoose({ committee })} />
        <Choice id="year" name={s.year} value={asked.year} options={years} onChoose={(year) => onChoose({ year })} />
        <Choice id="kind" name={s.kind} value={asked.kind} options={kinds} onChoose={(kind) => onChoose({ kind })} />
      </div>
    </details>
  );
}

function Choice(props: { id: string; name: string; value: string; options: Options; onChoose: (value: string) => void }) {
  const unknown = props.value !== "" && !props.options.some(([value]) => value === props.value);
  return (
    <div class="ds-field">
      <label class="ds-label" for={`search-${props.id}`}>{props.name}</label>
      <select class="ds-input" id={`search-${props.id}`} value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        <option value="">{s.everything}</option>
        {unknown && <option value={props.value}>{props.value}</option>}
        {props.options.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
      </select>
    </div>
  );
}
