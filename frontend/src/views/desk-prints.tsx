import { useState } from "preact/hooks";
import type { PrintOrderLine } from "../domain/shapes";
import { prints } from "../sync";
import { Ask } from "../ui/ask";
import { Back, Printer } from "../ui/icons";
import { Empty, Loading, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { sorry, w } from "../words/index";
import { p } from "../words/print";
import { dateWords, momentWords } from "../words/time";
import { useLive, wordOf } from "./live";

/** What members have ordered on paper. The secretariat sees who, how much and of which meeting; the file is one press away. */
export function DeskPrints() {
  const [live, again] = useLive(["connection"], () => prints.all(), "prints");
  const [asked, setAsked] = useState<PrintOrderLine | null>(null);
  const [failed, setFailed] = useState("");
  if (live.state === "loading") return <Loading title={p.desk.title} lines={4} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  const waiting = live.value.orders.filter(({ ended }) => ended === "");
  const done = (order: PrintOrderLine) => {
    setAsked(null);
    void prints.done(order.id).then(() => setFailed(""), (trouble) => setFailed(sorry(wordOf(trouble)))).then(again);
  };
  return (
    <Page title={p.desk.title} wide above={<a class="back" href={to.desk}><Back />{w.nav.desk}</a>}>
      {failed && <p role="alert" class="warn">{failed}</p>}
      {waiting.length === 0 ? (
        <Empty title={p.desk.empty}><p>{p.desk.emptyMore}</p></Empty>
      ) : (
        <>
          <p class="quiet">{p.desk.lead}</p>
          <table class="ds-table desk-table prints-table" role="table">
            <caption class="ds-sr-only">{p.desk.caption}</caption>
            <thead role="rowgroup">
              <tr role="row">{[p.desk.who, p.desk.meeting, p.desk.amount, p.desk.notes].map((name) => <th key={name} scope="col" role="columnheader">{name}</th>)}<td role="cell" /></tr>
            </thead>
            <tbody role="rowgroup">{waiting.map((order) => <Order key={order.id} order={order} onDone={() => setAsked(order)} />)}</tbody>
          </table>
        </>
      )}
      {asked && (
        <Ask title={p.desk.doneAsk(asked.name)} yes={p.desk.done} onYes={() => done(asked)} onNo={() => setAsked(null)}>
          <p>{p.desk.doneMore}</p>
        </Ask>
      )}
    </Page>
  );
}

function Order({ order, onDone }: { order: PrintOrderLine; onDone: () => void }) {
  const of = <span class="ds-sr-only">: {p.desk.of(order.name)}</span>;
  return (
    <tr role="row">
      <th scope="row" role="rowheader">{order.name}<span class="quiet">{p.order.line(momentWords(order.asked_at))}</span></th>
      <td role="cell" data-label={p.desk.meeting}>{order.committee}<span class="quiet">{dateWords(order.date)}</span></td>
      <td role="cell" data-label={p.desk.amount}>
        {p.counts.pages(order.pages, order.sheets)}
        {order.lacking > 0 && <span class="warn">{p.order.lacking(order.lacking)}</span>}
      </td>
      <td role="cell" data-label={p.desk.notes}>{order.with_notes ? <>{p.desk.with}<span class="quiet">{p.desk.private}</span></> : p.desk.without}</td>
      <td role="cell">
        <div class="actions">
          <a class="ds-button" data-variant="secondary" href={prints.fileUrl(order.id)}><Printer />{p.desk.open}{of}</a>
          <button type="button" class="ds-button" data-variant="tertiary" onClick={onDone}>{p.desk.done}{of}</button>
        </div>
      </td>
    </tr>
  );
}
