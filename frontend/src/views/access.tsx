import { useEffect, useMemo, useState } from "preact/hooks";
import { cellKey, type GridFilter, shownOf } from "../domain/access";
import type { ActsDone, Grid } from "../domain/shapes";
import { access } from "../sync";
import { Back } from "../ui/icons";
import { Empty, Loading, Notice, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { a } from "../words/access";
import { capital, w } from "../words/index";
import { dateWords } from "../words/time";
import { ActDialog } from "./access-act";
import type { Draft } from "./access-acts";
import { CellPanel, type Chosen } from "./access-cell";
import { AccessGrid } from "./access-grid";
import { Disqualifications, ExemptHere, OnDevices, Substitutes } from "./access-lists";
import { OneAtATime } from "./access-one";
import { useLive } from "./live";

/** Who sees what of a meeting, and why; each change shows what it would do before it is made. */
export function AccessPage({ id }: { id: string }) {
  const [live, again] = useLive<Grid>(["connection"], () => access.grid(id), id);
  const [made, setMade] = useState<ActsDone | null>(null);
  const [told, setTold] = useState("");
  const [asked, setAsked] = useState<Draft | null>(null);
  useEffect(() => setMade(null), [live]);
  if (live.state === "loading") return <Loading title={a.title} lines={6} />;
  if (live.state === "failed") {
    return live.word === "not_found" || live.word === "no_such_package" ? (
      <Notice title={a.title} action={<a class="ds-button" data-variant="secondary" href={to.desk}>{w.nav.desk}</a>}><p>{w.errors.no_such_package}</p></Notice>
    ) : <Trouble word={live.word} again={again} />;
  }
  const grid = made?.grid ?? live.value;
  const done = (answer: ActsDone, said: string) => {
    setMade(answer);
    setTold(said);
    setAsked(null);
  };
  return (
    <Page title={a.title} wide above={<a class="back" href={to.deskPackage(id)}><Back />{a.back}</a>}>
      <p class="meeting-when">{grid.committee} <span class="quiet">{capital(dateWords(grid.date))}</span></p>
      <p class="told access-told" role="status">{told}</p>
      {grid.papers.length === 0 ? <Empty title={a.empty}><p>{a.emptyMore}</p></Empty> : <Cells grid={grid} news={made} onAct={setAsked} />}
      <div class="access-lists">
        <Disqualifications grid={grid} onAct={setAsked} />
        <Substitutes grid={grid} onAct={setAsked} />
        <ExemptHere grid={grid} onAct={setAsked} />
        <OnDevices grid={grid} onAct={setAsked} />
      </div>
      {asked && <ActDialog grid={grid} first={asked} onDone={done} onStale={again} onClose={() => setAsked(null)} />}
    </Page>
  );
}

/** The grid with its filter and what is chosen in it; on a phone one person or one paper at a time. */
function Cells({ grid, news, onAct }: { grid: Grid; news: ActsDone | null; onAct: (act: Draft) => void }) {
  const [filter, setFilter] = useState<GridFilter>({ exempt: false, odd: false });
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const narrow = useNarrow();
  const shown = useMemo(() => shownOf(grid, filter), [grid, filter]);
  const changed = useMemo(() => new Set(news?.changes.map(({ person, document }) => cellKey(person, document))), [news]);
  const nothing = shown.columns.length === 0;
  const panel = <CellPanel grid={grid} chosen={chosen} onAct={onAct} />;
  const choice = (key: keyof GridFilter, name: string) => (
    <label class="choice">
      <input class="ds-input" type="checkbox" checked={filter[key]} onChange={(event) => setFilter({ ...filter, [key]: event.currentTarget.checked })} />
      {name}
    </label>
  );
  return (
    <div class="access-cells">
      <div class="access-tools">
        <div class="access-filter" role="group" aria-label={a.filter}>{choice("exempt", a.onlyExempt)}{choice("odd", a.onlyOdd)}</div>
        <Legend />
      </div>
      {nothing && (
        <div class="access-nothing">
          <p>{filter.odd ? a.nothingOdd : a.nothingHere}</p>
          <button type="button" class="ds-button" data-variant="secondary" onClick={() => setFilter({ exempt: false, odd: false })}>{a.showAll}</button>
        </div>
      )}
      {!nothing && (narrow ? <OneAtATime shown={shown} changed={changed} chosen={chosen} onChoose={setChosen} panel={panel} /> : <AccessGrid shown={shown} changed={changed} chosen={chosen} onChoose={setChosen} />)}
      {!nothing && !narrow && panel}
    </div>
  );
}

function Legend() {
  return (
    <ul class="plain access-legend" aria-label={a.legend}>
      {(["whole", "title", "nothing"] as const).map((sees) => <li key={sees}><span class={`sight sight-${sees}`} aria-hidden="true" />{a.sees[sees]}</li>)}
    </ul>
  );
}

const NARROW = "(max-width: 47.99rem)";

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const asked = matchMedia(NARROW);
    const moved = () => setNarrow(asked.matches);
    asked.addEventListener("change", moved);
    return () => asked.removeEventListener("change", moved);
  }, []);
  return narrow;
}
