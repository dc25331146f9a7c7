import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { changedParagraphs, type DeskAgendaLine } from "../domain/desk";
import type { DeskPaper } from "../domain/shapes";
import { desk } from "../sync";
import { Chips } from "../ui/chips";
import { Bin, Grip, Lock, Pause, Pen, Play, Undo } from "../ui/icons";
import type { Reorder } from "../ui/reorder";
import { sizeWords } from "../words/amounts";
import { d } from "../words/desk";
import { w } from "../words/index";
import { missingWords } from "../words/missing";
import { dateWords, momentWords } from "../words/time";
import { EditItem, EditPaper } from "./desk-edit";
import type { DeskHere } from "./desk-agenda";

/** The handle of a row: it is dragged, or moved with the arrow keys. What stands alone has nowhere to go. */
function Handle({ id, title, reorder }: { id: string; title: string; reorder: Reorder }) {
  if (reorder.order.length < 2) return null;
  return <button type="button" class="desk-grip" aria-label={d().meeting.grip(title)} {...reorder.grip(id)}><Grip /></button>;
}

export const nameOf = ({ number, title }: { number: string; title: string }): string => [number, title].filter(Boolean).join(" ");

const rowClass = (kind: string, { lifted, over }: Reorder, id: string, dim: boolean): string =>
  [kind, lifted === id && "print-lifted", over === id && "print-over", dim && "desk-dim"].filter(Boolean).join(" ");

interface Button {
  name: string;
  of: string;
  icon: ComponentChildren;
  onClick: () => void;
  expanded?: boolean;
  id?: string;
}

/** A small button whose name is heard, and seen on hovering. */
function Icon({ name, of, icon, onClick, expanded, id }: Button) {
  return <button type="button" id={id} class="ds-button" data-variant="tertiary" data-icon title={name} aria-label={`${name}${d().meeting.acts.of(of)}`} aria-expanded={expanded} onClick={onClick}>{icon}</button>;
}

interface ItemProps {
  line: DeskAgendaLine;
  here: DeskHere;
  reorder: Reorder;
  papers: ComponentChildren;
}

/** One item of the agenda with what can be done with it; `papers` are drawn under it. */
export function ItemRow({ line: { item, papers: within }, here, reorder, papers }: ItemProps) {
  const words = d().meeting;
  const [open, setOpen] = useState(false);
  const name = nameOf(item);
  const facts = [item.officer && words.officer(item.officer), item.own_title && words.given(item.given_title), item.moved_from && words.movedFrom(dateWords(item.moved_from))];
  return (
    <li class={rowClass("desk-item", reorder, item.id, item.held_back)} data-item={item.id}>
      <div class="desk-row">
        <Handle id={item.id} title={name} reorder={reorder} />
        <h3 class="ds-heading desk-title" data-size="2xs">{item.number && <span class="item-number">{item.number}</span>} {item.title}</h3>
        <div class="desk-facts">
          <Chips marks={item.marks} closed={item.closed} />
          <Tags heldBack={item.held_back} exempt={item.exempt} oral={item.oral} madeHere={item.made_here} />
          <Legal basis={item.legal_basis} until={item.until} />
          <Facts facts={facts} />
        </div>
        <div class="desk-acts">
          <Icon id={`edit-${item.id}`} name={words.acts.edit} of={name} icon={<Pen />} expanded={open} onClick={() => setOpen(!open)} />
          <HoldButton heldBack={item.held_back} name={name} what={{ item: item.id }} here={here} />
          <Icon name={item.exempt ? words.acts.lift : words.acts.exempt} of={name} icon={<Lock />} onClick={() => here.ask({ dialog: "exempt", item: item.id, document: "", lift: item.exempt })} />
        </div>
      </div>
      {open && <EditItem item={item} here={here} reorder={reorder} onDone={() => setOpen(false)} />}
      {within.length > 0 ? papers : <p class="why desk-bare">{item.oral ? words.oral : words.noPapers}</p>}
    </li>
  );
}

interface PaperProps {
  paper: DeskPaper;
  here: DeskHere;
  reorder: Reorder;
}

