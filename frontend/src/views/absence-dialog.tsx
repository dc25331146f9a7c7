import { useState } from "preact/hooks";
import type { AttendanceItem, OwnAbsence } from "../domain/shapes";
import { Dialog } from "../ui/ask";
import { t } from "../words/attendance";
import { sorry } from "../words/index";
import { wordOf } from "./live";

interface Props {
  title: string;
  more: string;
  items: readonly Pick<AttendanceItem, "id" | "number" | "title">[];
  /** What was said before. */
  first: OwnAbsence | null;
  needsReason: boolean;
  onSend: (told: OwnAbsence) => Promise<unknown>;
  onClose: () => void;
}

/** Who cannot come: to what, why, sent. The whole meeting is chosen from the start. */
export function AbsenceDialog({ title, more, items, first, needsReason, onSend, onClose }: Props) {
  const [some, setSome] = useState((first?.items.length ?? 0) > 0);
  const [chosen, setChosen] = useState<string[]>(first?.items ?? []);
  const [reason, setReason] = useState(first?.reason ?? "");
  const [failed, setFailed] = useState("");
  const [sending, setSending] = useState(false);
  const send = async () => {
    if (sending) return;
    if (some && chosen.length === 0) return setFailed(t.mine.needItems);
    if (needsReason && !reason.trim()) return setFailed(t.mine.needReason);
    setSending(true);
    setFailed("");
    try {
      await onSend({ items: some ? chosen : [], reason: reason.trim() });
      onClose();
    } catch (trouble) {
      setFailed(wordOf(trouble) === "offline" ? t.mine.offline : sorry(wordOf(trouble)));
      setSending(false);
    }
  };
  const choose = (id: string, on: boolean) => setChosen(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  const yes = <button type="button" class="ds-button" aria-busy={sending} onClick={() => void send()}>{sending ? t.mine.sending : needsReason ? t.mine.send : t.desk.save}</button>;
  return (
    <Dialog title={title} onClose={onClose} actions={yes}>
      <p class="quiet">{more}</p>
      {items.length > 0 && (
        <fieldset class="ds-fieldset">
          <legend class="ds-label">{t.mine.what}</legend>
          <label class="choice"><input class="ds-input" type="radio" name="absence-what" checked={!some} onChange={() => setSome(false)} />{t.mine.whole}</label>
          <label class="choice"><input class="ds-input" type="radio" name="absence-what" checked={some} onChange={() => setSome(true)} />{t.mine.some}</label>
          {some && (
            <div class="absence-items" role="group" aria-label={t.mine.some}>
              {items.map((one) => (
                <label key={one.id} class="choice"><input class="ds-input" type="checkbox" checked={chosen.includes(one.id)} onChange={(event) => choose(one.id, event.currentTarget.checked)} />{[one.number, one.title].filter(Boolean).join(" ")}</label>
              ))}
            </div>
          )}
        </fieldset>
      )}
      <div class="ds-field">
        <label class="ds-label" for="absence-reason">{needsReason ? t.mine.reason : t.desk.reasonFree}</label>
        <p class="quiet" id="absence-reason-more">{t.mine.reasonMore}</p>
        <textarea class="ds-input" id="absence-reason" aria-describedby="absence-reason-more" rows={2} maxLength={2000} autocomplete="off" value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </div>
      <p role="alert" class="warn">{failed}</p>
    </Dialog>
  );
}
