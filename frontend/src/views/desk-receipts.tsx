import { useState } from "preact/hooks";
import type { ReceiptDevice, ReceiptPerson, Receipts, Summons } from "../domain/shapes";
import { deskReceipts } from "../sync";
import { Back } from "../ui/icons";
import { Loading, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { capital, sorry, w } from "../words/index";
import { k } from "../words/receipts";
import { dateWords, momentWords } from "../words/time";
import { useLive, wordOf } from "./live";

/** Who has been told, who has the papers and on which device, and whom to ring. It follows what happens. */
export function ReceiptsPage({ id }: { id: string }) {
  const [live, again] = useLive(["desk", "connection"], () => deskReceipts.of(id), id);
  const [told, setTold] = useState("");
  const [failed, setFailed] = useState("");
  const [working, setWorking] = useState(false);
  if (live.state === "loading") return <Loading title={k.title} lines={6} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  const found = live.value;
  const { people } = found;
  const without = people.filter(({ received_at, role }) => received_at === null && role !== "secretariat");
  const tell = async (some: ReceiptPerson[]) => {
    if (working) return;
    setWorking(true);
    setTold("");
    setFailed("");
    try {
      setTold(k.sent((await deskReceipts.tellAgain(id, some.map(({ person }) => person))).people));
      await again();
    } catch (trouble) {
      setFailed(sorry(wordOf(trouble)));
    }
    setWorking(false);
  };
  return (
    <Page title={k.page(found.committee)} wide above={<a class="back" href={to.deskPackage(id)}><Back />{k.back}</a>}>
      <p class="quiet">{capital(dateWords(found.date))}{found.published_at && ` · ${k.published(found.revision, momentWords(found.published_at))}`}</p>
      <Limit summons={found.summons} />
      {found.published_at === null ? <p>{k.notPublished}</p> : (
        <>
          <p>{k.lead}</p>
          <p class="receipts-sum" role="status">{summaryOf(found)}</p>
          <div class="actions">
            {without.length > 0 ? <button type="button" class="ds-button" aria-busy={working} onClick={() => void tell(without)}>{k.againAll(without.length)}</button> : <p>{k.everyone}</p>}
            <a class="ds-button" data-variant="secondary" href={deskReceipts.exportUrl(id)} download>{k.export}</a>
          </div>
          <p class="told" role="status">{told}</p>
          <p role="alert" class="warn">{failed}</p>
          <Ring people={people.filter(({ ring }) => ring)} hours={found.ring_hours} />
          <Table people={people} onTell={(person) => void tell([person])} />
          <p class="quiet">{k.printedMore}</p>
        </>
      )}
    </Page>
  );
}

export function summaryOf({ people }: Receipts): string {
  const readers = people.filter(({ role }) => role !== "secretariat");
  return k.summary(readers.filter(({ received_at }) => received_at).length, readers.filter(({ opened_at }) => opened_at).length, readers.length);
}

export function Limit({ summons }: { summons: Summons | null }) {
  if (!summons) return null;
  const { days, due, state } = summons;
  return <p class={state === "met" || state === "waiting" ? "quiet" : "warn"}>{k.summons[state](days, dateWords(due))}</p>;
}

function Ring({ people, hours }: { people: ReceiptPerson[]; hours: number }) {
  if (people.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="ring">
      <h2 class="ds-heading" data-size="xs" id="ring">{k.ring(people.length)}</h2>
      <p>{k.ringMore(hours)}</p>
      <ul class="plain">
        {people.map(({ person, name, phone }) => (
          <li key={person}>{name} · {phone ? <a class="ds-link receipts-phone" href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a> : <span class="quiet">{k.noPhone}</span>}</li>
        ))}
      </ul>
    </section>
  );
}

function Table({ people, onTell }: { people: ReceiptPerson[]; onTell: (person: ReceiptPerson) => void }) {
  const when = (moment: string | null) => (moment ? momentWords(moment) : <span class="quiet">{k.notYet}</span>);
  return (
    <div class="receipts-region" role="region" aria-label={k.table} tabIndex={0}>
      <table class="ds-table" data-size="sm">
        <caption class="ds-sr-only">{k.table}</caption>
        <thead>
          <tr>{[k.person, k.told, k.received, k.opened, k.printed, k.devices, k.again].map((head) => <th key={head} scope="col">{head === k.again ? <span class="ds-sr-only">{head}</span> : head}</th>)}</tr>
        </thead>
        <tbody>
          {people.map((each) => (
            <tr key={each.person}>
              <th scope="row">{each.name}<span class="quiet receipts-role">{(w.role as Record<string, string>)[each.role] ?? each.role}</span></th>
              <td>{when(each.told_at)}{each.how && <span class="quiet"> · {[k.how[each.how], each.confirmed_at && k.confirmed].filter(Boolean).join(", ")}</span>}</td>
              <td>{when(each.received_at)}</td>
              <td>{when(each.opened_at)}</td>
              <td>{each.printed || "–"}</td>
              <td>{each.devices.length === 0 ? <span class="quiet">{k.noDevice}</span> : <ul class="plain">{each.devices.map((device, n) => <li key={n}>{deviceWords(device)}</li>)}</ul>}</td>
              <td>{each.received_at === null && <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => onTell(each)}>{k.again}<span class="ds-sr-only">: {each.name}</span></button>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const deviceWords = ({ name, received_at, seen_at }: ReceiptDevice): string =>
  `${name || w.appName}: ${received_at ? k.deviceHas(momentWords(received_at)) : k.deviceHasNot(momentWords(seen_at))}`;
