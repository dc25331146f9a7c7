import { useState } from "preact/hooks";
import type { DeskPackage, Difference } from "../domain/shapes";
import { desk } from "../sync";
import { Back } from "../ui/icons";
import { useLive } from "./live";
import { Loading, Notice, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { d } from "../words/desk";
import { capital, w } from "../words/index";
import { meetingWords, momentWords } from "../words/time";
import { Stage } from "./desk";
import { Draft } from "./desk-draft";
import { GatePanel } from "./desk-gate";
import { PreviewPanel } from "./desk-preview";
import { PublishPanel } from "./desk-publish";
import { FromChair } from "./desk-run-sheet";

export function DeskPackagePage({ id }: { id: string }) {
  const words = d();
  const [live, again] = useLive([], () => desk.open(id), id);
  const [told, setTold] = useState("");
  if (live.state === "loading") return <Loading title={words.desk.title} lines={6} />;
  if (live.state === "failed") {
    return live.word === "not_found" || live.word === "no_such_package" ? (
      <Notice title={words.package.notFound} action={<a class="ds-button" data-variant="secondary" href={to.desk}>{words.desk.title}</a>}><p>{w.errors.no_such_package}</p></Notice>
    ) : <Trouble word={live.word} again={again} />;
  }
  const { row, draft, differences, publications } = live.value;
  const after = async (message: string) => {
    setTold(message);
    await again();
  };
  return (
    <Page title={row.committee.name} wide beside={<a class="ds-button" data-variant="secondary" href={to.access(id)}>{words.package.access}</a>} above={<a class="back" href={to.desk}><Back />{words.package.back}</a>}>
      <p class="meeting-when">{capital(meetingWords(row.meeting))} <Stage row={row} /></p>
      <p class="quiet">
        {[row.meeting.place, w.count.items(row.items), w.count.documents(row.documents), row.missing > 0 && words.desk.missing(row.missing)].filter(Boolean).join(" · ")}
      </p>
      <p class="told" role="status">{told}</p>
      <div class="desk-columns">
        <div class="desk-main">
          <GatePanel key={`gate ${live.value.state}`} packageId={id} onDone={after} />
          <Differences found={differences} first={row.revision === 0} />
          {row.revision > 0 && <FromChair draft={draft} />}
          <Draft draft={draft} />
        </div>
        <div class="desk-side">
          <PublishPanel key={live.value.state} opened={live.value} onDone={after} />
          <PreviewPanel key={`preview ${live.value.state}`} draft={draft} />
          <History lines={publications} />
        </div>
      </div>
    </Page>
  );
}

function Differences({ found, first }: { found: Difference[]; first: boolean }) {
  const words = d().package;
  const colour = { new: "success", changed: "warning", withdrawn: "danger", missing: "neutral" } as const;
  const news = found.filter(({ kind }) => kind !== "missing");
  const missing = found.filter(({ kind }) => kind === "missing");
  const list = (some: Difference[]) => (
    <ul class="plain differences">
      {some.map((one) => (
        <li key={`${one.kind} ${one.what}`}><span class="ds-tag" data-color={colour[one.kind]} data-size="sm">{words.kinds[one.kind]}</span> {one.what}</li>
      ))}
    </ul>
  );
  return (
    <section aria-labelledby="differences">
      <h2 class="ds-heading" data-size="sm" id="differences">{first ? words.first : words.differences}</h2>
      {first ? <p class="quiet">{words.firstTime}</p> : news.length === 0 ? <p class="quiet">{words.noDifferences}</p> : list(news)}
      {missing.length > 0 && list(missing)}
    </section>
  );
}

function History({ lines }: { lines: DeskPackage["publications"] }) {
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
    </section>
  );
}
