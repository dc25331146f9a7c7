import { devices } from "../sync";
import { Back } from "../ui/icons";
import { Empty, Loading, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { w } from "../words/index";
import { q } from "../words/people";
import { momentWords } from "../words/time";
import { useLive } from "./live";

/** What the log says of me: exempt papers I was given and opened, on which device, and what else of mine is logged. */
export function MyAccessPage() {
  const words = q.accessList;
  const [live, again] = useLive(["connection"], () => devices.accessList(), "access");
  if (live.state === "loading") return <Loading title={words.title} lines={5} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  const { lines } = live.value;
  return (
    <Page title={words.title} above={<a class="back" href={to.me}><Back />{w.nav.me}</a>}>
      <p class="quiet">{words.lead}</p>
      {lines.length === 0 ? <Empty title={words.empty} /> : (
        <table class="ds-table desk-table access-log" role="table">
          <caption class="ds-sr-only">{words.caption}</caption>
          <thead role="rowgroup">
            <tr role="row">{[words.when, words.what, words.paper, words.device].map((name) => <th key={name} scope="col" role="columnheader">{name}</th>)}</tr>
          </thead>
          <tbody role="rowgroup">
            {lines.map((line, at) => (
              <tr key={at} role="row">
                <th scope="row" role="rowheader">{momentWords(line.at)}</th>
                <td role="cell" data-label={words.what}>{words.acts[line.what] ?? line.what}{line.by && <span class="quiet">{words.by(words.machines[line.by] ?? line.by)}</span>}</td>
                <td role="cell" data-label={line.paper ? words.paper : undefined}>{line.paper}</td>
                <td role="cell" data-label={line.device ? words.device : undefined}>{line.device}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}
