import { useEffect, useRef, useState } from "preact/hooks";
import { itemNames } from "../domain/attendance";
import type { Attendance, AttendanceAct, CalledLine, SeatLine } from "../domain/shapes";
import { attendance } from "../sync";
import { Back } from "../ui/icons";
import { Loading, Notice, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { t } from "../words/attendance";
import { capital, sorry, w } from "../words/index";
import { meetingWords } from "../words/time";
import { CalledDeputies } from "./absence-called";
import { AbsenceDialog } from "./absence-dialog";
import { PresenceList } from "./absence-list";
import { Seats } from "./absence-seats";
import { Vacancies } from "./absence-vacancy";
import { useLive, wordOf } from "./live";

/** What a section may do: an act, and the words for when it is done. */
export interface Acting {
  sheet: Attendance;
  onAct: (act: AttendanceAct, said: string) => Promise<void>;
}

/** "PS 112/26", or "hele møtet". */
export const about = (sheet: Attendance, items: readonly string[]): string => itemNames(items, sheet.items) || t.whole;

export const named = ({ name, party }: Pick<SeatLine | CalledLine, "name" | "party">): string => t.party(name, party);

/** Who comes to a meeting and who comes instead: what is to be sorted out, everybody, and the list for the minutes. */
export function AttendancePage({ id }: { id: string }) {
  const turn = useRef({ asked: 0, done: 0 });
  const [live, again] = useLive(["connection", "desk"], async () => {
    const asked = ++turn.current.asked;
    return { asked, sheet: await attendance.of(id) };
  }, id);
  const [made, setMade] = useState<Attendance | null>(null);
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState("");
  const [asked, setAsked] = useState<SeatLine | null>(null);
  const seen = useRef("");
  useEffect(() => {
    if (live.state === "here" && live.value.asked <= turn.current.done) return; // from before what was done last
    setMade(null);
    if (live.state !== "here") return;
    const now = JSON.stringify(live.value.sheet);
    if (seen.current !== now) setSaid(""); // somebody else has done something since: what was said may not hold
    seen.current = now;
  }, [live]);
  if (live.state === "loading") return <Loading title={t.desk.title} lines={6} />;
  if (live.state === "failed") {
    return live.word === "not_found" || live.word === "no_such_package" ? (
      <Notice title={t.desk.title} action={<a class="ds-button" data-variant="secondary" href={to.desk}>{w.nav.desk}</a>}><p>{w.errors.no_such_package}</p></Notice>
    ) : <Trouble word={live.word} again={again} />;
  }
  const sheet = made ?? live.value.sheet;
  const done = (answer: Attendance, words: string) => {
    seen.current = JSON.stringify(answer);
    turn.current.done = turn.current.asked;
    setMade(answer);
    setSaid(words);
  };
  const act = async (what: AttendanceAct, words: string) => {
    setFailed("");
    setSaid("");
    try {
      done(await attendance.act(id, what), words);
    } catch (trouble) {
      const word = wordOf(trouble);
      setFailed(word === "stale" ? t.desk.stale : word === "offline" ? t.desk.offline : sorry(word));
      if (word === "stale") await again();
    }
  };
  const acting: Acting = { sheet, onAct: act };
  return (
    <Page title={t.desk.title} wide above={<a class="back" href={to.deskPackage(id)}><Back />{t.desk.back}</a>} beside={<a class="ds-button" data-variant="secondary" href={to.access(id)}>{t.desk.lists}</a>}>
      <p class="meeting-when">{sheet.committee} <span class="quiet">{[capital(meetingWords(sheet)), sheet.place].filter(Boolean).join(" · ")}</span></p>
      <p class="told access-told attendance-told" role="status">{said}</p>
      <p role="alert" class="warn">{failed}</p>
      <div class="attendance">
        <div class="attendance-side">
          <Vacancies {...acting} />
          <CalledDeputies {...acting} />
        </div>
        <div class="attendance-side"><Seats {...acting} onReport={setAsked} /></div>
        <PresenceList sheet={sheet} />
      </div>
      {asked && (
        <AbsenceDialog
          title={t.desk.reportFor(asked.name)}
          more={t.desk.reportMore}
          items={sheet.items}
          first={asked.absence}
          needsReason={false}
          onSend={async (told) => {
            done(await attendance.act(id, { act: "absence", person: asked.person, ...told }), t.desk.done.absence(asked.name));
            setFailed("");
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </Page>
  );
}
