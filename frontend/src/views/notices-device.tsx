import { useEffect, useState } from "preact/hooks";
import type { MyNotices, NoticeDevice } from "../domain/shapes";
import { pushHere, pushNoMore, pushState, type PushState } from "../sync/push";
import { told } from "../sync/told";
import { installing } from "../ui/install";
import { Tick } from "../ui/icons";
import { sorry } from "../words/index";
import { v } from "../words/notices";
import { momentWords } from "../words/time";
import { useLive, wordOf } from "./live";

const WITHIN = 20_000; // ms until a test that has not come is said to be lost
const LOOK = 2_000;

/** Whether this device is pushed to, what stands in the way, and the other devices that are. */
export function DevicePanel({ notices, again }: { notices: MyNotices | null; again: () => Promise<void> }) {
  const [live, look] = useLive(["me", "notices", "connection"], pushState, "push");
  const [working, setWorking] = useState(false);
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState("");
  const state = live.state === "here" ? live.value : null;
  const mine = notices?.devices.find(({ here }) => here);
  const broken = state === "on" && !!mine?.trouble;
  const act = (work: () => Promise<unknown>, done: string) => {
    setWorking(true);
    setFailed("");
    setSaid("");
    void work()
      .then(() => setSaid(done), (trouble: unknown) => wordOf(trouble) !== "push_blocked" && setFailed(sorry(wordOf(trouble))))
      .then(() => Promise.all([look(), again()]))
      .then(() => setWorking(false));
  };
  return (
    <section class="panel" aria-labelledby="notices-here">
      <h2 class="ds-heading" data-size="sm" id="notices-here">{v.here.title}</h2>
      <p class="quiet">{v.here.lead}</p>
      <p class="ds-sr-only" role="status">{said}</p>
      {failed && <p role="alert" class="warn">{failed}</p>}
      {state === "on" && !broken && (
        <>
          <p class="stored-all"><Tick />{v.here.on}</p>
          <p>{mine?.heard_at ? v.here.last(momentWords(mine.heard_at)) : v.here.never}</p>
          <Test heard={mine?.heard_at ?? null} again={again} />
        </>
      )}
      {broken && <p class="ds-alert" data-color="warning">{v.here.broken}</p>}
      {(state === "off" || broken) && <div class="actions"><button type="button" class="ds-button" aria-disabled={working} onClick={() => working || act(pushHere, v.here.turnedOn)}>{working ? v.here.turningOn : v.here.turnOn}</button></div>}
      {state && state !== "on" && state !== "off" && <Hindered state={state} email={!!notices?.email} />}
      {state === "on" && <div class="actions"><button type="button" class="ds-button" data-variant="tertiary" aria-disabled={working} onClick={() => working || act(pushNoMore, v.here.turnedOff)}>{v.here.turnOff}</button></div>}
      <Others devices={notices?.devices.filter(({ here }) => !here) ?? []} />
    </section>
  );
}

/** What stands in the way of notices here, and what one can do. */
function Hindered({ state, email }: { state: PushState; email: boolean }) {
  const apple = installing() === "ios" || /iPhone|iPad/.test(navigator.userAgent);
  if (state === "blocked") return <p class="ds-alert" data-color="warning"><strong>{v.here.blocked}</strong> {apple ? v.here.blockedApple : v.here.blockedDo}</p>;
  if (installing() === "ios") return <div class="ds-alert" data-color="info"><p>{v.here.install}</p><ol>{v.here.installSteps.map((step) => <li key={step}>{step}</li>)}</ol></div>;
  return <p>{v.here.cannot} {email && v.here.email}</p>;
}

/** A notice to see that they come; when it has not, where to look. */
function Test({ heard, again }: { heard: string | null; again: () => Promise<void> }) {
  const [sent, setSent] = useState<{ before: string | null; at: number } | null>(null);
  const [late, setLate] = useState(false);
  const [failed, setFailed] = useState("");
  const arrived = sent !== null && heard !== sent.before;
  useEffect(() => {
    if (sent === null || arrived || late) return;
    const timer = setInterval(() => {
      if (Date.now() - sent.at > WITHIN) setLate(true);
      void again();
    }, LOOK);
    return () => clearInterval(timer);
  }, [sent, arrived, late]);
  const send = () => {
    setLate(false);
    setFailed("");
    void told.test().then(() => setSent({ before: heard, at: Date.now() }), (trouble: unknown) => setFailed(sorry(wordOf(trouble))));
  };
  return (
    <>
      <div class="actions"><button type="button" class="ds-button" data-variant="secondary" onClick={send}>{v.here.test}</button></div>
      <p class="told" role="status">{sent === null ? "" : arrived ? v.here.arrived : late ? v.here.lost : v.here.testing}</p>
      {late && !arrived && <p>{v.here.lostMore}</p>}
      {failed && <p role="alert" class="warn">{failed}</p>}
    </>
  );
}

function Others({ devices }: { devices: NoticeDevice[] }) {
  if (devices.length === 0) return null;
  return (
    <>
      <h3 class="ds-heading" data-size="2xs">{v.here.others}</h3>
      <ul class="plain device-list">
        {devices.map((device) => (
          <li key={device.id} class="device">
            <div class="device-words">
              <p><strong>{device.name || v.here.nameless}</strong></p>
              <p class={device.trouble ? "warn" : "quiet"}>{device.trouble ? v.here.brokenThere : device.heard_at ? v.here.lastThere(momentWords(device.heard_at)) : v.here.neverThere}</p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
