import { agenda } from "../domain/agenda";
import type { Manifest, ManifestDocument } from "../domain/shapes";
import { desk } from "../sync";
import { Chips } from "../ui/chips";
import { sizeWords } from "../words/amounts";
import { d } from "../words/desk";
import { w } from "../words/index";
import { missingWords, whyBare } from "../words/missing";

/** The agenda as it would be published, with what is lacking and why. */
export function Draft({ draft }: { draft: Manifest }) {
  const { own, lines } = agenda(draft);
  const list = (documents: ManifestDocument[]) => (
    <ul class="papers">{documents.map((document) => <DraftPaper key={document.id} packageId={draft.package} document={document} />)}</ul>
  );
  return (
    <section aria-labelledby="draft">
      <h2 class="ds-heading" data-size="sm" id="draft">{d().package.agenda}</h2>
      {own.length > 0 && list(own)}
      <ol class="agenda">
        {lines.map(({ item, papers }) => (
          <li key={item.id} class="item">
            <div class="item-head">
              {item.number && <span class="item-number">{item.number}</span>}
              <h3 class="ds-heading" data-size="2xs">{item.title}</h3>
              <Chips marks={item.marks} closed={item.closed} />
            </div>
            {papers.length > 0 ? list(papers) : <p class="why">{whyBare({ item, papers })}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function DraftPaper({ packageId, document }: { packageId: string; document: ManifestDocument }) {
  const { version } = document;
  const why = missingWords(document.missing, document.exemption);
  const facts = [w.meeting.kind[document.kind], version && version.pages > 0 && w.count.pages(version.pages), version && sizeWords(version.size), version?.scanned && w.meeting.scanned];
  return (
    <li class={version ? "paper-row" : "paper-row paper-missing"}>
      <div class="row-main">
        {version && !document.exemption ? (
          <a class="row-link" href={desk.fileUrl(packageId, document.id)} target="_blank" rel="noopener">
            <span class="ds-sr-only">{w.meeting.open} </span>{document.title}
          </a>
        ) : <span class="paper-title">{document.title}</span>}
        <Chips marks={document.marks} />
        <p class="quiet">{facts.filter(Boolean).join(" · ")}</p>
        {why && <p class="why">{why}</p>}
      </div>
    </li>
  );
}
