import { useState } from "preact/hooks";
import type { Imported, ImportLine } from "../domain/shapes";
import { people } from "../sync";
import { Page } from "../ui/page";
import { to } from "../ui/router";
import { p } from "../words/people-register";
import { type Chosen, ListFile, roleName, sorryFor, ToPeople } from "./people-parts";
import { wordOf } from "./live";

/** A list from a file: what becomes of each line, and then the same is done. */
export function PeopleImport() {
  const words = p.import;
  const [file, setFile] = useState<Chosen | null>(null);
  const [making, setMaking] = useState(false);
  const [found, setFound] = useState<Imported | null>(null);
  const [working, setWorking] = useState<"" | "reading" | "doing">("");
  const [failed, setFailed] = useState("");
  const send = async (chosen: Chosen, make: boolean, state = "") => {
    setWorking(state ? "doing" : "reading");
    setFailed("");
    try {
      setFound(await people.bringIn({ file: chosen.data, dry_run: state === "", state, new_committees: make }));
    } catch (trouble) {
      if (wordOf(trouble) === "stale") await send(chosen, make);
      else if (!state) setFound(null);
      setFailed(wordOf(trouble) === "stale" ? words.stale : sorryFor(trouble));
    }
    setWorking("");
  };
  const choose = (chosen: Chosen) => {
    setFile(chosen);
    setFound(null);
    void send(chosen, making);
  };
  const make = (on: boolean) => {
    setMaking(on);
    if (file) void send(file, on);
  };
  return (
    <Page title={words.title} wide above={<ToPeople />}>
      <p>{words.lead}</p>
      <p class="quiet">{words.needs}</p>
      {!found?.done && <ListFile chosen={file} onChoose={choose} />}
      <p role="status" class="quiet">{working === "reading" ? words.reading : ""}</p>
      {failed && <p role="alert" class="warn">{failed}</p>}
      {found && <Found found={found} making={making} onMake={make} />}
      {found && !found.done && file && found.missing.length === 0 && <Decide found={found} doing={working === "doing"} onDo={() => working === "" && void send(file, making, found.state)} />}
    </Page>
  );
}

const tally = (lines: ImportLine[], outcome: ImportLine["outcome"]): number => lines.filter((line) => line.outcome === outcome).length;

function Decide({ found, doing, onDo }: { found: Imported; doing: boolean; onDo: () => void }) {
  const words = p.import;
  const [made, changed, left] = [tally(found.lines, "new"), tally(found.lines, "changed"), tally(found.lines, "refused")];
  const nothing = made + changed === 0;
  return (
    <div class="import-do">
      {!nothing && <button type="button" class="ds-button" aria-busy={doing} aria-describedby="import-does" onClick={onDo}>{doing ? words.doing : words.do}</button>}
      <p id="import-does">{nothing ? words.nothing : words.does(made, changed)} {left > 0 && words.leaves(left)}</p>
    </div>
  );
}

/** What was found in a list, line by line; also under a change of term. */
export function Found({ found, making, onMake }: { found: Imported; making: boolean; onMake: (make: boolean) => void }) {
  const words = p.import;
  const [odd, setOdd] = useState(false);
  const lines = odd ? found.lines.filter((line) => line.outcome === "refused" || line.word) : found.lines;
  const unused = found.columns.filter(({ field }) => !field).map(({ heading }) => heading);
  const some = (["new", "changed", "same", "double", "refused"] as const).filter((outcome) => tally(found.lines, outcome) > 0);
  const name = (field: string) => p.file.fields[field] ?? field;
  return (
    <>
      {found.missing.length > 0 && <p role="alert" class="warn">{p.file.missing(found.missing.map(name).join(", "))}</p>}
      {found.done && (
        <p class="told" role="status">{words.done(tally(found.lines, "new"), tally(found.lines, "changed"))} {tally(found.lines, "new") > 0 && <a class="ds-link" href={to.letters()}>{words.toLetters}</a>}</p>
      )}
      {(found.committees.length > 0 || making) && (
        <div class="import-bodies">
          {found.committees.length > 0 && <p>{p.file.new(found.committees.join(", "))}</p>}
          {!found.done && <label class="choice"><input class="ds-input" type="checkbox" checked={making} onChange={(event) => onMake(event.currentTarget.checked)} />{p.file.make}</label>}
        </div>
      )}
      {found.columns.length > 0 && (
        <details class="import-columns">
          <summary>{p.file.columns}</summary>
          <ul class="plain">{found.columns.filter(({ field }) => field).map(({ heading, field }) => <li key={heading}>{p.file.column(heading, name(field))}</li>)}</ul>
          {unused.length > 0 && <p class="quiet">{p.file.unused(unused.join(", "))}</p>}
        </details>
      )}
      {found.lines.length > 0 && (
        <>
          <div class="import-tools">
            <ul class="plain import-counts">{some.map((outcome) => <li key={outcome}><span class="ds-tag" data-color={COLOUR[outcome]} data-size="sm">{words.outcomeCount(words.outcomes[outcome], tally(found.lines, outcome))}</span></li>)}</ul>
            {found.lines.some((line) => line.word) && <label class="choice"><input class="ds-input" type="checkbox" checked={odd} onChange={(event) => setOdd(event.currentTarget.checked)} />{words.onlyOdd}</label>}
          </div>
          <table class="ds-table desk-table import-lines" role="table">
            <caption class="ds-sr-only">{words.caption}</caption>
            <thead role="rowgroup"><tr role="row">{[words.line, words.who, words.seat, words.outcome].map((one) => <th key={one} scope="col" role="columnheader">{one}</th>)}</tr></thead>
            <tbody role="rowgroup">{lines.slice(0, MOST).map((line) => <Line key={line.line} line={line} />)}</tbody>
          </table>
          {lines.length > MOST && <p class="quiet">… {lines.length - MOST}</p>}
        </>
      )}
    </>
  );
}

const MOST = 500; // lines that are drawn
const COLOUR = { new: "success", changed: "info", same: "neutral", double: "neutral", refused: "danger" } as const;

function Line({ line }: { line: ImportLine }) {
  const words = p.import;
  const why = line.word ? words.why[line.word] ?? line.word : line.outcome === "double" && line.about ? words.why["same"] : "";
  const about = line.word !== "no_such_committee" && line.word !== "bad_email" ? line.about : "";
  const [committee = "", role = ""] = line.seat.includes(" · ") ? line.seat.split(" · ") : ["", line.seat];
  return (
    <tr role="row">
      <th scope="row" role="rowheader" data-label={words.line}>{line.line}</th>
      <td role="cell"><span>{line.name || "–"}</span><span class="quiet">{line.email}</span></td>
      <td role="cell" data-label={line.seat ? words.seat : undefined}>{[committee, role && roleName(role)].filter(Boolean).join(", ")}</td>
      <td role="cell">
        <span class="ds-tag" data-color={COLOUR[line.outcome]} data-size="sm">{words.outcomes[line.outcome]}</span>{" "}
        {line.outcome !== "new" && line.what.map((one) => words.what[one]).join(", ")}
        {why && <span class={line.outcome === "double" ? "quiet" : "warn"}>{why}{about && ` ${about}`}</span>}
      </td>
    </tr>
  );
}
