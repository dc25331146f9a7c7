import { useEffect, useId, useRef, useState } from "preact/hooks";
import { carried, tagsOf, type Thread } from "../domain/note-list";
import { earlier, more, type Portion, portionFrom, portionWith } from "../domain/portion";
import { circlesOf } from "../store/circles";
import { Bookmark, Cross, PageNote, Pen, Undo } from "../ui/icons";
import { go, to } from "../ui/router";
import { w } from "../words/index";
import { n } from "../words/notes";
import { useLive } from "./live";
import { NoteCard } from "./note-card";
import { Spot } from "./note-colours";
import { NoteEditor } from "./note-editor";
import { carriedWords } from "./note-names";
import { More, useFocusWhenDrawn } from "./note-portion";
import type { Marking, Writing } from "./paper-marking";

interface Props {
  marking: Marking;
  /** The page one is on. */
  page: number;
  packageId: string;
  documentId: string;
  onClose: () => void;
  /** The tools for drawing: on a phone they are reached from here. */
  onTools: () => void;
}

/** The paper's notes in its order: beside the page, or as a sheet where there is no room beside it. */
export function NotesPanel({ marking, page, packageId, documentId, onClose, onTools }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  const { list, writing, chosen, acts } = marking;
  const [live] = useLive(["notes"], () => circlesOf(packageId), packageId);
  const circles = live.state === "here" ? live.value : [];
  const opened = useRef({ writing, chosen });
  useEffect(() => {
    if (!opened.current.writing && !opened.current.chosen) title.current?.focus();
  }, []);
  const before = useRef(list.length);
  useEffect(() => {
    if (list.length < before.current && document.activeElement === document.body) title.current?.focus({ preventScroll: true });
    before.current = list.length;
  }, [list.length]);
  const known = tagsOf(list.map(({ note }) => note));
  const became = carriedWords(carried(list));
  const shown = list.filter(({ note }) => note.id !== writing?.id);
  const answered = writing?.draft.parent ?? null;
  const panel = useRef<HTMLElement>(null);
  const ofPage = Math.max(0, shown.findIndex(({ at }) => at !== null && at.page >= page));
  const asked = shown.findIndex(({ note }) => note.id === (chosen ?? answered));
  const held = useRef<Portion | null>(null);
  const [, draw] = useState(0);
  if (shown.length > 0) held.current = portionWith(asked, held.current ?? portionFrom(ofPage, shown.length), shown.length);
  const { from, to: until } = held.current ?? portionFrom(0, 0);
  const [focus, last, next] = [useFocusWhenDrawn(), shown[from - 1], shown[until]];
  const extend = (by: typeof more, { note }: Thread) => {
    held.current = by({ from, to: until }, shown.length);
    focus(`note-${note.id}`);
    draw((times) => times + 1);
  };
  const first = shown[ofPage]?.note.id;
  useEffect(() => {
    const card = document.getElementById(`note-${first}`)?.closest("article");
    const head = panel.current?.firstElementChild;
    if (!card || !head || opened.current.writing || opened.current.chosen || ofPage === 0) return;
    panel.current?.scrollBy(0, card.getBoundingClientRect().top - head.getBoundingClientRect().bottom - 10);
  }, [shown.length > 0]);
  const editor = writing && <Written key={writing.id} writing={writing} marking={marking} />;
  return (
    <aside class="notes" aria-labelledby={titleId} ref={panel}>
      <div class="notes-head">
        <h2 class="ds-heading" data-size="xs" id={titleId} tabIndex={-1} ref={title}>{n.panel}</h2>
        <div class="notes-tools">
          <button type="button" class="ds-button tool tool-pen-here" data-variant="tertiary" data-icon aria-label={n.mark.tools} title={n.mark.tools} onClick={onTools}><Pen /></button>
          <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={n.mark.pageNote} title={n.mark.pageNote} onClick={marking.pageNote}><PageNote /></button>
          <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={n.mark.bookmark} title={n.mark.bookmark} aria-pressed={marking.bookmarked} onClick={marking.bookmark}><Bookmark /></button>
          <UndoButton marking={marking} />
          <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={w.common.close} title={w.common.close} onClick={onClose}><Cross /></button>
        </div>
      </div>
      {became && <p class="notes-carried">{became}.</p>}
      {writing && answered === null && editor}
      {shown.length === 0 && !writing && <div class="notes-none"><p><strong>{n.none}</strong></p><p class="quiet">{n.noneMore}</p></div>}
      {last && <More name={n.list.before} onMore={() => extend(earlier, last)} />}
      {shown.slice(from, until).map((thread) => (
        <NoteCard
          key={thread.note.id}
          thread={{ ...thread, replies: thread.replies.filter(({ id }) => id !== writing?.id) }}
          chosen={thread.note.id === chosen}
          tagging={marking.tagging}
          acts={acts}
          circles={circles}
          known={known}
          onChoose={(id) => marking.choose(id)}
          onReply={marking.reply}
        >
          {answered === thread.note.id && editor}
          {thread.note.mine && <Doubt thread={thread} marking={marking} packageId={packageId} documentId={documentId} />}
        </NoteCard>
      ))}
      {next && <More name={n.list.more} onMore={() => extend(more, next)} />}
    </aside>
  );
}

export function UndoButton({ marking }: { marking: Marking }) {
  const { last, undo } = marking.acts;
  const name = last ? n.mark.undoing(last) : n.mark.undo;
  return (
    <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={name} title={name} aria-disabled={last === null || undefined} onClick={undo}><Undo /></button>
  );
}

/** A note that is being written for the first time: it stands at the top until it is done, also when its row is there already. */
function Written({ writing: { id, draft, label }, marking }: { writing: Writing; marking: Marking }) {
  return (
    <article class="note" data-colour={draft.colour ?? undefined} data-chosen aria-label={label}>
      {draft.parent == null && <p class="note-place"><Spot colour={draft.colour} />{draft.quote ? n.kind[draft.kind] : draft.kind === "textbox" ? n.kind.textbox : n.pageNote}<span class="quiet">{n.card.page(draft.page ?? 1)}</span></p>}
      {draft.quote && <blockquote class="note-quote">{draft.quote.exact}</blockquote>}
      <NoteEditor id={id} draft={draft} text="" ver={0} label={label} onDone={marking.doneWriting} />
      {draft.parent != null && <p class="quiet">{n.editor.replyRead}</p>}
    </article>
  );
}

/** Where nobody is sure where a note belongs: accept the guess, or choose. */
function Doubt({ thread: { note, at }, marking, packageId, documentId }: { thread: Thread; marking: Marking; packageId: string; documentId: string }) {
  if (at?.how !== "review" && at?.how !== "orphan") return null;
  return (
    <div class="doubt">
      <p>{at.how === "review" ? n.carry.candidate(at.page) : n.carry.orphan}</p>
      <div class="actions">
        {at.how === "review" && (
          <button type="button" class="ds-button" data-size="sm" onClick={() => void marking.place(note, at)}>{n.carry.accept}</button>
        )}
        <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => go(to.note(packageId, documentId, note.id, at.page || undefined, true), "replace")}>{n.carry.place}</button>
        <a class="ds-link" href={to.notes()}>{n.carry.compare}</a>
      </div>
    </div>
  );
}
