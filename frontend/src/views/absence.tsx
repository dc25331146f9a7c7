import { useState } from "preact/hooks";
import { itemNames } from "../domain/attendance";
import type { AbsenceLine, Manifest, OwnAttendance, RoleName } from "../domain/shapes";
import { attendance, connection } from "../sync";
import { Notice } from "../ui/page";
import { t } from "../words/attendance";
import { sorry, w } from "../words/index";
import { isPast, momentWords } from "../words/time";
import { AbsenceDialog } from "./absence-dialog";
import { CalledIn } from "./absence-answer";
import { useLive, wordOf } from "./live";

/** What was told last of each meeting, until the page is closed: it is not kept on the device. */
const last = new Map<string, OwnAttendance>();

/** My own part in a meeting, and for its chair everybody's; null when it is not known, as without network. */
export function useAttendance(packageId: string, asks: boolean): [OwnAttendance | null, () => Promise<void>] {
  const [live, again] = useLive(["connection", "papers", "desk"], async () => {
    if (asks && connection() === "online") {
      const told = await attendance.mine(packageId).catch((trouble: unknown) => {
        if (wordOf(trouble) !== "offline") last.delete(packageId); // it is not theirs any more
        return null;
      });
      if (told) last.set(packageId, told);
    }
    return last.get(packageId) ?? null;
  }, `${packageId} ${asks}`);
  return [live.state === "here" ? live.value : null, again];
}

interface Props {
  shown: Manifest;
  told: OwnAttendance;
  onSaid: (what: string) => Promise<void>;
}

const SEATED: readonly RoleName[] = ["member", "chair", "deputy_chair"];

/** "Meld forfall": what, why, sent. Who has said so already sees that instead; without network one is told why not. */
export function AbsenceButton({ shown, told, role, onSaid }: Omit<Props, "told"> & { told: OwnAttendance | null; role: RoleName }) {
  const [open, setOpen] = useState(false);
  const unknown = connection() !== "online" && SEATED.includes(role) && !isPast(shown.meeting.date);
  const may = told ? told.may_report && !told.over && !told.absence : unknown;
  if (!may || shown.meeting.status === "cancelled") return null;
  return (
    <>
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => setOpen(true)}>{t.mine.report}</button>
      {open && <OwnDialog shown={shown} absence={null} onSaid={onSaid} onClose={() => setOpen(false)} />}
    </>
  );
}

/** What I am asked, or have said. */
export function MyPart(props: Props & { onAnswered: () => Promise<void> }) {
  const { shown, told, onAnswered } = props;
  if (told.call) return <CalledIn packageId={shown.package} told={told} items={shown.items} onAnswered={onAnswered} />;
  return told.absence && <MyAbsence {...props} absence={told.absence} />;
}

const what = (items: string[], shown: Manifest): string => itemNames(items, shown.items) || t.whole;

/** The receipt: it stands as long as it holds. */
function MyAbsence({ shown, told, absence, onSaid }: Props & { absence: AbsenceLine }) {
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState("");
  const about = what(absence.items, shown);
  const back = () =>
    void attendance.takeBack(shown.package).then(
      () => onSaid(t.mine.cameBack),
      (trouble: unknown) => setFailed(wordOf(trouble) === "offline" ? t.mine.offline : sorry(wordOf(trouble))),
    );
  return (
    <section class="attending" aria-label={t.mine.label}>
      <p><strong>{absence.own ? t.mine.receipt(about, momentWords(absence.at)) : t.mine.by(absence.by, about, momentWords(absence.at))}</strong></p>
      {absence.reason && <p class="quiet">«{absence.reason}»</p>}
      {!told.over && (
        <div class="actions">
          <button type="button" class="ds-button" data-variant="secondary" onClick={() => setOpen(true)}>{t.mine.change}</button>
          <button type="button" class="ds-button" data-variant="secondary" onClick={back}>{t.mine.back}</button>
        </div>
      )}
      <p role="alert" class="warn">{failed}</p>
      {open && <OwnDialog shown={shown} absence={absence} onSaid={onSaid} onClose={() => setOpen(false)} />}
    </section>
  );
}

function OwnDialog({ shown, absence, onSaid, onClose }: { shown: Manifest; absence: AbsenceLine | null; onSaid: Props["onSaid"]; onClose: () => void }) {
  return (
    <AbsenceDialog
      title={t.mine.title}
      more={t.mine.more}
      items={shown.items}
      first={absence}
      needsReason
      onSend={async (told) => {
        await attendance.report(shown.package, told);
        await onSaid("");
      }}
      onClose={onClose}
    />
  );
}

/** For the chair: who is away, why, and who comes instead. */
export function ForChair({ shown, told: { people, called } }: { shown: Manifest; told: OwnAttendance }) {
  const others = called.filter((line) => !people.some(({ person }) => person === line.instead_of));
  if (people.length + others.length === 0) return null;
  return (
    <section class="attending attending-chair" aria-labelledby="attending">
      <h2 class="ds-heading" data-size="2xs" id="attending">{t.chair.title}</h2>
      <ul class="plain">
        {people.map((seat) => {
          const instead = called.filter((line) => line.instead_of === seat.person);
          return (
            <li key={seat.person}>
              <p><strong>{t.party(seat.name, seat.party)}</strong>: {t.chair.absent(what(seat.absence?.items ?? [], shown))}{seat.absence?.reason && <span class="quiet"> «{seat.absence.reason}»</span>}</p>
              {instead.length === 0 && <p class="quiet">{t.chair.nobody}</p>}
              {instead.map((line) => <p key={line.person} class="quiet">{t.chair.substitute(t.party(line.name, line.party), t.answers[line.answer] ?? "")}</p>)}
            </li>
          );
        })}
        {others.map((line) => <li key={line.person}><p>{t.chair.others(t.party(line.name, line.party), what(line.items, shown), t.answers[line.answer] ?? "")}</p></li>)}
      </ul>
    </section>
  );
}

/** A meeting that is not on this device: whoever is called in before its papers are published answers here. */
export function NotHere({ id }: { id: string }) {
  const [told, again] = useAttendance(id, true);
  if (!told?.call) return <Notice title={w.meeting.notHere}><p>{w.meeting.notHereMore}</p></Notice>;
  return (
    <Notice title={told.committee}>
      <CalledIn packageId={id} told={told} items={[]} onAnswered={again} />
      {told.call.answer !== "no" && <p class="quiet">{t.called.unpublished}</p>}
    </Notice>
  );
}
