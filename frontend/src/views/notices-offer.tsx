import { useState } from "preact/hooks";
import { declineNotices, noticesHere } from "../store/notices-here";
import { connection } from "../sync";
import { pushHere, pushState } from "../sync/push";
import { to } from "../ui/router";
import { sorry } from "../words/index";
import { loadNoticesWords, v } from "../words/notices";
import { wordOf } from "./live";

/** The offer to be told on this device, where one could be, is not yet, and has not said no. */
export async function noticesOffer(): Promise<typeof NoticesOffer | null> {
  if (connection() !== "online" || (await noticesHere()).declined || (await pushState()) !== "off") return null;
  await loadNoticesWords();
  return NoticesOffer;
}

function NoticesOffer({ onDone }: { onDone: () => void }) {
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState("");
  const [on, setOn] = useState(false);
  const turnOn = () => {
    setWorking(true);
    setFailed("");
    void pushHere().then(() => setOn(true), (trouble: unknown) => setFailed(sorry(wordOf(trouble)))).then(() => setWorking(false));
  };
  return (
    <section class="panel notices-offer" aria-labelledby="notices-offer">
      <h2 class="ds-heading" data-size="xs" id="notices-offer">{v.offer.title}</h2>
      <p role="status">{on ? v.here.turnedOn : v.offer.more}</p>
      {failed && <p role="alert" class="warn">{failed} <a class="ds-link" href={to.notices}>{v.offer.why}</a></p>}
      <div class="actions">
        {!on && <button type="button" class="ds-button" data-variant="secondary" aria-disabled={working} onClick={() => working || turnOn()}>{working ? v.here.turningOn : v.here.turnOn}</button>}
        {!on && <button type="button" class="ds-button" data-variant="tertiary" onClick={() => void declineNotices().then(onDone)}>{v.offer.no}</button>}
        {on && <a class="ds-link" href={to.notices}>{v.offer.choose}</a>}
      </div>
    </section>
  );
}
