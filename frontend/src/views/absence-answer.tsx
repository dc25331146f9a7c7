import { useState } from "preact/hooks";
import { itemNames } from "../domain/attendance";
import type { AttendanceItem, OwnAttendance } from "../domain/shapes";
import { attendance } from "../sync";
import { Ask } from "../ui/ask";
import { t } from "../words/attendance";
import { sorry } from "../words/index";
import { meetingWords, momentWords } from "../words/time";
import { wordOf } from "./live";

interface Props {
  packageId: string;
  told: OwnAttendance;
  items: readonly Pick<AttendanceItem, "id" | "number" | "title">[];
  onAnswered: () => Promise<void>;
}

/** A deputy who is called in says yes or no. Whoever says no is asked once more: the papers go. */
export function CalledIn({ packageId, told, items, onAnswered }: Props) {
  const [sure, setSure] = useState(false);
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState("");
  const { call } = told;
  if (!call) return null;
  const say = async (answer: "yes" | "no") => {
    if (sending) return;
    setSure(false);
    setSending(true);
    setFailed("");
    try {
      await attendance.answer(packageId, { answer });
      await onAnswered();
    } catch (trouble) {
      setFailed(wordOf(trouble) === "offline" ? t.called.offline : sorry(wordOf(trouble)));
    }
    setSending(false);
  };
  if (call.answer === "no") return <section class="attending" aria-label={t.called.label}><p><strong>{t.called.saidNo(momentWords(call.answered_at ?? new Date()))}</strong></p><p>{t.called.saidNoMore}</p></section>;
  const about = itemNames(call.items, items) || (call.items.length > 0 ? t.items(call.items.length) : "");
  return (
    <section class="attending" aria-label={t.called.label}>
      <p><strong>{t.called.title(told.committee, meetingWords(told))}.</strong> {call.instead_of && t.called.instead(call.instead_of)} {about && t.called.to(about)}</p>
      {call.answer === "yes" && <p>{t.called.saidYes(momentWords(call.answered_at ?? new Date()))}</p>}
      {call.answer !== "yes" && !told.over && <p>{t.called.ask}</p>}
      {!told.over && (
        <div class="actions">
          {call.answer !== "yes" && <button type="button" class="ds-button" aria-busy={sending} onClick={() => void say("yes")}>{sending ? t.mine.sending : t.called.yes}</button>}
          <button type="button" class="ds-button" data-variant="secondary" onClick={() => setSure(true)}>{call.answer === "yes" ? t.called.notAfterAll : t.called.no}</button>
        </div>
      )}
      <p role="alert" class="warn">{failed}</p>
      {sure && <Ask title={t.called.sure} yes={t.called.sureYes} onYes={() => void say("no")} onNo={() => setSure(false)}><p>{t.called.sureMore}</p></Ask>}
    </section>
  );
}
