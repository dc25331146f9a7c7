import { useEffect, useRef, useState } from "preact/hooks";
import { type Basket, moved, withoutPart, withRange } from "../domain/print-basket";
import type { ListedPart } from "../domain/print-list";
import { sayPages } from "../domain/print-range";
import type { Manifest } from "../domain/shapes";
import { Bin, Down, Grip, Up } from "../ui/icons";
import { w } from "../words/index";
import { missingWords } from "../words/missing";
import { p } from "../words/print";
import { RangeForm } from "./print-range";

type Change = (how: (basket: Basket) => Basket, said?: string, undo?: boolean) => void;

/** "PS 112/26 · IKT-plan for kommunen", "Sakslisten". */
export function nameOfPart({ part, papers }: ListedPart): string {
  if (part.kind === "agenda") return p.add.agenda;
  if (part.kind === "notes") return p.add.notes;
  if (part.kind === "noted") return part.title ? `${p.add.noted}: ${part.title}` : p.add.noted;
  const [paper] = papers;
  return paper && paper.label !== paper.title ? `${paper.label} · ${paper.title}` : (paper?.title ?? part.title);
}

/** In the order they are printed: by dragging, with the arrows beside each, removed with a way back. */
export function PartList({ list, shown, onChange }: { list: ListedPart[]; shown: Manifest; onChange: Change }) {
  const [editing, setEditing] = useState("");
  const [lifted, setLifted] = useState<{ id: string; over: number } | null>(null);
  const rows = useRef<HTMLOListElement>(null);
  const focus = useRef("");
  useEffect(() => {
    const wanted = focus.current && document.getElementById(focus.current);
    if (wanted && wanted !== document.activeElement) wanted.focus(); // the row it stands in was moved
    focus.current = "";
  }, [list]);
  const move = (one: ListedPart, place: number, from?: string) => {
    if (place < 0 || place >= list.length) return;
    const at = place === 0 && from === "up" ? "down" : place === list.length - 1 && from === "down" ? "up" : from;
    focus.current = at ? `${at}-${one.part.id}` : "";
    onChange((basket) => moved(basket, one.part.id, place), p.basket.movedTo(nameOfPart(one), place + 1, list.length), true);
  };
  const placeAt = (y: number) => {
    const boxes = [...(rows.current?.children ?? [])].map((row) => row.getBoundingClientRect());
    const at = boxes.findIndex((box) => y < box.bottom);
    return at < 0 ? boxes.length - 1 : at;
  };
  const drop = (one: ListedPart) => {
    if (lifted && list[lifted.over] !== one) move(one, lifted.over);
    setLifted(null);
  };
  return (
    <ol class="print-parts plain" ref={rows}>
      {list.map((one, i) => {
        const { part } = one;
        const name = nameOfPart(one);
        return (
          <li key={part.id} class={`print-part${lifted?.id === part.id ? " print-lifted" : ""}${lifted && lifted.over === i && lifted.id !== part.id ? " print-over" : ""}`}>
            <span
              class="print-grip"
              title={p.basket.drag(name)}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                setLifted({ id: part.id, over: i });
              }}
              onPointerMove={(event) => lifted && setLifted({ id: part.id, over: placeAt(event.clientY) })}
              onPointerUp={() => drop(one)}
              onPointerCancel={() => setLifted(null)}
            >
              <Grip />
            </span>
            <div class="row-main">
              <p class="print-name">{name}</p>
              <Facts one={one} shown={shown} />
              {editing === part.id && part.kind === "paper" ? (
                <RangeForm
                  pages={shown.documents.find(({ id }) => id === part.document)?.version?.pages ?? 0}
                  value={part.range}
                  yes={p.basket.save}
                  optional
                  onGiveUp={() => setEditing("")}
                  onChosen={(range) => {
                    const version = shown.documents.find(({ id }) => id === part.document)?.version?.sha256 ?? part.version;
                    onChange((basket) => withRange(basket, part.id, range, version));
                    setEditing("");
                  }}
                />
              ) : part.kind === "paper" && one.trouble !== "withdrawn" && (
                <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => setEditing(part.id)}>{p.basket.chooseShort}<span class="ds-sr-only">: {name}</span></button>
              )}
            </div>
            <div class="print-acts">
              <button type="button" id={`up-${part.id}`} class="ds-button" data-variant="tertiary" data-icon aria-label={p.basket.up(name)} aria-disabled={i === 0 || undefined} onClick={() => move(one, i - 1, "up")}><Up /></button>
              <button type="button" id={`down-${part.id}`} class="ds-button" data-variant="tertiary" data-icon aria-label={p.basket.down(name)} aria-disabled={i === list.length - 1 || undefined} onClick={() => move(one, i + 1, "down")}><Down /></button>
              <button type="button" class="ds-button" data-variant="tertiary" data-icon aria-label={p.basket.remove(name)} onClick={() => onChange((basket) => withoutPart(basket, part.id), p.basket.removed(name), true)}><Bin /></button>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Facts({ one: { part, papers, trouble, replaced }, shown }: { one: ListedPart; shown: Manifest }) {
  const of = (document: string) => shown.documents.find(({ id }) => id === document)?.version?.pages ?? 0;
  if (trouble) {
    const gone = part.kind === "paper" ? shown.documents.find(({ id }) => id === part.document) : undefined;
    const why = gone && !gone.version && gone.missing !== "withdrawn" ? `${missingWords(gone.missing, gone.exemption)}. ` : "";
    return <p class="warn">{why}{p.basket.trouble[trouble]}</p>;
  }
  if (part.kind === "agenda" || part.kind === "notes") return <p class="quiet">{p.basket.made}</p>;
  if (part.kind === "noted") {
    const sum = papers.reduce((all, { pages }) => all + pages.length, 0);
    return (
      <>
        <p class="quiet">{part.document === null ? p.basket.noted(papers.length, sum) : w.count.pages(sum)}</p>
        <ul class="print-within plain quiet">{papers.map((paper) => <li key={paper.document}>{paper.label} {p.basket.some(sayPages(paper.pages, p.and), of(paper.document))}</li>)}</ul>
      </>
    );
  }
  return (
    <>
      {papers.map(({ document, pages, beyond }) => (
        <div key={document}>
          <p class="quiet">{pages.length === of(document) ? p.basket.whole(pages.length) : p.basket.some(sayPages(pages, p.and), of(document))}</p>
          {beyond.length > 0 && <p class="warn">{p.basket.beyond(sayPages(beyond, p.and), of(document))}</p>}
          {beyond.length === 0 && replaced && part.range !== "" && <p class="warn">{p.basket.replaced}</p>}
        </div>
      ))}
    </>
  );
}
