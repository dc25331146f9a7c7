import { useState } from "preact/hooks";
import { carried, type Thread } from "../domain/note-list";
import { Cross } from "../ui/icons";
import { w } from "../words/index";
import { n } from "../words/notes";
import type { Acts } from "./note-acts";
import { carriedWords } from "./note-names";

/** A new version says itself what became of the notes. */
export function Carried({ list, open, onShow }: { list: Thread[]; open: boolean; onShow: () => void }) {
  const [closed, setClosed] = useState(false);
  const said = carriedWords(carried(list.filter(({ note }) => note.mine)));
  if (closed || open || !said) return null;
  return (
    <div class="reading-note reading-carried" role="status">
      <p>{n.carry.told} {said}.</p>
      <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={onShow}>{n.carry.show}</button>
      <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={w.common.close} onClick={() => setClosed(true)}><Cross /></button>
    </div>
  );
}

/** While a note gets its place by hand. */
export function Placing({ title, onPage, onGiveUp }: { title: string; onPage: () => void; onGiveUp: () => void }) {
  return (
    <div class="reading-note reading-carried" role="status">
      <p><strong>{n.mark.choose(title)}</strong> {n.mark.choosePage}</p>
      <button type="button" class="ds-button" data-size="sm" onClick={onPage}>{n.mark.onThisPage}</button>
      <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={onGiveUp}>{n.mark.giveUp}</button>
    </div>
  );
}

/** What was just done, and the way back. */
export function Told({ acts: { told, last, undo } }: { acts: Acts }) {
  return (
    <div class="act-told" role="status">
      {told && <p><span>{told}</span>{last === told && <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={undo}>{n.mark.undo}</button>}</p>}
    </div>
  );
}
