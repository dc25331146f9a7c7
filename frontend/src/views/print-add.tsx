import { useState } from "preact/hooks";
import { readingOrder } from "../domain/agenda";
import { labelOf } from "../domain/page-label";
import type { WantedPart } from "../domain/print-basket";
import type { Manifest, ManifestDocument } from "../domain/shapes";
import { newId } from "../store/notes";
import { basketOf, changeBasket } from "../store/print-basket";
import { withPart } from "../domain/print-basket";
import { Dialog } from "../ui/ask";
import { Printer } from "../ui/icons";
import { go, to } from "../ui/router";
import { w } from "../words/index";
import { p } from "../words/print";
import { useLive } from "./live";
import { myNotes } from "./print-making";
import { manifest } from "../store/rows";
import { publicTitle } from "../store/vault";
import { RangeForm } from "./print-range";

/** What "Skriv ut" stands beside: a package, an item of it, or a paper that is open at a page. */
export type PrintFrom = { package: string; item?: string; document?: string; page?: number };

interface Props {
  from: PrintFrom;
  /** What it is about, for a screen reader, where several stand on one page. */
  about?: string;
  /** A button with the icon alone. */
  icon?: boolean;
  extra?: string;
}

/** "Skriv ut": opens what can be put into the print basket from here. */
export function PrintAdd({ from, about = "", icon = false, extra = "" }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class={`ds-button ${extra}`}
        data-variant={icon ? "tertiary" : "secondary"}
        {...(icon ? { "data-icon": true, "aria-label": about ? p.add.about(about) : p.title, title: p.title } : {})}
        onClick={() => setOpen(true)}
      >
        <Printer />{!icon && <>{p.title}{about && <span class="ds-sr-only">: {about}</span>}</>}
      </button>
      {open && <AddDialog from={from} about={about} onClose={() => setOpen(false)} />}
    </>
  );
}

async function load(from: PrintFrom) {
  const [shown, basket] = await Promise.all([manifest(from.package), basketOf(from.package)]);
  return shown && { shown, basket, ...(await myNotes(shown)) };
}

export function AddDialog({ from, about = "", onClose }: { from: PrintFrom; about?: string; onClose: () => void }) {
  const [live] = useLive(["notes", "papers"], () => load(from), JSON.stringify(from));
  const [said, setSaid] = useState("");
  const [ranging, setRanging] = useState(false);
  const here = live.state === "here" ? live.value : null;
  if (!here) return null;
  const { shown, basket, noted } = here;
  const add = (name: string, parts: WantedPart[]) =>
    void changeBasket(from.package, (now) => parts.reduce((held, part) => withPart(held, part, newId()), now)).then((before) => {
      const fresh = parts.some((part) => withPart(before, part, "").parts.length > before.parts.length);
      if (!from.item && !from.document) return go(to.print(from.package));
      setSaid(fresh ? p.add.added(name) : p.add.there(name));
      setRanging(false);
    });
  const ways = waysFrom(from, shown, noted);
  const paper = from.document ? shown.documents.find(({ id }) => id === from.document) : undefined;
  return (
    <Dialog
      title={about ? p.add.about(about) : p.title}
      leave={w.common.close}
      onClose={onClose}
      actions={<button type="button" class="ds-button" data-variant={said ? "primary" : "secondary"} onClick={() => go(to.print(from.package))}>{p.add.go(basket.parts.length)}</button>}
    >
      <ul class="out plain">
        {ways.map(({ name, more, parts }) => (
          <li key={name}><button type="button" class="out-way" onClick={() => add(name, parts)}><Printer /><span><strong>{name}</strong>{more && <><br /><span class="quiet">{more}</span></>}</span></button></li>
        ))}
        {paper?.version && !ranging && <li><button type="button" class="out-way" onClick={() => setRanging(true)}><Printer /><span><strong>{p.add.range}</strong></span></button></li>}
      </ul>
      {paper?.version && ranging && (
        <RangeForm pages={paper.version.pages} value="" yes={p.add.add} onGiveUp={() => setRanging(false)} onChosen={(range) => add(p.add.range, [wanted(shown, paper, range)])} />
      )}
      <p role="status">{said}</p>
    </Dialog>
  );
}

/** It stands in the row of the selection, which is not sealed. */
const keptLabel = (shown: Manifest, document: ManifestDocument) => labelOf(shown, { ...document, title: publicTitle(document) });

const wanted = (shown: Manifest, document: ManifestDocument, range: string): WantedPart => ({
  kind: "paper", document: document.id, version: document.version?.sha256 ?? "", title: keptLabel(shown, document), range,
});

interface Way {
  name: string;
  more?: string;
  parts: WantedPart[];
}

function waysFrom(from: PrintFrom, shown: Manifest, noted: ReadonlyMap<string, number[]>): Way[] {
  const papers = readingOrder(shown).filter(({ id, item }) => (from.document ? id === from.document : !from.item || item === from.item));
  const whole = (document: ManifestDocument) => wanted(shown, document, "");
  const pages = papers.reduce((sum, { id }) => sum + (noted.get(id)?.length ?? 0), 0);
  const mine = (parts: WantedPart[]): Way => ({ name: p.add.noted, more: p.add.notedMore(pages), parts });
  const sum = w.count.pages(papers.reduce((all, { version }) => all + (version?.pages ?? 0), 0));
  if (from.document) {
    const [paper] = papers;
    if (!paper) return [];
    const title = keptLabel(shown, paper);
    return [
      { name: p.add.whole, more: sum, parts: [whole(paper)] },
      ...(from.page ? [{ name: p.add.page(from.page), parts: [wanted(shown, paper, `${from.page}`)] }] : []),
      mine([{ kind: "noted", document: paper.id, title }]),
    ];
  }
  if (from.item) {
    const each = papers.length > 1 ? papers.map((document) => ({ name: document.title, more: `${labelOf(shown, document)}, ${w.count.pages(document.version?.pages ?? 0)}`, parts: [whole(document)] })) : [];
    const withNotes = papers.filter(({ id }) => noted.has(id));
    return [
      { name: p.add.item, more: sum, parts: papers.map(whole) },
      ...each,
      ...(withNotes.length > 0 ? [mine(withNotes.map((document) => ({ kind: "noted", document: document.id, title: keptLabel(shown, document) })))] : []),
    ];
  }
  return [
    mine([{ kind: "noted", document: null, title: "" }]),
    { name: p.add.notes, parts: [{ kind: "notes" }] },
    { name: p.add.agenda, parts: [{ kind: "agenda" }] },
    { name: p.add.all, more: sum, parts: papers.map(whole) },
  ];
}
