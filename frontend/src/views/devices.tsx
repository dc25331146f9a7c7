import { useState } from "preact/hooks";
import type { DeviceLine } from "../domain/shapes";
import { connection, devices } from "../sync";
import { Ask } from "../ui/ask";
import { to } from "../ui/router";
import { sorry, w } from "../words/index";
import { q } from "../words/people";
import { momentWords } from "../words/time";
import { useLive, wordOf } from "./live";

/** The browsers I have signed in with; one that is lost or no longer used is removed here. */
export function MyDevices() {
  const [live, again] = useLive(["connection"], () => devices.mine(), "devices");
  const [asked, setAsked] = useState<DeviceLine | null>(null);
  const [told, setTold] = useState("");
  const [failed, setFailed] = useState("");
  const remove = (device: DeviceLine) => {
    setAsked(null);
    setFailed("");
    void devices.revoke(device.id).then(() => setTold(q.devices.removed(deviceName(device))), (trouble: unknown) => setFailed(sorry(wordOf(trouble)))).then(again);
  };
  return (
    <section class="panel" aria-labelledby="my-devices">
      <h2 class="ds-heading" data-size="sm" id="my-devices">{q.devices.title}</h2>
      <p class="quiet">{q.devices.lead}</p>
      <p class="told" role="status">{told}</p>
      {failed && <p role="alert" class="warn">{failed}</p>}
      {live.state === "loading" && <div class="ds-skeleton skeleton-row" data-variant="rectangle" aria-hidden="true" />}
      {live.state === "failed" && (live.word === "offline" ? <p>{q.devices.offline}</p> : <p role="alert">{sorry(live.word)} <button type="button" class="ds-link link-button" onClick={() => void again()}>{w.common.tryAgain}</button></p>)}
      {live.state === "here" && (
        <ul class="plain device-list">
          {inOrder(live.value.devices).map((device) => (
            <li key={device.id} class="device">
              <DeviceWords device={device} />
              {!device.revoked_at && <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => setAsked(device)}>{q.devices.remove}<span class="ds-sr-only">: {deviceName(device)}</span></button>}
            </li>
          ))}
        </ul>
      )}
      <a class="ds-link device-log" href={to.myAccess}>{q.devices.list}</a>
      {asked && (
        <Ask title={q.devices.ask(deviceName(asked))} yes={q.devices.remove} onYes={() => remove(asked)} onNo={() => setAsked(null)}>
          <p>{q.devices.askMore}</p>
          {asked.here && <p><strong>{q.devices.askHere}</strong></p>}
          {connection() !== "online" && <p><strong>{q.devices.offline}</strong></p>}
        </Ask>
      )}
    </section>
  );
}

export const deviceName = ({ name }: DeviceLine): string => name || q.devices.nameless;

/** This one first, then those in use by when they were seen, then those that are gone. */
const inOrder = (all: readonly DeviceLine[]): DeviceLine[] =>
  [...all].sort((one, other) => Number(other.here) - Number(one.here) || Number(one.revoked_at !== null) - Number(other.revoked_at !== null) || other.seen_at.localeCompare(one.seen_at));

export function DeviceWords({ device }: { device: DeviceLine }) {
  return (
    <div class="device-words">
      <p><strong>{deviceName(device)}</strong>{device.here && <> <span class="ds-tag" data-color="success" data-size="sm">{q.devices.here}</span></>}</p>
      <p class="quiet">{device.revoked_at ? q.devices.revoked(momentWords(device.revoked_at)) : [q.devices.seen(momentWords(device.seen_at)), q.devices.exempt(device.exempt)].join(" · ")}</p>
    </div>
  );
}