/** A paper: what it is, how it differs from what was published, and what can be done with it. */
export function PaperRow({ paper, here, reorder }: PaperProps) {
  const words = d().meeting;
  const [open, setOpen] = useState(false);
  const { id, title } = paper;
  const why = paper.withdrawn ? "" : missingWords(paper.missing, null);
  const differs = paper.paragraphs && changedParagraphs(paper.paragraphs);
  const facts = [
    w.meeting.kind[paper.kind],
    paper.pages > 0 && w.count.pages(paper.pages),
    paper.size > 0 && sizeWords(paper.size),
    differs && differs.all > 0 && words.paragraphs(differs.all, differs.proposal),
  ];
  const also = [paper.own_title && words.given(paper.given_title), paper.own_kind && words.givenKind(w.meeting.kind[paper.given_kind]), paper.reminded_at && words.reminded(momentWords(paper.reminded_at))];
  return (
    <li class={rowClass("desk-paper", reorder, id, paper.held_back || paper.withdrawn)} data-document={id}>
      <div class="desk-row">
        <Handle id={id} title={title} reorder={reorder} />
        <div class="desk-title">
          {paper.version > 0 && !paper.exempt && !paper.withdrawn ? (
            <a class="ds-link desk-open" href={desk.fileUrl(here.id, id)} target="_blank" rel="noopener"><span class="ds-sr-only">{w.meeting.open} </span>{title}</a>
          ) : <span class="paper-title">{title}</span>}
        </div>
        <div class="desk-facts">
          <Chips marks={paper.marks} />
          <Tags heldBack={paper.held_back} exempt={paper.exempt} withdrawn={paper.withdrawn} madeHere={paper.made_here} />
          <p class="quiet">{facts.filter(Boolean).join(" · ")}</p>
          {why && !paper.exempt && <p class="why">{why}</p>}
          <Legal basis={paper.legal_basis} until={paper.until} />
          <Facts facts={also} />
          {paper.missing === "not_delivered" && !paper.withdrawn && (
            <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => here.ask({ dialog: "remind", document: id })}>{words.acts.remind}<span class="ds-sr-only">{words.acts.of(title)}</span></button>
          )}
        </div>
        <div class="desk-acts">
          {!paper.withdrawn && <Icon id={`edit-${id}`} name={words.acts.edit} of={title} icon={<Pen />} expanded={open} onClick={() => setOpen(!open)} />}
          {!paper.withdrawn && <Icon name={paper.exempt ? words.acts.lift : words.acts.exempt} of={title} icon={<Lock />} onClick={() => here.ask({ dialog: "exempt", item: "", document: id, lift: paper.exempt })} />}
          {paper.withdrawn ? (
            <Icon name={words.acts.putBack} of={title} icon={<Undo />} onClick={() => void here.doing.act([{ act: "put_back", document: id }], words.said.put_back(title))} />
          ) : isOut(here, paper) ? (
            <Icon name={words.acts.withdraw} of={title} icon={<Bin />} onClick={() => here.ask({ dialog: "withdraw", document: id })} />
          ) : <HoldButton heldBack={paper.held_back} name={title} what={{ document: id }} here={here} />}
        </div>
      </div>
      {open && <EditPaper paper={paper} here={here} reorder={reorder} onDone={() => setOpen(false)} />}
    </li>
  );
}

/** Whether readers have it now: then it is withdrawn, and not only held back. */
const isOut = ({ opened }: DeskHere, paper: DeskPaper): boolean => opened.row.revision > 0 && !opened.desk.withdrawn && paper.version > 0 && !paper.held_back && !paper.marks.includes("new");

function HoldButton({ heldBack, name, what, here }: { heldBack: boolean; name: string; what: { item: string } | { document: string }; here: DeskHere }) {
  const words = d().meeting;
  const [act, said, icon] = heldBack ? (["release", words.said.release(name), <Play />] as const) : (["hold_back", words.said.hold_back(name), <Pause />] as const);
  return <Icon name={heldBack ? words.acts.release : words.acts.hold} of={name} icon={icon} onClick={() => void here.doing.act([{ act, ...what }], said)} />;
}

function Tags({ heldBack, exempt, withdrawn, oral, madeHere }: { heldBack: boolean; exempt: boolean; withdrawn?: boolean; oral?: boolean; madeHere: boolean }) {
  const words = d().meeting.marks;
  const told = [
    heldBack && (["warning", words.heldBack] as const),
    withdrawn && (["danger", words.withdrawn] as const),
    exempt && (["neutral", words.exempt] as const),
    oral && (["neutral", words.oral] as const),
    madeHere && (["neutral", words.madeHere] as const),
  ].filter((one) => one !== false && one !== undefined);
  if (told.length === 0) return null;
  return <span class="chips">{told.map(([colour, said]) => <span key={said} class="ds-tag" data-color={colour} data-size="sm">{said}</span>)}</span>;
}

function Legal({ basis, until }: { basis: string; until: string | null }) {
  if (!basis) return null;
  return <p class="quiet">{until ? d().meeting.until(basis, dateWords(until)) : basis}</p>;
}

const Facts = ({ facts }: { facts: (string | false | null)[] }) => <>{facts.filter(Boolean).map((fact) => <p key={fact} class="quiet">{fact}</p>)}</>;
