import { useState } from "preact/hooks";
import { readingOrder } from "../domain/agenda";
import { labelOf } from "../domain/page-label";
import type { WantedPart } from "../domain/print-basket";
import { Plus } from "../ui/icons";
import { p } from "../words/print";
import type { Gathered } from "./print-making";
import { RangeForm } from "./print-range";

/** What is not in the basket yet. */
export function MorePrint({ what: { shown, basket }, onAdd }: { what: Gathered; onAdd: (part: WantedPart) => void }) {
  const [chosen, setChosen] = useState("");
  const has = (kind: "agenda" | "notes") => basket.parts.some((part) => part.kind === kind);
  const noted = basket.parts.some((part) => part.kind === "noted" && part.document === null);
  const papers = readingOrder(shown);
  const paper = papers.find(({ id }) => id === chosen);
  const add = (name: string, part: WantedPart) => (
    <button type="button" class="ds-button" data-variant="secondary" onClick={() => onAdd(part)}><Plus />{name}</button>
  );
  return (
    <section class="print-more" aria-labelledby="print-more">
      <h3 class="ds-heading" data-size="2xs" id="print-more">{p.basket.more}</h3>
      {!(noted && has("agenda") && has("notes")) && <div class="actions">
        {!noted && add(p.add.noted, { kind: "noted", document: null, title: "" })}
        {!has("agenda") && add(p.add.agenda, { kind: "agenda" })}
        {!has("notes") && add(p.add.notes, { kind: "notes" })}
      </div>}
      {papers.length > 0 && (
        <div class="ds-field">
          <label class="ds-label" for="print-paper">{p.basket.paper}</label>
          <select class="ds-input" id="print-paper" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
            <option value="">{p.basket.choosePaper}</option>
            {papers.map((document) => {
              const label = labelOf(shown, document);
              return <option key={document.id} value={document.id}>{label === document.title ? label : `${label} · ${document.title}`}</option>;
            })}
          </select>
        </div>
      )}
      {paper?.version && (
        <RangeForm
          key={paper.id}
          pages={paper.version.pages}
          value=""
          yes={p.add.add}
          optional
          onGiveUp={() => setChosen("")}
          onChosen={(range) => {
            onAdd({ kind: "paper", document: paper.id, version: paper.version?.sha256 ?? "", title: labelOf(shown, paper), range });
            setChosen("");
          }}
        />
      )}
    </section>
  );
}
