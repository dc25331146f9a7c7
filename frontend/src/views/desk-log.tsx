import { named } from "../domain/desk";
import type { DeskLine, DeskPackage, DeskState, Withdrawal } from "../domain/shapes";
import { desk } from "../sync";
import { Undo } from "../ui/icons";
import { d } from "../words/desk";
import { capital } from "../words/index";
import { momentWords } from "../words/time";
import type { Doing } from "./desk-doing";
import { useLive } from "./live";

const FEW = 5;

/** "Kari endret tittelen på PS 112/26, i dag kl. 12.03". */
export function doneWords(state: DeskState, line: DeskLine): string {
  const { log } = d().meeting;
  const machines: Record<string, string> = d().package.machines;
  const who = line.mine ? log.you : (machines[line.by] ?? line.by);
  return capital(log.line(who, log.did[line.act]?.(named(state, line)) ?? line.act, momentWords(line.at)));
}

/** What was done on the desk, the newest first; the newest of one's own has its way back. */
export function DeskLog({ opened, doing }: { opened: DeskPackage; doing: Doing }) {
  const words = d().meeting;
  const { log } = opened.desk;
  const list = (some: DeskLine[]) => (
    <ul class="plain desk-log">
      {some.map((line) => (
        <li key={line.number}>
          <span class={line.undone ? "quiet" : ""}>{doneWords(opened.desk, line)}{line.undone && ` (${words.log.undone})`}</span>
          {line.undoable && <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => void doing.undo(line.number)}><Undo />{words.undo}</button>}
        </li>
      ))}
    </ul>
  );
  if (log.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="desk-log">
      <h2 class="ds-heading" data-size="xs" id="desk-log">{words.log.title}</h2>
      {list(log.slice(0, FEW))}
      {log.length > FEW && <details class="act-all"><summary>{words.log.all(log.length)}</summary>{list(log.slice(FEW))}</details>}
    </section>
  );
}

/** What was taken back, why, and who had opened it by then. */
export function Withdrawn({ opened }: { opened: DeskPackage }) {
  const words = d().meeting.withdraw;
  const { row, state } = opened;
  const any = opened.desk.withdrawn || opened.desk.log.some(({ act }) => act === "withdraw") || opened.desk.papers.some(({ withdrawn }) => withdrawn);
  const [live] = useLive(["desk"], async () => (any ? (await desk.withdrawals(row.package)).lines : []), `${row.package} ${state} ${opened.desk.edits}`);
  if (live.state !== "here" || live.value.length === 0) return null;
  const name = ({ document }: Withdrawal) => (document ? `«${opened.desk.papers.find(({ id }) => id === document)?.title ?? ""}»` : words.whole);
  return (
    <section class="panel" aria-labelledby="withdrawn">
      <h2 class="ds-heading" data-size="xs" id="withdrawn">{words.lines}</h2>
      <ul class="plain desk-log">
        {live.value.map((line) => (
          <li key={`${line.document} ${line.at}`}>
            <span>{words.line(name(line), momentWords(line.at), line.by)}</span>
            <span class="quiet">{line.reason}</span>
            <span class="quiet">{words.had(line.had.length)} {words.opened(line.opened)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Each publication, and the way to take all of it back. */
export function History({ opened: { publications: lines, desk: lies }, onWithdraw }: { opened: DeskPackage; onWithdraw: () => void }) {
  const words = d().package;
  if (lines.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="history">
      <h2 class="ds-heading" data-size="xs" id="history">{words.history}</h2>
      <ul class="plain">
        {lines.map((line) => (
          <li key={line.revision}>
            {words.historyLine(line.revision, momentWords(line.published_at), words.machines[line.by] ?? line.by)}
            {line.change_note && <span class="quiet"> – {line.change_note}</span>}
          </li>
        ))}
      </ul>
      {!lies.withdrawn && <button type="button" class="ds-link link-button" onClick={onWithdraw}>{d().meeting.next.withdrawAll}</button>}
    </section>
  );
}
