import { useState } from "preact/hooks";
import type { Barred } from "../domain/disqualified";
import type { DisqualificationLine, Legal, Manifest, ManifestItem, OwnDisqualifications } from "../domain/shapes";
import { access, connection } from "../sync";
import { Dialog } from "../ui/ask";
import { Lock } from "../ui/icons";
import { sorry } from "../words/index";
import { legalWords } from "../words/missing";
import { q } from "../words/people";
import { momentWords } from "../words/time";
import { useLive, wordOf } from "./live";

const COLOUR = { reported: "info", provisional: "warning", decided: "danger", unknown: "danger", lifted: "neutral" } as const;

/** What was told last of each meeting, until the page is closed: it is not kept on the device. */
const last = new Map<string, OwnDisqualifications>();

/** My own in a meeting, and for its chair everybody's; null when it is not known, as without network. */
export function useDisqualifications(packageId: string, asks: boolean): [OwnDisqualifications | null, () => Promise<void>] {
  const [live, again] = useLive(["connection", "papers"], async () => {
    if (asks && connection() === "online") {
      const told = await access.disqualifications(packageId).catch(() => null);
      if (told) last.set(packageId, told);
    }
    return last.get(packageId) ?? null;
  }, `${packageId} ${asks}`);
  return [live.state === "here" ? live.value : null, again];
}

/** On the agenda's line: "inhabil", how far it has come, and when it was reported. */
export function MyChip({ barred }: { barred: Barred }) {
  const { mine, at } = barred;
  if (mine === null || mine === "lifted") return null;
  return (
    <span class="chips">
      <span class="ds-tag" data-color={COLOUR[mine]} data-size="sm">{mine === "unknown" ? q.mine.unknown : q.mine.chip[mine]}</span>
      {mine === "reported" && at && <span class="quiet">{q.mine.receipt(momentWords(at))}</span>}
    </span>
  );
}

/** A paper that is mine to read and exempt: why, in a few words. */
export const SealedChip = ({ exemption }: { exemption: Legal }) => (
  <span class="chips"><span class="ds-tag" data-color="neutral" data-size="sm"><Lock />{q.sealed}</span> <span class="quiet">{legalWords(exemption)}</span></span>
);

/** For the chair: who is reported or disqualified in the item, and where to answer it. */
export function OthersIn({ item, barred, packageId, onDone }: { item: ManifestItem; barred: Barred; packageId: string; onDone: (said: string) => Promise<void> }) {
  const [asked, setAsked] = useState<DisqualificationLine | null>(null);
  if (barred.others.length === 0) return null;
  const name = item.number || item.title;
  return (
    <>
      <ul class="plain item-barred" aria-label={q.chair.label}>
        {barred.others.map((line) => (
          <li key={line.person}>
            <span>{q.chair.line(line.name, q.states[line.state], momentWords(line.steps.at(-1)?.at ?? new Date()))}</span>
            {line.state !== "decided" && <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => setAsked(line)}>{q.chair.look}<span class="ds-sr-only">: {q.chair.of(line.name, name)}</span></button>}
          </li>
        ))}
      </ul>
      {asked && <ChairDialog line={asked} about={q.chair.of(asked.name, name)} packageId={packageId} onClose={() => setAsked(null)} onDone={onDone} />}
    </>
  );
}

function ChairDialog({ line, about, packageId, onClose, onDone }: { line: DisqualificationLine; about: string; packageId: string; onClose: () => void; onDone: (said: string) => Promise<void> }) {
  const [reason, setReason] = useState("");
  const [failed, setFailed] = useState("");
  const step = (state: "provisional" | "lifted") =>
    void access.step(packageId, { person: line.person, item: line.item, state, reason: reason.trim() }).then(
      () => {
        onClose();
        void onDone(q.chair.done[state](line.name));
      },
      (trouble: unknown) => setFailed(wordOf(trouble) === "offline" ? q.mine.offline : sorry(wordOf(trouble))),
    );
  const actions = (
    <>
      {line.state === "reported" && <button type="button" class="ds-button" onClick={() => step("provisional")}>{q.chair.provisional}</button>}
      <button type="button" class="ds-button" data-variant={line.state === "reported" ? "secondary" : "primary"} onClick={() => step("lifted")}>{q.chair.lift}</button>
    </>
  );
  return (
    <Dialog title={q.chair.title(line.name)} onClose={onClose} actions={actions}>
      <p class="quiet">{about}. {q.chair.more}</p>
      <ol class="plain access-steps">
        {line.steps.map((one) => <li key={`${one.at} ${one.state}`}>{q.chair.step(q.states[one.state], momentWords(one.at), one.by)}{one.reason && <span class="quiet access-of">{one.reason}</span>}</li>)}
      </ol>
      <div class="ds-field">
        <label class="ds-label" for="chair-reason">{q.chair.reason}</label>
        <textarea class="ds-input" id="chair-reason" rows={2} maxLength={2000} autocomplete="off" value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </div>
      <p role="alert" class="warn">{failed}</p>
    </Dialog>
  );
}

/** "Meld mulig inhabilitet": which item, why, sent. */
export function ReportButton({ shown, barred, onDone }: { shown: Manifest; barred: ReadonlyMap<string, Barred>; onDone: (said: string) => Promise<void> }) {
  const [open, setOpen] = useState(false);
  if (shown.items.length === 0) return null;
  return (
    <>
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => setOpen(true)}>{q.mine.report}</button>
      {open && <ReportDialog shown={shown} barred={barred} onClose={() => setOpen(false)} onDone={onDone} />}
    </>
  );
}

function ReportDialog({ shown, barred, onClose, onDone }: { shown: Manifest; barred: ReadonlyMap<string, Barred>; onClose: () => void; onDone: (said: string) => Promise<void> }) {
  const free = shown.items.filter(({ id }) => (barred.get(id)?.mine ?? null) === null);
  const [item, setItem] = useState("");
  const [reason, setReason] = useState("");
  const [failed, setFailed] = useState("");
  const [sending, setSending] = useState(false);
  const send = async () => {
    if (sending) return;
    if (!item || !reason.trim()) return setFailed(q.mine.need);
    setSending(true);
    setFailed("");
    try {
      await access.report(shown.package, { item, reason: reason.trim() });
      onClose();
      await onDone(q.mine.receipt(momentWords(new Date())));
    } catch (trouble) {
      setFailed(wordOf(trouble) === "offline" ? q.mine.offline : sorry(wordOf(trouble)));
      setSending(false);
    }
  };
  const yes = <button type="button" class="ds-button" aria-busy={sending} onClick={() => void send()}>{sending ? q.mine.sending : q.mine.send}</button>;
  return (
    <Dialog title={q.mine.title} onClose={onClose} actions={yes}>
      <p class="quiet">{q.mine.more}</p>
      <fieldset class="ds-fieldset report-items">
        <legend class="ds-label">{q.mine.item}</legend>
        {free.map((one) => (
          <label key={one.id} class="choice"><input class="ds-input" type="radio" name="report-item" checked={item === one.id} onChange={() => setItem(one.id)} />{[one.number, one.title].filter(Boolean).join(" ")}</label>
        ))}
      </fieldset>
      <div class="ds-field">
        <label class="ds-label" for="report-reason">{q.mine.reason}</label>
        <textarea class="ds-input" id="report-reason" rows={3} maxLength={2000} autocomplete="off" value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </div>
      <p role="alert" class="warn">{failed}</p>
    </Dialog>
  );
}
