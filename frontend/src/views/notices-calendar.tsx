import { useRef, useState } from "preact/hooks";
import type { NoticeChoices } from "../domain/shapes";
import { told } from "../sync/told";
import { Ask } from "../ui/ask";
import { sorry } from "../words/index";
import { v } from "../words/notices";
import { wordOf } from "./live";

interface Props {
  has: boolean;
  email: boolean;
  chosen: NoticeChoices;
  onChoose: (some: Partial<NoticeChoices>) => void;
  again: () => Promise<void>;
}

/** My meetings in another calendar: by an address that it reads, or by invitations. */
export function CalendarPanel({ has, email, chosen, onChoose, again }: Props) {
  const [address, setAddress] = useState("");
  const [asking, setAsking] = useState<"again" | "remove" | null>(null);
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState("");
  const act = (work: Promise<unknown>, done: string) => {
    setAsking(null);
    setFailed("");
    setSaid("");
    void work.then(() => setSaid(done), (trouble: unknown) => setFailed(sorry(wordOf(trouble)))).then(again);
  };
  const make = () => act(told.calendar().then((made) => setAddress(made.address)), "");
  const remove = () => act(told.noCalendar().then(() => setAddress("")), v.calendar.removed);
  return (
    <section class="panel" aria-labelledby="notice-calendar">
      <h2 class="ds-heading" data-size="sm" id="notice-calendar">{v.calendar.title}</h2>
      <p class="quiet">{v.calendar.lead}</p>
      {address ? <Address address={address} onCopied={() => setSaid(v.calendar.copied)} /> : has && <p>{v.calendar.has}</p>}
      <p class="told" role="status">{said}</p>
      {failed && <p role="alert" class="warn">{failed}</p>}
      <div class="actions">
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => (has ? setAsking("again") : make())}>{has ? v.calendar.again : v.calendar.make}</button>
        {has && <button type="button" class="ds-button" data-variant="tertiary" onClick={() => setAsking("remove")}>{v.calendar.remove}</button>}
      </div>
      {email && (
        <>
          <label class="choice">
            <input class="ds-input" type="checkbox" checked={chosen.invitations} onChange={() => onChoose({ invitations: !chosen.invitations })} />
            {v.calendar.invitations}
          </label>
          <p class="quiet">{v.calendar.invitationsMore}</p>
        </>
      )}
      {asking === "again" && <Ask title={v.calendar.againAsk} yes={v.calendar.again} onYes={make} onNo={() => setAsking(null)}><p>{v.calendar.againMore}</p></Ask>}
      {asking === "remove" && <Ask title={v.calendar.removeAsk} yes={v.calendar.remove} onYes={remove} onNo={() => setAsking(null)}><p>{v.calendar.removeMore}</p></Ask>}
    </section>
  );
}

function Address({ address, onCopied }: { address: string; onCopied: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const copy = () => {
    field.current?.select();
    void navigator.clipboard.writeText(address).then(onCopied, () => undefined); // it stands there, chosen
  };
  return (
    <div class="calendar-address">
      <label for="calendar-address">{v.calendar.address}</label>
      <div class="calendar-line">
        <input ref={field} class="ds-input" id="calendar-address" readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
        <button type="button" class="ds-button" onClick={copy}>{v.calendar.copy}</button>
      </div>
      <p class="quiet">{v.calendar.how}</p>
      <p><strong>{v.calendar.secret}</strong></p>
    </div>
  );
}
