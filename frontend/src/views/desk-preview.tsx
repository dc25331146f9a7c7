import { useState } from "preact/hooks";
import type { Manifest, PreviewRole, RoleName } from "../domain/shapes";
import { desk } from "../sync";
import { useLive } from "./live";
import { d } from "../words/desk";
import { sorry, w } from "../words/index";
import { missingWords } from "../words/missing";

/** Who sees what, role by role. */
export function PreviewPanel({ draft }: { draft: Manifest }) {
  const words = d().package;
  const [live, again] = useLive([], () => desk.preview(draft.package), draft.package);
  const [chosen, setChosen] = useState<RoleName | null>(null);
  return (
    <section class="panel" aria-labelledby="preview">
      <h2 class="ds-heading" data-size="xs" id="preview">{words.preview}</h2>
      {live.state === "loading" && <div class="ds-skeleton skeleton-row" data-variant="rectangle" aria-hidden="true" />}
      {live.state === "failed" && (
        <p role="alert">{sorry(live.word)} <button type="button" class="ds-link link-button" onClick={() => void again()}>{w.common.tryAgain}</button></p>
      )}
      {live.state === "here" && <Roles roles={live.value.roles} draft={draft} chosen={chosen} onChoose={setChosen} />}
    </section>
  );
}

function Roles(props: { roles: PreviewRole[]; draft: Manifest; chosen: RoleName | null; onChoose: (role: RoleName) => void }) {
  const words = d().package;
  const shown = props.roles.find(({ role }) => role === props.chosen) ?? props.roles[0];
  if (!shown) return null;
  return (
    <>
      <div class="ds-field">
        <label class="ds-label" for="role">{words.previewMore}</label>
        <select class="ds-input" id="role" value={shown.role} onChange={(event) => props.onChoose(event.currentTarget.value as RoleName)}>
          {props.roles.map(({ role }) => <option key={role} value={role}>{words.roles[role]}</option>)}
        </select>
      </div>
      <p class="quiet" aria-live="polite">{shown.people.length > 0 ? shown.people.join(", ") : shown.role === "public" ? words.everybody : words.nobody}</p>
      <Sees role={shown} draft={props.draft} />
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
      <caption class="ds-sr-only">{words.roles[role.role]}</caption>
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
