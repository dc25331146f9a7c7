import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { connection } from "../sync";
import { lastPulled } from "../store/rows";
import { momentWords } from "../words/time";
import { capital, w } from "../words/index";
import { Calendar, Cloud, Desk, Inbox, Notes, People, Person, Search } from "../ui/icons";
import { logTrouble, unsentNotes } from "../store/notes";
import { useLive } from "./live";
import { type Place, to } from "../ui/router";
import { onNewVersion, reloadNewest, takeNewVersion } from "../ui/update";

const AT: Partial<Record<Place["name"], string>> = {
  meetings: to.meetings(), meeting: to.meetings(), paper: to.meetings(), print: to.meetings(), runSheet: to.meetings(), notes: to.notes(), search: to.search(), prints: to.prints, me: to.me, myAccess: to.me, notices: to.me, desk: to.desk, deskNew: to.desk, deskPackage: to.desk, access: to.desk, receipts: to.desk, people: to.people, person: to.people, committee: to.people, peopleImport: to.people, peopleTerm: to.people, peopleLetters: to.people, sources: to.sources,
};

/** Everything around a screen: skip link, the main menu, and what must be told (no network, a new version). */
export function Shell(props: { place: Place; secretariat: boolean; bare: boolean; children: ComponentChildren }) {
  const [live] = useLive(["notes"], unsentNotes, "unsent");
  const unsent = live.state === "here" ? live.value : 0;
  const entries = [
    ...(props.secretariat ? [{ address: to.desk, name: w.nav.desk, Icon: Desk }] : []),
    { address: to.meetings(), name: w.nav.meetings, Icon: Calendar },
    { address: to.notes(), name: w.nav.notes, Icon: Notes, unsent },
    { address: to.search(), name: w.nav.search, Icon: Search },
    ...(props.secretariat ? [{ address: to.people, name: w.nav.people, Icon: People }, { address: to.sources, name: w.nav.sources, Icon: Inbox }] : []),
    { address: to.me, name: w.nav.me, Icon: Person },
  ];
  return (
    <div class={props.bare ? "shell shell-bare" : "shell"}>
      <a class="ds-skip-link" href="#main">{w.nav.skip}</a>
      {!props.bare && (
        <nav class="menu" aria-label={w.nav.label}>
          <span class="menu-name" aria-hidden="true">{w.appName}</span>
          <ul>
            {entries.map(({ address, name, Icon, unsent: waiting = 0 }) => (
              <li key={address}>
                <a href={address} aria-current={AT[props.place.name] === address ? "page" : undefined}>
                  <Icon />
                  <span>{name}</span>
                  {waiting > 0 && <span class="menu-unsent" title={w.net.unsent(waiting)}><span aria-hidden="true">{waiting}</span><span class="ds-sr-only">, {w.net.unsent(waiting)}</span></span>}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div class="body">
        <Network />
        <NewVersion />
        <main id="main" tabIndex={-1}>{props.children}</main>
      </div>
    </div>
  );
}

function Network() {
  const [live] = useLive(["connection", "papers"], async () => ({ state: connection(), pulled: await lastPulled() }), "network");
  const now = live.state === "here" ? live.value : null;
  return (
    <div role="status" class="network network-line">
      {now && now.state !== "online" && (
        <p>
          <Cloud />
          <span>
            {now.state === "offline" ? <><strong>{w.net.offline}</strong>{" · "}{w.net.offlineMore}</> : <>{now.state === "device" ? w.net.deviceOnly : w.net.signedOut} <a class="ds-link" href={to.signIn}>{w.signIn.title}</a></>}
            {now.pulled && <span class="network-when"> {capital(w.net.updated(momentWords(now.pulled)))}</span>}
          </span>
        </p>
      )}
    </div>
  );
}

function NewVersion() {
  const [waiting, setWaiting] = useState(false);
  const [later, setLater] = useState<"new" | "old" | null>(null);
  const [live] = useLive(["notes"], logTrouble, "trouble");
  const tooOld = live.state === "here" && live.value === "old_app";
  const told = tooOld ? "old" : waiting ? "new" : null;
  useEffect(() => onNewVersion(() => setWaiting(true)), []);
  return (
    <div role="status" class="network network-news">
      {told !== later && told && (
        <p>
          <span>{tooOld ? <><strong>{w.common.tooOld}</strong> {w.common.tooOldMore}</> : w.common.newVersion}</span>
          <button type="button" class="ds-button" data-variant="secondary" onClick={tooOld ? () => void reloadNewest() : takeNewVersion}>{w.common.reload}</button>
          <button type="button" class="ds-button" data-variant="tertiary" onClick={() => setLater(told)}>{w.common.later}</button>
        </p>
      )}
    </div>
  );
}
