import { useMemo, useState } from "preact/hooks";
import type { DeviceLine, StaffPerson } from "../domain/shapes";
import { devices, people as register } from "../sync";
import { Ask } from "../ui/ask";
import { Empty, Loading, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { sorry, w } from "../words/index";
import { q } from "../words/people";
import { p } from "../words/people-register";
import { momentWords } from "../words/time";
import { deviceName } from "./devices";
import { useLive, wordOf } from "./live";

interface Lost {
  person: StaffPerson;
  device: DeviceLine;
}

/** Everybody with their roles and devices; a lost device is closed from here in two clicks. */
export function PeoplePage() {
  const words = q.staff;
  const [live, again] = useLive(["connection"], () => devices.people(), "people");
  const [wanted, setWanted] = useState("");
  const [asked, setAsked] = useState<Lost | null>(null);
  const [told, setTold] = useState("");
  const [failed, setFailed] = useState("");
  const everybody = live.state === "here" ? live.value.people : [];
  const found = useMemo(() => everybody.filter((person) => matches(person, wanted)), [everybody, wanted]);
  if (live.state === "loading") return <Loading title={words.title} lines={6} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  const close = ({ person, device }: Lost) => {
    setAsked(null);
    setTold("");
    setFailed("");
    void devices.lost(person.id, device.id).then(() => setTold(words.done(person.name, deviceName(device))), (trouble: unknown) => setFailed(sorry(wordOf(trouble)))).then(again);
  };
  return (
    <Page title={words.title} wide>
      {everybody.length === 0 ? <><Empty title={words.none}><p>{words.noneMore}</p></Empty><Ways /></> : (
        <>
          <p class="quiet">{words.lead}</p>
          <Ways />
          <div class="ds-field people-search">
            <label class="ds-label" for="people-search">{words.search}</label>
            <input class="ds-input" id="people-search" type="search" autocomplete="off" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
          </div>
          <p class="told" role="status">{told}</p>
          {failed && <p role="alert" class="warn">{failed}</p>}
          <p class="quiet" role="status">{found.length === 0 ? words.noHits : words.found(found.length)}</p>
          <ul class="plain people">{found.map((person) => <PersonLine key={person.id} person={person} onLost={(device) => setAsked({ person, device })} />)}</ul>
        </>
      )}
      {asked && (
        <Ask title={words.ask(asked.person.name, deviceName(asked.device))} yes={words.yes} onYes={() => close(asked)} onNo={() => setAsked(null)}>
          <p>{words.askMore}</p>
          <p>{words.askNotes}</p>
        </Ask>
      )}
    </Page>
  );
}

/** What can be done with people, and every committee. */
function Ways() {
  const [live] = useLive(["connection"], () => register.book(), "committees");
  const bodies = live.state === "here" ? live.value.committees : [];
  const ways = [[to.peopleImport, p.acts.import], [to.letters(), p.acts.letters], [to.peopleTerm, p.acts.term]] as const;
  return (
    <>
      <nav class="people-acts" aria-label={p.acts.label}>
        <a class="ds-button" href={to.person("ny")}>{p.acts.add}</a>
        {ways.map(([address, name]) => <a key={address} class="ds-button" data-variant="secondary" href={address}>{name}</a>)}
      </nav>
      {bodies.length > 0 && (
        <section aria-labelledby="people-bodies">
          <h2 class="ds-heading" data-size="2xs" id="people-bodies">{p.committees}</h2>
          <ul class="plain people-bodies">{bodies.map(({ id, name }) => <li key={id}><a class="ds-link" href={to.committee(id)}>{name}</a></li>)}</ul>
        </section>
      )}
    </>
  );
}

function PersonLine({ person, onLost }: { person: StaffPerson; onLost: (device: DeviceLine) => void }) {
  const words = q.staff;
  return (
    <li class="person">
      <div class="person-who">
        <h2 class="ds-heading" data-size="2xs"><a class="ds-link" href={to.person(person.id)}>{person.name}</a></h2>
        <p class="quiet">{person.email}</p>
        {person.roles.length === 0 ? <p class="quiet">{words.noRoles}</p> : <ul class="plain person-roles">{person.roles.map((role) => <li key={role}>{roleWords(role)}</li>)}</ul>}
      </div>
      {person.devices.length === 0 ? <p class="quiet">{words.noDevices}</p> : (
        <ul class="plain device-list">
          {person.devices.map((device) => (
            <li key={device.id} class="device">
              <div class="device-words">
                <p><strong>{deviceName(device)}</strong></p>
                <p class="quiet">{device.revoked_at ? words.closed(momentWords(device.revoked_at)) : [q.devices.seen(momentWords(device.seen_at)), q.devices.exempt(device.exempt)].join(" · ")}</p>
              </div>
              {!device.revoked_at && <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => onLost(device)}>{words.lost}<span class="ds-sr-only">: {deviceName(device)}, {person.name}</span></button>}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** "Formannskapet: member" as one says it. */
function roleWords(role: string): string {
  const cut = role.lastIndexOf(": ");
  const named = (w.role as Record<string, string>)[role.slice(cut + 2)];
  return named ? `${role.slice(0, cut + 2)}${named}` : role;
}

function matches(person: StaffPerson, wanted: string): boolean {
  const text = [person.name, person.email, ...person.roles.map(roleWords)].join(" ").toLocaleLowerCase("nb");
  return wanted.toLocaleLowerCase("nb").split(/\s+/).every((word) => text.includes(word));
}
