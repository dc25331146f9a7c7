import { leftOut } from "../domain/desk";
import type { DeskPackage, DryRun, LeftOut } from "../domain/shapes";
import { deskReceipts } from "../sync";
import { to } from "../ui/router";
import { d } from "../words/desk";
import { w } from "../words/index";
import { k } from "../words/receipts";
import { Limit, summaryOf } from "./desk-receipts";
import { useLive } from "./live";

const FEW = { names: 3, papers: 2 }; // said before "og 4 til"

/** Who would get the package, who would not get what of it, and why. */
export function WhoGets({ opened, run }: { opened: DeskPackage; run: DryRun | null }) {
  const words = d().meeting.readers;
  const lines = run ? leftOut(run) : [];
  return (
    <section class="panel" aria-labelledby="who-gets" aria-busy={run === null}>
      <h2 class="ds-heading" data-size="xs" id="who-gets">{words.title}</h2>
      {run && <p>{run.recipients === 0 ? words.nobody : lines.length > 0 ? words.some(run.recipients) : words.everyone(run.recipients)}</p>}
      {lines.length > 0 && <ul class="desk-left">{lines.map((line) => <li key={`${line.why} ${line.people.join()} ${line.documents.join()}`}>{lineWords(opened, line)}</li>)}</ul>}
      {run && run.without.length > 0 && <p class="quiet">{words.without(words.names(run.without, FEW.names))}</p>}
      <a class="ds-link desk-more" href={to.access(opened.row.package)}>{d().package.access}</a>
    </section>
  );
}

function lineWords({ draft }: DeskPackage, { people, everyone, documents, sees, why }: LeftOut): string {
  const words = d().meeting.readers;
  const numbers = new Map(draft.items.map(({ id, number }) => [id, number]));
  const titles = documents.map((id) => {
    const paper = draft.documents.find((one) => one.id === id);
    return paper ? [numbers.get(paper.item ?? ""), paper.title].filter(Boolean).join(" ") : id;
  });
  const what = words.papers(titles, FEW.papers);
  const because = words.because[why] ?? "";
  return everyone ? words.allLeftOut(what, because) : words.leftOut(words.names(people, FEW.names), what, sees, because);
}

/** Who has received it and who has opened it: nothing is pressed to see it, and it follows what happens. */
export function WhoHas({ opened }: { opened: DeskPackage }) {
  const words = d().meeting.readers;
  const { row } = opened;
  const [live] = useLive(["desk"], () => deskReceipts.of(row.package), `${row.package} ${row.revision}`);
  const found = live.state === "here" ? live.value : null;
  const without = found?.people.filter(({ received_at, role }) => received_at === null && role !== "secretariat") ?? [];
  return (
    <section class="panel" aria-labelledby="who-has">
      <h2 class="ds-heading" data-size="xs" id="who-has">{words.has}</h2>
      {row.revision === 0 ? <p class="quiet">{words.notYet}</p> : found && <p role="status">{summaryOf(found)}</p>}
      {found && <Limit summons={found.summons} />}
      {found && row.revision > 0 && without.length > 0 && <p class="quiet">{words.waiting(words.names(without.map(({ name }) => name), FEW.names))}</p>}
      {row.revision > 0 && <a class="ds-link desk-more" href={to.receipts(row.package)}>{k.title}</a>}
      {live.state === "failed" && <p class="quiet">{w.errors.offline}</p>}
    </section>
  );
}
