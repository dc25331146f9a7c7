import { useEffect, useRef, useState } from "preact/hooks";
import { type Basket, withPart } from "../domain/print-basket";
import { newId } from "../store/notes";
import { changeBasket } from "../store/print-basket";
import { Back } from "../ui/icons";
import { Empty, Loading, Notice, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { w } from "../words/index";
import { p } from "../words/print";
import { dateWords } from "../words/time";
import { useLive } from "./live";
import { Layout } from "./print-layout";
import { PartList } from "./print-list";
import { MadePrint } from "./print-made";
import { type Gathered, gathered, planned } from "./print-making";
import { MorePrint } from "./print-more";
import { OrderPrint } from "./print-order";

/** The print basket of one package: what, how, how much; then the file, here or at the service desk. */
export function PrintPage({ id }: { id: string }) {
  const [live, again] = useLive(["notes", "papers", "downloads"], () => gathered(id), id);
  useEffect(() => {
    void import("../reader/print").then(({ warmPrinter }) => warmPrinter()).catch(() => undefined);
    return () => void import("../reader/print").then(({ endPrinter }) => endPrinter()).catch(() => undefined);
  }, []);
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  if (live.state === "loading") return <Loading title={p.title} lines={5} />;
  if (live.value === null) return <Notice title={w.meeting.notHere}><p>{w.meeting.notHereMore}</p></Notice>;
  return <Chosen what={live.value} />;
}

function Chosen({ what }: { what: Gathered }) {
  const { shown, basket, list } = what;
  const [told, setTold] = useState("");
  const before = useRef<Basket | null>(null);
  /** What was changed can be undone when `undo` is told; told or not, the next change forgets the last. */
  const change = (how: (basket: Basket) => Basket, said = "", undo = false) =>
    void changeBasket(shown.package, how).then((was) => {
      before.current = undo ? was : null;
      setTold(said);
    });
  const undo = () => {
    const { current } = before;
    if (current) change(() => current);
  };
  return (
    <Page title={p.title} above={<a class="back" href={to.meeting(shown.package)}><Back />{shown.committee.name}, {dateWords(shown.meeting.date)}</a>}>
      <div class="printing">
        <section class="print-what" aria-labelledby="print-what">
          <h2 class="ds-heading" data-size="sm" id="print-what">{p.basket.parts}</h2>
          {list.length === 0 && <Empty title={p.basket.empty}><p>{p.basket.emptyMore}</p></Empty>}
          {list.length > 0 && <PartList list={list} shown={shown} onChange={change} />}
          <div class="act-told print-told" role="status">
            {told && <p><span>{told}</span>{before.current && <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={undo}>{p.basket.undo}</button>}</p>}
          </div>
          <MorePrint what={what} onAdd={(part) => change((now) => withPart(now, part, newId()))} />
        </section>
        {list.length > 0 && (
          <>
            <Layout basket={basket} onChange={change} />
            <Counts what={what} />
            <MadePrint what={what} />
            <OrderPrint what={what} />
          </>
        )}
        {list.length === 0 && <OrderPrint what={what} />}
      </div>
    </Page>
  );
}

function Counts({ what }: { what: Gathered }) {
  const { pages, sheets, replaced } = planned(what);
  const { portion } = what;
  return (
    <div class="print-counts" role="status">
      <p><strong>{p.counts.pages(pages, sheets)}</strong></p>
      <p class="quiet">{p.counts.of(portion.pages, portion.of)}. {p.counts.left(portion.of - portion.pages)}</p>
      {replaced > 0 && <p class="quiet">{p.counts.replaced(replaced)}</p>}
    </div>
  );
}
