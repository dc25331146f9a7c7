import { useState } from "preact/hooks";
import type { HarvestReport, Harvests } from "../domain/shapes";
import { desk } from "../sync";
import { Down } from "../ui/icons";
import { useLive, wordOf } from "./live";
import { Empty, Loading, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { d } from "../words/desk";
import { capital, sorry, w } from "../words/index";
import { dateWords, momentWords } from "../words/time";

export function Sources() {
  const words = d().sources;
  const [live, again] = useLive(["connection"], () => desk.harvests(), "sources");
  if (live.state === "loading") return <Loading title={words.title} lines={5} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  return <Shown harvests={live.value} again={again} />;
}

function Shown({ harvests, again }: { harvests: Harvests; again: () => Promise<void> }) {
  const words = d().sources;
  const [working, setWorking] = useState(false);
  const [told, setTold] = useState("");
  const harvest = async () => {
    if (working) return;
    setWorking(true);
    setTold("");
    try {
      const before = new Set(harvests.reports.map(({ id }) => id));
      const now = await desk.harvestNow();
      const fresh = now.reports.filter(({ id }) => !before.has(id)).length;
      setTold(fresh === 0 && now.waiting.length > 0 ? words.resting : words.finished(fresh));
      await again();
    } catch (trouble) {
      setTold(sorry(wordOf(trouble)));
    }
    setWorking(false);
  };
  return (
    <Page title={words.title} wide>
      <section class="panel" aria-labelledby="inbox">
        <h2 class="ds-heading" data-size="sm" id="inbox">{words.inbox}</h2>
        <p class="quiet">{words.inboxMore}</p>
        <p><code class="folder">{harvests.inbox}</code></p>
        <h3 class="ds-heading" data-size="2xs">{words.waiting}</h3>
        {harvests.waiting.length === 0 ? <p class="quiet">{words.nothingWaiting}</p> : (
          <ul class="plain">{harvests.waiting.map((name) => <li key={name}><code>{name}</code></li>)}</ul>
        )}
        <button type="button" class="ds-button" aria-busy={working} onClick={() => void harvest()}>{working ? words.working : words.harvest}</button>
        <p role="status">{told}</p>
      </section>
      <section aria-labelledby="reports">
        <h2 class="ds-heading" data-size="sm" id="reports">{words.reports}</h2>
        {harvests.reports.length === 0 && <Empty title={words.noReports} />}
        {harvests.reports.map((report, index) => <Report key={report.id} report={report} open={index === 0} />)}
      </section>
    </Page>
  );
}

function Report({ report, open }: { report: HarvestReport; open: boolean }) {
  const words = d().sources;
  const colour = { info: "info", warning: "warning", error: "danger" } as const;
  const outcome = { done: "success", waiting: "warning", rejected: "danger" } as const;
  return (
    <details class="report panel" open={open}>
      <summary>
        <span class="ds-tag" data-color={outcome[report.outcome]}>{words.outcomes[report.outcome]}</span>
        <span class="report-name">{report.delivery}</span>
        <span class="quiet">{capital(momentWords(report.at))} · {w.count.meetings(report.meetings.length)} · {words.lines(report.lines.length)}</span>
        <Down />
      </summary>
      {report.meetings.length > 0 && (
        <ul class="plain">
          {report.meetings.map((one) => (
            <li key={one.package}><a class="ds-link" href={to.deskPackage(one.package)}>{one.committee} {dateWords(one.date)}</a></li>
          ))}
        </ul>
      )}
      {report.lines.length === 0 ? <p class="quiet">{words.clean}</p> : (
        <ul class="plain lines">
          {report.lines.map((line, index) => (
            <li key={index}>
              <span class="ds-tag" data-color={colour[line.level]} data-size="sm">{words.level[line.level]}</span>
              <span><strong>{line.what}</strong> {line.message}</span>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
