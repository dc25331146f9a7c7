import type { OpenLine } from "../domain/open-papers";
import { labelOf } from "../domain/page-label";
import type { Manifest } from "../domain/shapes";
import { Dialog } from "../ui/ask";
import { Cross, Down, Link, Two } from "../ui/icons";
import { go } from "../ui/router";
import { w } from "../words/index";
import { p } from "../words/papers";

interface Props {
  shown: Manifest;
  row: OpenLine[];
  current: string;
  beside: string | null;
  addressOf: (document: string) => string;
  /** Null where there is room for one paper alone. */
  besideOf: ((document: string) => string) | null;
  onClose: (document: string) => void;
  onLink: () => void;
  onDone: () => void;
}

/** The paper's name is the way to the others. */
export function PapersButton({ open, onOpen }: { open: number; onOpen: () => void }) {
  return <button type="button" class="papers-button" aria-haspopup="dialog" aria-label={p.open.list(open)} title={p.open.row} onClick={onOpen}><Down /></button>;
}

/** All papers of the item, and the others that are open: opened, closed, or put beside the one that is read. */
export function PapersDialog({ shown, row, current, beside, addressOf, besideOf, onClose, onLink, onDone }: Props) {
  const now = row.find(({ document }) => document.id === current)?.document.item ?? null;
  const item = shown.items.find(({ id }) => id === now);
  const [its, others] = [row.filter(({ document }) => item && document.item === item.id), row.filter(({ document }) => !item || document.item !== item.id)];
  const open = (address: string) => {
    onDone();
    go(address);
  };
  const line = ({ document, open: is }: OpenLine) => {
    const label = labelOf(shown, document);
    const front = document.id === current || document.id === beside;
    return (
      <li key={document.id} class="papers-line">
        <button type="button" class="papers-open" aria-current={document.id === current ? "page" : undefined} onClick={() => (document.id === current ? onDone() : open(addressOf(document.id)))}>
          <span>{document.title}</span>
          <span class="quiet">{[label !== document.title && label, !is && p.open.notYet, document.id === beside && p.open.isBeside].filter(Boolean).join(" · ")}</span>
        </button>
        {besideOf && !front && <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={p.open.beside(document.title)} title={p.open.besideShort} onClick={() => open(besideOf(document.id))}><Two /></button>}
        {is && <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={p.open.close(document.title)} title={p.open.close(document.title)} onClick={() => { if (front) onDone(); onClose(document.id); }}><Cross /></button>}
      </li>
    );
  };
  const link = <button type="button" class="ds-button" data-variant="tertiary" onClick={() => { onDone(); onLink(); }}><Link />{p.link.copy}</button>;
  return (
    <Dialog title={p.open.row} onClose={onDone} leave={w.common.close} actions={link}>
      {item && <h3 class="ds-heading" data-size="2xs">{p.open.ofItem(item.number || item.title)}</h3>}
      {its.length > 0 && <ul class="plain papers-list">{its.map(line)}</ul>}
      {its.length > 0 && others.length > 0 && <h3 class="ds-heading" data-size="2xs">{p.open.others}</h3>}
      {others.length > 0 && <ul class="plain papers-list">{others.map(line)}</ul>}
    </Dialog>
  );
}
