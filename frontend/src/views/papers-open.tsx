import { useEffect, useRef } from "preact/hooks";
import type { OpenLine } from "../domain/open-papers";
import { labelOf } from "../domain/page-label";
import type { Manifest } from "../domain/shapes";
import { Cross, Swap, Two } from "../ui/icons";
import { w } from "../words/index";
import { p } from "../words/papers";

interface Props {
  shown: Manifest;
  row: OpenLine[];
  current: string;
  beside: string | null;
  active: string;
  addressOf: (document: string) => string;
  onChosen: (document: string) => void;
  onClose: (document: string) => void;
  wide: boolean;
  onTwo: () => void;
  onSwap: () => void;
}

/** The open papers in a row, with the others of the item that is read: one tap from a case to its attachment and back. */
export function OpenRow({ shown, row, current, beside, active, addressOf, onChosen, onClose, wide, onTwo, onSwap }: Props) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const now = list.current?.querySelector<HTMLElement>("[data-front]");
    if (!now || !list.current) return;
    const { offsetLeft: left, offsetWidth: width } = now;
    const { scrollLeft: from, clientWidth: room } = list.current;
    if (left < from || left + width > from + room) list.current.scrollLeft = left - (room - width) / 2;
  }, [active, row.length]);
  return (
    <nav class="open-row" aria-label={p.open.row}>
      <ul ref={list}>
        {row.map(({ document, open }, index) => {
          const label = labelOf(shown, document);
          const begins = index === 0 || row[index - 1]?.document.item !== document.item;
          return (
            <li key={document.id} class={`open-tab${open ? "" : " open-not"}${begins ? " open-first" : ""}`} data-front={document.id === active ? "" : undefined} data-shown={document.id === current || document.id === beside ? "" : undefined}>
              <a href={addressOf(document.id)} aria-current={document.id === active ? "page" : undefined} title={document.title} onClick={() => onChosen(document.id)}>
                {label !== document.title && <span class="open-label">{label}<span class="ds-sr-only"> · </span></span>}
                <span class="open-title">{document.title}</span>
                {!open && <span class="ds-sr-only">, {p.open.notYet}</span>}
              </a>
              {open && <button type="button" class="open-close" aria-label={p.open.close(document.title)} title={p.open.close(document.title)} onClick={() => onClose(document.id)}><Cross /></button>}
            </li>
          );
        })}
      </ul>
      {wide && (
        <div class="open-end">
          {beside && <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={p.open.swap} title={p.open.swap} onClick={onSwap}><Swap /></button>}
          <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-pressed={beside !== null} aria-label={beside ? p.open.one : p.open.besideShort} title={beside ? p.open.one : p.open.besideShort} onClick={onTwo}><Two /></button>
        </div>
      )}
    </nav>
  );
}

export const CloseHalf = ({ onClose }: { onClose: () => void }) => (
  <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={p.open.closeHalf} title={w.common.close} onClick={onClose}><Cross /></button>
);
