import { useState } from "preact/hooks";
import { deputyLists, moved, type Sitting, sitting } from "../domain/people";
import { people } from "../sync";
import { Down, Up } from "../ui/icons";
import { Loading, Notice, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { p } from "../words/people-register";
import { roleName, shortDay, today, ToPeople, useBook, useDoing } from "./people-parts";

/** One committee: its members, and its deputies in the order they are called in, list by list. */
export function CommitteePage({ id }: { id: string }) {
  const words = p.body;
  const [live, again] = useBook();
  const { run, says } = useDoing(again);
  const [mine, setMine] = useState<Record<string, string[]>>({}); // shown at once, until the server has said the same
  if (live.state === "loading") return <Loading title={p.committees} lines={5} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  const committee = live.value.committees.find((each) => each.id === id);
  if (!committee) return <Notice title={words.gone} action={<a class="ds-button" data-variant="secondary" href={to.people}>{p.back}</a>}><p /></Notice>;
  const all = sitting(live.value, id, today());
  const members = all.filter(({ seat }) => seat.role !== "deputy");
  const successor = live.value.committees.find((each) => each.id === committee.successor);
  const move = (party: string, list: Sitting[], at: number, by: -1 | 1) => {
    const order = moved(list.map(({ seat }) => seat.id), at, by);
    const { person, seat } = list[at] as Sitting;
    setMine({ ...mine, [party]: order });
    const done = () => setMine(({ [party]: _, ...rest }) => rest);
    void run(() => people.rank(id, { seats: order }).then(() => words.ordered(person.name, order.indexOf(seat.id) + 1))).then(done, done);
  };
  return (
    <Page title={committee.name} above={<ToPeople />}>
      {committee.valid_to && <p class="quiet">{successor ? words.closedFor(shortDay(committee.valid_to), successor.name) : words.closed(shortDay(committee.valid_to))}</p>}
      <section class="body-part" aria-labelledby="members">
        <h2 class="ds-heading" data-size="sm" id="members">{words.members}</h2>
        {members.length === 0 ? <p class="quiet">{words.noMembers}</p> : <ul class="plain sitting">{members.map((each) => <li key={each.seat.id}><Who {...each} /></li>)}</ul>}
      </section>
      <section class="body-part" aria-labelledby="deputies">
        <h2 class="ds-heading" data-size="sm" id="deputies">{words.deputies}</h2>
        <p class="quiet">{members.length === all.length ? words.noDeputies : words.deputiesMore}</p>
        {says}
        {deputyLists(all).map(({ party, deputies }) => {
          const order = mine[party];
          const list = order ? [...deputies].sort((one, other) => order.indexOf(one.seat.id) - order.indexOf(other.seat.id)) : deputies;
          return (
            <section key={party} class="deputy-list" aria-labelledby={`list-${party}`}>
              <h3 class="ds-heading" data-size="2xs" id={`list-${party}`}>{words.list(party)}</h3>
              <ol class="plain sitting">
                {list.map((each, at) => (
                  <li key={each.seat.id}>
                    <span class="deputy-rank">{at + 1}</span>
                    <Who {...each} />
                    <button type="button" class="ds-button" data-variant="tertiary" data-icon aria-label={words.up(each.person.name)} aria-disabled={at === 0} onClick={() => at > 0 && move(party, list, at, -1)}><Up /></button>
                    <button type="button" class="ds-button" data-variant="tertiary" data-icon aria-label={words.down(each.person.name)} aria-disabled={at === list.length - 1} onClick={() => at < list.length - 1 && move(party, list, at, 1)}><Down /></button>
                  </li>
                ))}
              </ol>
            </section>
          );
        })}
      </section>
    </Page>
  );
}

const SOON = 120 * 86_400_000; // ms: the last day is told when it is near

function Who({ person, seat }: Sitting) {
  const coming = seat.valid_from > today();
  const days = seat.valid_to ? p.seats.days(shortDay(seat.valid_from), shortDay(seat.valid_to)) : p.seats.from(shortDay(seat.valid_from));
  const role = seat.role === "deputy" ? "" : roleName(seat.role);
  const soon = seat.valid_to !== null && Date.parse(seat.valid_to) - Date.now() < SOON;
  const more = [role, seat.role === "deputy" ? "" : seat.party, coming || soon ? days : ""].filter(Boolean).join(" · ");
  return (
    <span class="sitting-who">
      <a class="ds-link" href={to.person(person.id)}>{person.name}</a>
      {more && <span class="quiet">{more}</span>}
    </span>
  );
}
