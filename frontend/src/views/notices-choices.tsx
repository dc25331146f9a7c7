import { useState } from "preact/hooks";
import type { MyNotices, NoticeChoices, NoticeKind } from "../domain/shapes";
import { v } from "../words/notices";

type Choose = (some: Partial<NoticeChoices>) => void;

/** For each kind of notice the way it comes. */
export function KindsPanel({ notices, chosen, onChoose }: { notices: MyNotices; chosen: NoticeChoices; onChoose: Choose }) {
  return (
    <section class="panel" aria-labelledby="notice-kinds">
      <h2 class="ds-heading" data-size="sm" id="notice-kinds">{v.choose.title}</h2>
      <p class="quiet">{leadOf(notices)}</p>
      <ul class="plain notice-kinds">
        {notices.kinds.map((line) => (
          <KindRow key={line.kind} line={line} email={notices.email} how={chosen.choices[line.kind] ?? "push"} onChoose={(how) => onChoose({ choices: { ...chosen.choices, [line.kind]: how } })} />
        ))}
      </ul>
    </section>
  );
}

function leadOf({ email, devices }: MyNotices): string {
  if (devices.some(({ trouble }) => trouble === "")) return email ? v.choose.lead : v.choose.leadNoEmail;
  return email ? v.choose.leadNoDevice : v.choose.leadNothing;
}

function KindRow({ line, email, how, onChoose }: { line: NoticeKind; email: boolean; how: NoticeKind["how"]; onChoose: (how: NoticeKind["how"]) => void }) {
  const id = `how-${line.kind}`;
  const ways = (["push", "email", "both", "none"] as const).filter((way) => way === how || ((email || way === "push" || way === "none") && !(line.always && way === "none")));
  return (
    <li>
      <label for={id}>{v.choose.kinds[line.kind]}</label>
      <select class="ds-input" id={id} value={how} onChange={(event) => onChoose(event.currentTarget.value as NoticeKind["how"])}>
        {ways.map((way) => <option key={way} value={way}>{v.choose.how[way]}</option>)}
      </select>
    </li>
  );
}

const NIGHT = { quiet_from: "22:00", quiet_to: "07:00" };
const AFTERNOON = "16:00";

/** Quiet hours, and one e-mail a day. */
export function TimesPanel({ email, chosen, onChoose }: { email: boolean; chosen: NoticeChoices; onChoose: Choose }) {
  const quiet = chosen.quiet_from !== "" && chosen.quiet_to !== "";
  return (
    <section class="panel" aria-labelledby="notice-times">
      <h2 class="ds-heading" data-size="sm" id="notice-times">{v.times.title}</h2>
      <label class="choice">
        <input class="ds-input" type="checkbox" checked={quiet} onChange={() => onChoose(quiet ? { quiet_from: "", quiet_to: "" } : NIGHT)} />
        {v.times.quiet}
      </label>
      {quiet && (
        <div class="notice-times">
          <Time label={v.times.from} value={chosen.quiet_from} not={chosen.quiet_to} onChoose={(quiet_from) => onChoose({ quiet_from })} />
          <Time label={v.times.to} value={chosen.quiet_to} not={chosen.quiet_from} onChoose={(quiet_to) => onChoose({ quiet_to })} />
        </div>
      )}
      <p class="quiet">{v.times.quietMore}</p>
      {email && (
        <>
          <label class="choice">
            <input class="ds-input" type="checkbox" checked={chosen.digest_at !== ""} onChange={() => onChoose({ digest_at: chosen.digest_at ? "" : AFTERNOON })} />
            {v.times.digest}
          </label>
          {chosen.digest_at && <div class="notice-times"><Time label={v.times.digestAt} value={chosen.digest_at} onChoose={(digest_at) => onChoose({ digest_at })} /></div>}
          <p class="quiet">{v.times.digestMore}</p>
        </>
      )}
    </section>
  );
}

/** A time of day that is sent when it is whole and one has left it; an empty one, and `not`, go back. */
function Time({ label, value, not, onChoose }: { label: string; value: string; not?: string; onChoose: (time: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const done = () => {
    setTyped(null);
    if (typed !== null && /^\d\d:\d\d$/.test(typed) && typed !== value && typed !== not) onChoose(typed);
  };
  return (
    <label class="notice-time">
      {label}
      <input class="ds-input" type="time" value={typed ?? value} onInput={(event) => setTyped(event.currentTarget.value)} onBlur={done} onKeyDown={(event) => event.key === "Enter" && done()} />
    </label>
  );
}
