import { useState } from "preact/hooks";
import type { ActsDone, DeskMeeting, Grid, Reminder } from "../domain/shapes";
import { access, desk } from "../sync";
import { Dialog } from "../ui/ask";
import { d } from "../words/desk";
import { sorry, w } from "../words/index";
import { meetingWords } from "../words/time";
import { ActDialog } from "./access-act";
import { blankAct } from "./access-acts";
import type { DeskHere } from "./desk-agenda";
import { nameOf } from "./desk-lines";
import { useLive, wordOf } from "./live";

/** What is asked about before it is done. `document` is empty for the whole package, and `item` for the meeting's own papers. */
export type Asked =
  | { dialog: "withdraw"; document: string }
  | { dialog: "exempt"; item: string; document: string; lift: boolean }
  | { dialog: "remind"; document: string }
  | { dialog: "move"; item: string };

interface Props {
  here: DeskHere;
  asked: Asked;
  onClose: () => void;
  onDone: (said: string) => Promise<void>;
}

export function DeskDialog({ here, asked, onClose, onDone }: Props) {
  switch (asked.dialog) {
    case "withdraw": return <WithdrawDialog here={here} document={asked.document} onClose={onClose} onDone={onDone} />;
    case "remind": return <RemindDialog here={here} document={asked.document} onClose={onClose} />;
    case "move": return <MoveDialog here={here} item={asked.item} onClose={onClose} />;
    case "exempt": return <ExemptDialog here={here} asked={asked} onClose={onClose} onDone={onDone} />;
  }
}

type Of<Asking extends Asked["dialog"]> = Omit<Props, "asked"> & Omit<Extract<Asked, { dialog: Asking }>, "dialog">;

const titleOf = (here: DeskHere, document: string): string => here.opened.desk.papers.find(({ id }) => id === document)?.title ?? "";

/** The second click withdraws; the field for the reason has the focus, so that nothing is pressed to get there. */
function WithdrawDialog({ here, document, onClose, onDone }: Of<"withdraw">) {
  const words = d().meeting.withdraw;
  const [reason, setReason] = useState("");
  const [failed, setFailed] = useState("");
  const [working, setWorking] = useState(false);
  const what = document ? `«${titleOf(here, document)}»` : words.all;
  const withdraw = async () => {
    if (working) return;
    if (!reason.trim()) return setFailed(words.needs);
    setWorking(true);
    try {
      await desk.withdraw(here.id, { document, reason: reason.trim() });
      await onDone(d().meeting.said.withdraw(document ? titleOf(here, document) : words.whole));
    } catch (trouble) {
      setFailed(sorry(wordOf(trouble)));
      setWorking(false);
    }
  };
  return (
    <Dialog title={words.title(what)} onClose={onClose} actions={<button type="button" class="ds-button" data-color="danger" aria-busy={working} onClick={() => void withdraw()}>{words.yes}</button>}>
      <p>{words.more}</p>
      <div class="ds-field">
        <label class="ds-label" for="withdraw-reason">{words.reason}</label>
        <p class="quiet" id="withdraw-more">{words.reasonMore}</p>
        <textarea class="ds-input" id="withdraw-reason" rows={2} maxLength={2000} autocomplete="off" autofocus aria-describedby="withdraw-more" value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </div>
      <p role="alert" class="warn">{failed}</p>
    </Dialog>
  );
}

function RemindDialog({ here, document, onClose }: Omit<Of<"remind">, "onDone">) {
  const words = d().meeting.remind;
  const [live, again] = useLive<Reminder>([], () => desk.reminder(here.id, document), document);
  const [copied, setCopied] = useState(false);
  const sent = async () => {
    await here.doing.act([{ act: "reminded", document }], d().meeting.said.reminded);
    onClose(); // if it was refused, the reason stands on the page
  };
  const reminder = live.state === "here" ? live.value : null;
  return (
    <Dialog title={words.title(`«${titleOf(here, document)}»`)} onClose={onClose} leave={w.common.close} actions={reminder && (
      <>
        <a class="ds-button" href={reminder.mailto}>{words.mail}</a>
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => void sent()}>{words.sent}</button>
      </>
    )}>
      {live.state === "failed" && <p role="alert" class="warn">{sorry(live.word)} <button type="button" class="ds-link link-button" onClick={() => void again()}>{w.common.tryAgain}</button></p>}
      {reminder && (
        <>
          <p>{words.to(reminder.officer)}</p>
          <p><span class="ds-label">{words.subject}:</span> {reminder.subject}</p>
          <p class="desk-letter">{reminder.body}</p>
          <button type="button" class="ds-link link-button" onClick={() => void navigator.clipboard.writeText(`${reminder.subject}\n\n${reminder.body}`).then(() => setCopied(true), () => undefined)}>{words.copy}</button>
          <p class="quiet" role="status">{copied ? words.copied : ""}</p>
        </>
      )}
    </Dialog>
  );
}

function MoveDialog({ here, item, onClose }: Omit<Of<"move">, "onDone">) {
  const { acts: words, said } = d().meeting;
  const { row, desk: state } = here.opened;
  const [live] = useLive<DeskMeeting[]>([], async () => (await desk.list()).meetings.filter(({ committee, package: id }) => committee.id === row.committee.id && id !== here.id), here.id);
  const [to, setTo] = useState("");
  const moved = state.items.find(({ id }) => id === item);
  const name = moved ? nameOf(moved) : "";
  const move = async () => {
    if (!to) return;
    await here.doing.act([{ act: "move_item", item, package: to }], said.move_item(name));
    onClose();
  };
  const others = live.state === "here" ? live.value : [];
  return (
    <Dialog title={`${words.other}: ${name}`} onClose={onClose} actions={others.length > 0 && <button type="button" class="ds-button" aria-disabled={!to || undefined} onClick={() => void move()}>{words.move}</button>}>
      {live.state === "failed" && <p role="alert" class="warn">{sorry(live.word)}</p>}
      {live.state === "here" && others.length === 0 && <p>{words.noOther}</p>}
      {others.length > 0 && (
        <div class="ds-field">
          <label class="ds-label" for="move-to">{words.whichMeeting}</label>
          <select class="ds-input" id="move-to" value={to} onChange={(event) => setTo(event.currentTarget.value)}>
            <option value="">{words.choose}</option>
            {others.map((one) => <option key={one.package} value={one.package}>{meetingWords(one.meeting)}</option>)}
          </select>
        </div>
      )}
    </Dialog>
  );
}

/** The same act as on the page of who sees what, with what it would do told before it is done. */
function ExemptDialog({ here, asked, onClose, onDone }: Omit<Props, "asked"> & { asked: Extract<Asked, { dialog: "exempt" }> }) {
  const [live, again] = useLive<Grid>([], () => access.grid(here.id), here.id);
  if (live.state === "failed") {
    return <Dialog title={d().meeting.acts.exempt} onClose={onClose} leave={w.common.close}><p role="alert" class="warn">{sorry(live.word)}</p></Dialog>;
  }
  if (live.state === "loading") return null;
  const grid = live.value;
  const inItem = grid.papers.find(({ document }) => document === asked.document)?.item_id ?? "";
  const whole = asked.lift && grid.items.some(({ id, exempt }) => id === inItem && exempt); // what is exempt with its item is opened with it
  const what = asked.item || whole ? { item: asked.item || inItem } : { document: asked.document };
  return <ActDialog grid={grid} first={blankAct({ act: asked.lift ? "lift_exemption" : "exempt", ...what })} onDone={(_: ActsDone, said: string) => void onDone(said)} onStale={again} onClose={onClose} />;
}
