import { useEffect, useState } from "preact/hooks";
import type { Language } from "../domain/shapes";
import { keptNotes, unsentNotes } from "../store/notes";
import { me, papers } from "../store/rows";
import { connection, setLanguage, signOut, storageUsed, wipeDevice } from "../sync";
import { Ask } from "../ui/ask";
import { install, installing, onInstallChange } from "../ui/install";
import { MyDevices } from "./devices";
import { useLive, wordOf } from "./live";
import { Passkeys } from "./passkeys";
import { LockPanel } from "./lock";
import { Loading, Page, Trouble } from "../ui/page";
import { sizeWords } from "../words/amounts";
import { to } from "../ui/router";
import { sorry, w } from "../words/index";
import { v } from "../words/notices";
import { momentWords } from "../words/time";

const LANGUAGES: readonly (readonly [Language, string])[] = [["nb", "Bokmål"], ["nn", "Nynorsk"], ["en", "English"]];

async function load() {
  const [person, packages, storage] = await Promise.all([me(), papers(), storageUsed()]);
  return person && { person, packages: packages.length, storage };
}

export function MePage() {
  const [live, again] = useLive(["me", "papers", "downloads"], load, "me");
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  if (live.state === "loading" || live.value === null) return <Loading title={w.me.title} lines={4} />;
  const { person, packages, storage } = live.value;
  return (
    <Page title={w.me.title}>
      <section class="panel">
        <h2 class="ds-heading" data-size="sm">{person.name}</h2>
        <p class="quiet">{[person.party, person.municipality, person.email].filter(Boolean).join(" · ")}</p>
        <h3 class="ds-heading" data-size="2xs">{w.me.roles}</h3>
        {person.roles.length === 0 ? <p>{w.me.noRoles}</p> : (
          <ul class="plain">{person.roles.map((role) => <li key={`${role.committee} ${role.role}`}>{role.committee_name}: {w.role[role.role]}</li>)}</ul>
        )}
        <p class="quiet">{w.me.session(momentWords(person.session_until))}</p>
      </section>
      <section class="panel">
        <h2 class="ds-heading" data-size="sm">{v.title}</h2>
        <p class="quiet">{v.linkMore}</p>
        <a class="ds-button" data-variant="secondary" href={to.notices}>{v.link}</a>
      </section>
      <LockPanel />
      <MyDevices />
      <Passkeys />
      <LanguageChoice now={person.language} />
      <InstallHint />
      <section class="panel">
        <h2 class="ds-heading" data-size="sm">{w.me.storage}</h2>
        <p>{w.me.used(sizeWords(storage.used), w.count.meetings(packages))}</p>
        <p class="quiet">{storage.persisted ? w.me.persisted : w.me.evictable}</p>
        <Wipe />
      </section>
      <section class="panel"><SignOut /></section>
    </Page>
  );
}

function LanguageChoice({ now }: { now: Language }) {
  const [chosen, setChosen] = useState(now); // the button stays where it was put while the row is written
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => setChosen(now), [now]);
  const choose = (language: Language) => {
    setChosen(language);
    setFailed(null);
    setLanguage(language).catch((trouble: unknown) => {
      setChosen(now);
      setFailed(wordOf(trouble));
    });
  };
  return (
    <fieldset class="panel">
      <legend><h2 class="ds-heading" data-size="sm">{w.me.language}</h2></legend>
      {LANGUAGES.map(([language, name]) => (
        <label key={language} class="choice" lang={language}>
          <input class="ds-input" type="radio" name="language" checked={language === chosen} onChange={() => choose(language)} />
          {name}
        </label>
      ))}
      {failed && <p role="alert">{sorry(failed)}</p>}
    </fieldset>
  );
}

function InstallHint() {
  const [how, setHow] = useState(installing);
  useEffect(() => onInstallChange(() => setHow(installing())), []);
  if (how === "none") return null;
  return (
    <section class="panel">
      <h2 class="ds-heading" data-size="sm">{w.me.install}</h2>
      {how === "installed" ? <p>{w.me.installed}</p> : <p>{w.me.installMore}</p>}
      {how === "ios" && <p>{w.me.installIos}</p>}
      {how === "prompt" && <button type="button" class="ds-button" onClick={() => void install()}>{w.me.installNow}</button>}
    </section>
  );
}

function Wipe() {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <p class="quiet">{w.me.wipeMore}</p>
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => setAsking(true)}>{w.me.wipe}</button>
      {asking && (
        <Ask title={w.me.wipeAsk} yes={w.me.wipe} onYes={() => void wipeDevice()} onNo={() => setAsking(false)}>
          <p>{w.me.wipeMore}</p>
          <Unsent />
          {connection() !== "online" && <p><strong>{w.me.wipeOffline}</strong></p>}
        </Ask>
      )}
    </>
  );
}

function SignOut() {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <p class="quiet">{w.me.signOutMore}</p>
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => setAsking(true)}>{w.me.signOut}</button>
      {asking && (
        <Ask title={w.me.signOutAsk} yes={w.me.signOut} onYes={() => void signOut()} onNo={() => setAsking(false)}>
          <p>{w.me.signOutMore}</p>
          <Unsent />
        </Ask>
      )}
    </>
  );
}

/** What would be lost for good: notes the server does not have, and those it did not take. */
function Unsent() {
  const [live] = useLive(["notes"], async () => (await unsentNotes()) + (await keptNotes()).length, "unsent");
  const count = live.state === "here" ? live.value : 0;
  if (count === 0) return null;
  return <p class="ds-alert" data-color="danger" role="alert"><strong>{w.me.unsent(count)}</strong> {w.me.unsentMore}</p>;
}
