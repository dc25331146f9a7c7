import { useState } from "preact/hooks";
import type { PrintOrderLine } from "../domain/shapes";
import { connection, prints } from "../sync";
import { w, sorry } from "../words/index";
import { p } from "../words/print";
import { momentWords } from "../words/time";
import { useLive, wordOf } from "./live";
import { Choice } from "./print-layout";
import { type Gathered, ordered } from "./print-making";

/** The service desk prints it; my own notes go along only when I say so. */
export function OrderPrint({ what }: { what: Gathered }) {
  const [withNotes, setWithNotes] = useState(false);
  const [said, setSaid] = useState<{ text: string; trouble: boolean }>({ text: "", trouble: false });
  const [sending, setSending] = useState(false);
  const [live, again] = useLive(["connection"], async () => ({ online: connection() !== "offline", orders: connection() === "offline" ? [] : await mine(what.shown.package) }), what.shown.package);
  const { online = false, orders = [] } = live.state === "here" ? live.value : {};
  const send = async () => {
    setSending(true);
    setSaid({ text: p.order.sending, trouble: false });
    try {
      await prints.order(await ordered(what, withNotes));
      setSaid({ text: p.order.sent, trouble: false });
    } catch (trouble) {
      const word = trouble instanceof Error ? trouble.message : "";
      setSaid({ text: word === "nothing" ? p.order.nothing : word === "print_failed" ? p.make.failed : wordOf(trouble) === "offline" ? p.order.offline : sorry(wordOf(trouble)), trouble: true });
    }
    setSending(false);
    await again();
  };
  const off = (order: PrintOrderLine) =>
    void prints.callOff(order.id).then(() => setSaid({ text: p.order.offed, trouble: false }), (trouble) => setSaid({ text: sorry(wordOf(trouble)), trouble: true })).then(again);
  if (what.list.length === 0 && orders.length === 0) return null;
  return (
    <section class="print-order" aria-labelledby="print-order">
      <h2 class="ds-heading" data-size="sm" id="print-order">{p.order.title}</h2>
      {what.list.length > 0 && (
        <>
          <p>{p.order.more}</p>
          {online ? (
            <>
              <Choice name={p.order.notes} more={withNotes ? p.order.notesMore : p.order.noNotes} on={withNotes} onSet={setWithNotes} />
              <button type="button" class="ds-button" data-variant="secondary" aria-disabled={sending || undefined} onClick={() => !sending && void send()}>{p.order.send}</button>
            </>
          ) : live.state !== "loading" && <p class="warn">{p.order.offline}</p>}
        </>
      )}
      <p role={said.trouble ? "alert" : "status"} class={said.trouble ? "warn" : ""}>{said.text}</p>
      {orders.length > 0 && (
        <>
          <h3 class="ds-heading" data-size="2xs">{p.order.mine}</h3>
          <ul class="print-orders plain">
            {orders.map((order) => (
              <li key={order.id}>
                <div class="row-main">
                  <p>{p.order.line(momentWords(order.asked_at))} <span class="ds-tag" data-color={order.ended === "" ? "info" : "neutral"} data-size="sm">{p.order.ended[order.ended]}</span></p>
                  <p class="quiet">{p.counts.pages(order.pages, order.sheets)}, {order.with_notes ? p.order.withNotes : p.order.withoutNotes}</p>
                  {order.lacking > 0 && <p class="warn">{p.order.lacking(order.lacking)}</p>}
                </div>
                {order.ended === "" && <button type="button" class="ds-button" data-variant="tertiary" onClick={() => off(order)}>{p.order.off}<span class="ds-sr-only">: {momentWords(order.asked_at)}</span></button>}
              </li>
            ))}
          </ul>
        </>
      )}
      {live.state === "failed" && <p class="quiet">{sorry(live.word)} <button type="button" class="ds-link link-button" onClick={() => void again()}>{w.common.tryAgain}</button></p>}
    </section>
  );
}

const mine = async (packageId: string): Promise<PrintOrderLine[]> => (await prints.mine()).orders.filter((order) => order.package === packageId);
