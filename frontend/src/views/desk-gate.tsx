import { useState } from "preact/hooks";
import type { GateAct, GateFinding } from "../domain/shapes";
import { desk } from "../sync";
import { to } from "../ui/router";
import { d } from "../words/desk";
import { sorry, w } from "../words/index";
import { momentWords } from "../words/time";
import { useLive, wordOf } from "./live";

/** What stands in the way of publishing, and what to do about each: nothing is shown when nothing does. */
export function GatePanel({ packageId, onDone }: { packageId: string; onDone: (message: string) => Promise<void> }) {
  const words = d().gate;
  const [live, again] = useLive([], () => desk.gate(packageId), packageId);
  if (live.state === "failed") return <p role="alert" class="warn">{words.notAsked(sorry(live.word))}</p>;
  if (live.state === "loading") return null;
  const { findings, unseen } = live.value;
  if (findings.length + unseen.length === 0) return null;
  const done = async (message: string) => {
    await again();
    await onDone(message);
  };
  return (
    <section class="panel gate" aria-labelledby="gate">
      <h2 class="ds-heading" data-size="sm" id="gate">{words.title}</h2>
      {findings.length > 0 && <p>{words.lead}</p>}
      <ul class="plain gate-found">
        {findings.map((found) => <Found key={`${found.document} ${found.version} ${found.title}`} packageId={packageId} found={found} onDone={done} onStale={again} />)}
      </ul>
      {unseen.length > 0 && <p class="warn">{words.unseen(unseen.length)}</p>}
    </section>
  );
}

interface FoundProps {
  packageId: string;
  found: GateFinding;
  onDone: (message: string) => Promise<void>;
  onStale: () => Promise<void>;
}

function Found({ packageId, found, onDone, onStale }: FoundProps) {
  const words = d().gate;
  const [reason, setReason] = useState("");
  const [failed, setFailed] = useState("");
  const [working, setWorking] = useState(false);
  const { decided, version } = found;
  const name = `gate-${version}`;
  const decide = async (decision: GateAct["decision"]) => {
    if (working) return;
    if (!reason.trim()) return setFailed(words.reasonNeeded);
    setWorking(true);
    setFailed("");
    try {
      await desk.decide(packageId, { version, pages: found.pages, decision, reason: reason.trim() });
      setReason("");
      await onDone(words.done[decision]);
    } catch (trouble) {
      const word = wordOf(trouble);
      setFailed(word === "identity_numbers" ? words.reasonHasNumber : sorry(word));
      if (word === "stale") await onStale();
    }
    setWorking(false);
  };
  const act = (decision: GateAct["decision"]) => (
    <button type="button" class="ds-button" data-variant="secondary" aria-busy={working} onClick={() => void decide(decision)}>
      {words.acts[decision]}<span class="ds-sr-only">: {found.title}</span>
    </button>
  );
  return (
    <li>
      <h3 class="ds-heading" data-size="2xs">
        {found.document ? <a class="ds-link" href={desk.fileUrl(packageId, found.document)} target="_blank" rel="noopener"><span class="ds-sr-only">{w.meeting.open} </span>{found.title}</a> : found.title}
      </h3>
      <p class={found.stops ? "warn" : "quiet"}>{words.where(found.pages)}</p>
      {decided && <p class="quiet">{words.said[decided.decision](decided.by, momentWords(decided.at))} – {decided.reason}</p>}
      {version ? (
        <>
          <div class="ds-field">
            <label class="ds-label" for={name}>{words.reason}</label>
            <textarea class="ds-input" id={name} rows={2} maxLength={2000} autocomplete="off" value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
          </div>
          <div class="actions">
            {found.stops ? act("false_alarm") : act("hold")}
            {act("withdraw")}
            <a class="ds-button" data-variant="tertiary" href={to.access(packageId)}>{words.exempt}<span class="ds-sr-only">: {found.title}</span></a>
          </div>
        </>
      ) : <p>{words.ofItem} <a class="ds-link" href={to.access(packageId)}>{words.exempt}</a></p>}
      <p role="alert" class="warn">{failed}</p>
    </li>
  );
}
