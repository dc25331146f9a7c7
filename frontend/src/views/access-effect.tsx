import { effectOf, type PersonEffect, type Who } from "../domain/access";
import type { CellChange, Grid } from "../domain/shapes";
import { a } from "../words/access";
import { capital } from "../words/index";
import { paperName, personName, whyWords } from "./access-names";

const sameSight = ({ before, after }: CellChange): boolean => before.sees === after.sees;
const touched = ({ people, everybody }: Who): boolean => people > 0 || everybody;

const FEW = 3; // changed cells that are shown without being asked for

/** "3 personer mister tilgang til Personalsak", then by person, then cell by cell. */
export function EffectWords({ grid, changes }: { grid: Grid; changes: CellChange[] }) {
  if (changes.length === 0) return <p>{a.effect.nothing}</p>;
  const effect = effectOf(changes);
  const others = effect.people.filter(({ gains, loses }) => gains.length + loses.length === 0).length;
  const title = (document: string) => {
    const paper = grid.papers.find((one) => one.document === document);
    return paper ? paperName(paper) : document;
  };
  const what = (documents: string[]) => (documents.length === 1 ? `«${title(documents[0] ?? "")}»` : a.effect.papers(documents.length));
  const said = [touched(effect.losing) && a.effect.loses(effect.losing.people, effect.losing.everybody, what(effect.lost)), touched(effect.gaining) && a.effect.gains(effect.gaining.people, effect.gaining.everybody, what(effect.gained))].filter((one) => one !== false);
  const cells = (
    <table class="ds-table act-cells" data-size="sm">
      <caption class="ds-sr-only">{a.effect.all}</caption>
      <tbody>{[...changes].sort((one, other) => Number(sameSight(one)) - Number(sameSight(other))).map((change) => <Changed key={`${change.person} ${change.document}`} change={change} title={title(change.document)} />)}</tbody>
    </table>
  );
  return (
    <>
      <p class="act-said"><strong>{said.length > 0 ? `${said.map((one, at) => (at === 0 ? capital(one) : one)).join(", ")}.` : a.effect.nobody}</strong></p>
      {changes.length <= FEW ? cells : (
        <>
          <ul class="plain act-people">{effect.people.filter(({ gains, loses }) => gains.length + loses.length > 0).map((one) => <li key={one.person}>{personName({ id: one.person, name: one.name })}: {personWords(one)}</li>)}</ul>
          {others > 0 && <p class="quiet">{a.effect.others(others)}</p>}
          <details class="act-all"><summary>{a.effect.all}</summary>{cells}</details>
        </>
      )}
    </>
  );
}

const personWords = ({ gains, loses }: PersonEffect): string =>
  [loses.length > 0 && a.effect.personLoses(loses.length), gains.length > 0 && a.effect.personGains(gains.length)].filter(Boolean).join(", ");

function Changed({ change, title }: { change: CellChange; title: string }) {
  const { before, after } = change;
  return (
    <tr>
      <th scope="row">{personName({ id: change.person, name: change.name })}<span class="quiet">{title}</span></th>
      <td>
        <span class="act-from"><span class={`sight sight-${before.sees}`} aria-hidden="true" /><span class="ds-sr-only">{a.sees[before.sees]} → </span><span aria-hidden="true">→</span><span class={`sight sight-${after.sees}`} aria-hidden="true" /> {a.sees[after.sees]}</span>
        <span class="quiet">{whyWords(after)}</span>
      </td>
    </tr>
  );
}
