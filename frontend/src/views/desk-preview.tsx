import { useState } from "preact/hooks";
import { agenda } from "../domain/agenda";
import type { Manifest, ManifestDocument, PersonPreview, PreviewRole, RoleName } from "../domain/shapes";
import { desk } from "../sync";
import { Chips } from "../ui/chips";
import { d } from "../words/desk";
import { sorry, w } from "../words/index";
import { missingWords, whyBare } from "../words/missing";
import { type Live, useLive } from "./live";

/** How it looks to somebody, before it is published: role by role with the reasons, or the very list a person would get. */
export function PreviewPanel({ draft, state }: { draft: Manifest; state: string }) {
  const words = d().package;
  const [live, again] = useLive([], () => desk.preview(draft.package), `${draft.package} ${state}`);
  const [kept, setKept] = useState<PreviewRole[]>([]);
  const [chosen, setChosen] = useState("");
  if (live.state === "here" && live.value.roles !== kept) setKept(live.value.roles);
  return (
    <section class="panel desk-seen" aria-labelledby="preview">
      <h2 class="ds-heading" data-size="xs" id="preview">{words.preview}</h2>
      {live.state === "loading" && kept.length === 0 && <div class="ds-skeleton skeleton-row" data-variant="rectangle" aria-hidden="true" />}
      {live.state === "failed" && (
        <p role="alert">{sorry(live.word)} <button type="button" class="ds-link link-button" onClick={() => void again()}>{w.common.tryAgain}</button></p>
      )}
      {kept.length > 0 && <Chosen roles={kept} draft={draft} state={state} chosen={chosen} onChoose={setChosen} />}
    </section>
  );
}

interface ChosenProps {
  roles: PreviewRole[];
  draft: Manifest;
  state: string;
  chosen: string;
  onChoose: (value: string) => void;
}

function Chosen({ roles, draft, state, chosen, onChoose }: ChosenProps) {
  const { package: words, meeting: { preview } } = d();
  const role = roles.find((one) => one.role === chosen) ?? roles.find((one) => one.role === "member") ?? roles[0];
  const people = roles.flatMap((one) => one.people.map((name, at) => ({ name, id: one.ids[at] ?? "", role: one.role })));
  const person = people.find(({ id }) => id === chosen && id !== "");
  if (!role) return null;
  return (
    <>
      <div class="ds-field">
        <label class="ds-label" for="role">{words.previewMore}</label>
        <select class="ds-input" id="role" value={person ? chosen : role.role} onChange={(event) => onChoose(event.currentTarget.value)}>
          <optgroup label={preview.roles}>{roles.map((one) => <option key={one.role} value={one.role}>{words.roles[one.role]}</option>)}</optgroup>
          <optgroup label={preview.people}>{people.map(({ id, name, role: as }) => <option key={id} value={id}>{name} ({w.role[as]})</option>)}</optgroup>
        </select>
      </div>
      {person ? <AsPerson key={person.id} id={draft.package} person={person.id} state={state} /> : (
        <>
          <p class="quiet" aria-live="polite">{role.people.length > 0 ? role.people.join(", ") : role.role === "public" ? words.everybody : words.nobody}</p>
          <Sees role={role} draft={draft} />
        </>
      )}
    </>
  );
}

function Sees({ role, draft }: { role: PreviewRole; draft: Manifest }) {
  const words = d().package;
  const reasons: Record<string, string> = words.reasons;
  const papers = new Map(draft.documents.map((document) => [document.id, document]));
  const colour = { whole: "success", title: "warning", nothing: "danger" } as const;
  return (
    <table class="ds-table sees" data-size="sm">
      <caption class="ds-sr-only">{words.roles[role.role as RoleName]}</caption>
      <thead><tr><th scope="col">{words.paper}</th><th scope="col">{words.seesLabel}</th></tr></thead>
      <tbody>
        {role.documents.map((one) => {
          const paper = papers.get(one.document);
          const lacking = paper?.version === null;
          return (
            <tr key={one.document}>
              <td>{paper?.title ?? one.document}</td>
              <td>
                <span class="ds-tag" data-color={lacking ? "neutral" : colour[one.sees]} data-size="sm">{lacking ? words.notThere : words.sees[one.sees]}</span>{" "}
                <span class="quiet">{lacking ? missingWords(paper.missing, paper.exemption) : one.why === "open" ? "" : (reasons[one.why] ?? one.why)}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The agenda as this very person would have it on their device. */
function AsPerson({ id, person, state }: { id: string; person: string; state: string }) {
  const words = d().meeting.preview;
  const [live, again] = useLive<PersonPreview>([], () => desk.previewAs(id, person), `${id} ${person} ${state}`);
  if (live.state === "failed") return <p role="alert">{sorry(live.word)} <button type="button" class="ds-link link-button" onClick={() => void again()}>{w.common.tryAgain}</button></p>;
  return <div class="desk-as" aria-live="polite" aria-busy={live.state === "loading"}>{live.state === "here" && <Given live={live} words={words} />}</div>;
}

function Given({ live: { value }, words }: { live: Extract<Live<PersonPreview>, { state: "here" }>; words: ReturnType<typeof d>["meeting"]["preview"] }) {
  if (!value.manifest) return <p>{words.none(value.name)}</p>;
  const { own, lines } = agenda(value.manifest);
  const { documents } = value.manifest;
  const whole = documents.filter(({ version }) => version).length;
  const list = (some: ManifestDocument[]) => <ul class="plain">{some.map((paper) => <PaperSeen key={paper.id} paper={paper} />)}</ul>;
  return (
    <>
      <p>{words.gets(value.name, whole, documents.length - whole)}</p>
      {own.length > 0 && list(own)}
      <ol class="plain">
        {lines.map((line) => (
          <li key={line.item.id} class="desk-as-item">
            <p class="desk-as-title">{line.item.number && <span class="item-number">{line.item.number}</span>} {line.item.title} <Chips marks={line.item.marks} closed={line.item.closed} /></p>
            {line.papers.length > 0 ? list(line.papers) : <p class="quiet">{whyBare(line)}</p>}
          </li>
        ))}
      </ol>
    </>
  );
}

function PaperSeen({ paper }: { paper: ManifestDocument }) {
  const why = missingWords(paper.version ? null : (paper.missing ?? null), paper.version ? null : paper.exemption);
  return (
    <li class="desk-as-paper">
      <span>{paper.title}</span> <Chips marks={paper.marks} />
      <p class="quiet">{paper.version ? w.count.pages(paper.version.pages) : why}</p>
    </li>
  );
}
