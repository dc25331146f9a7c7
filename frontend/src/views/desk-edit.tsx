import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { DeskEdit, DeskItem, DeskPaper, DocumentKind } from "../domain/shapes";
import { Down, Up } from "../ui/icons";
import type { Reorder } from "../ui/reorder";
import { d } from "../words/desk";
import { w } from "../words/index";
import type { DeskHere } from "./desk-agenda";

interface Props {
  here: DeskHere;
  reorder: Reorder;
  onDone: () => void;
}

/** Another title, another place, another meeting. */
export function EditItem({ item, here, reorder, onDone }: Props & { item: DeskItem }) {
  const words = d().meeting;
  const [title, setTitle] = useState(item.title);
  const changes: DeskEdit[] = title.trim() === item.title ? [] : [{ act: "title", item: item.id, text: title.trim() }];
  return (
    <Editor id={item.id} name={item.title} here={here} changes={changes} said={words.said.title} onDone={onDone}>
      {!item.exempt && <TitleField id={item.id} value={title} given={item.own_title ? item.given_title : ""} onWrite={setTitle} />}
      <Moves id={item.id} name={item.title} reorder={reorder}>
        {!item.made_here && <button type="button" class="ds-button" data-variant="tertiary" onClick={() => here.ask({ dialog: "move", item: item.id })}>{words.acts.other}</button>}
        {item.made_here && <button type="button" class="ds-button" data-variant="tertiary" data-color="danger" onClick={() => void here.doing.act([{ act: "remove", item: item.id }], words.said.remove(item.title))}>{words.acts.remove}</button>}
      </Moves>
    </Editor>
  );
}

const KINDS: readonly DocumentKind[] = ["case_paper", "attachment", "summons", "supplement", "item_minutes", "minutes", "other"];

/** Another title, another kind, another place. */
export function EditPaper({ paper, here, reorder, onDone }: Props & { paper: DeskPaper }) {
  const words = d().meeting;
  const [title, setTitle] = useState(paper.title);
  const [kind, setKind] = useState(paper.kind);
  const changes: DeskEdit[] = [];
  if (title.trim() !== paper.title) changes.push({ act: "title", document: paper.id, text: title.trim() });
  if (kind !== paper.kind) changes.push({ act: "kind", document: paper.id, kind: kind === paper.given_kind ? "" : kind });
  return (
    <Editor id={paper.id} name={paper.title} here={here} changes={changes} said={changes.some(({ act }) => act === "title") ? words.said.title : words.said.kind} onDone={onDone}>
      {!paper.exempt && <TitleField id={paper.id} value={title} given={paper.own_title ? paper.given_title : ""} onWrite={setTitle} />}
      <div class="ds-field">
        <label class="ds-label" for={`kind-${paper.id}`}>{words.acts.kind}</label>
        <select class="ds-input" id={`kind-${paper.id}`} value={kind} onChange={(event) => setKind(event.currentTarget.value as DocumentKind)}>
          {KINDS.map((one) => <option key={one} value={one}>{w.meeting.kind[one]}</option>)}
        </select>
      </div>
      <Moves id={paper.id} name={paper.title} reorder={reorder}>
        {!paper.held_back && <button type="button" class="ds-button" data-variant="tertiary" onClick={() => void here.doing.act([{ act: "hold_back", document: paper.id }], words.said.hold_back(paper.title))}>{words.acts.hold}</button>}
        {paper.made_here && <button type="button" class="ds-button" data-variant="tertiary" data-color="danger" onClick={() => void here.doing.act([{ act: "remove", document: paper.id }], words.said.remove(paper.title))}>{words.acts.remove}</button>}
      </Moves>
    </Editor>
  );
}

interface EditorProps {
  id: string;
  name: string;
  here: DeskHere;
  changes: DeskEdit[];
  said: string;
  onDone: () => void;
  children: ComponentChildren;
}

/** Enter saves; nothing is sent while nothing is changed. */
function Editor({ id, name, here, changes, said, onDone, children }: EditorProps) {
  const words = d().meeting;
  const [working, setWorking] = useState(false);
  const save = async (event: Event) => {
    event.preventDefault();
    if (working) return;
    setWorking(true);
    const done = changes.length === 0 || (await here.doing.act(changes, said));
    setWorking(false);
    if (!done) return;
    onDone();
    document.getElementById(`edit-${id}`)?.focus();
  };
  return (
    <form class="desk-edit" aria-label={`${words.acts.edit}${words.acts.of(name)}`} onSubmit={(event) => void save(event)}>
      {children}
      <div class="actions">
        <button type="submit" class="ds-button" aria-busy={working}>{changes.length > 0 ? words.acts.save : words.acts.done}</button>
      </div>
    </form>
  );
}

function TitleField({ id, value, given, onWrite }: { id: string; value: string; given: string; onWrite: (title: string) => void }) {
  const words = d().meeting.acts;
  return (
    <div class="ds-field">
      <label class="ds-label" for={`title-${id}`}>{words.title}</label>
      <textarea class="ds-input" id={`title-${id}`} rows={2} maxLength={2000} autocomplete="off" value={value} onInput={(event) => onWrite(event.currentTarget.value)} onKeyDown={sendsOnEnter} />
      {given && given !== value && <button type="button" class="ds-link link-button" onClick={() => onWrite(given)}>{words.given}</button>}
    </div>
  );
}

function sendsOnEnter(event: KeyboardEvent): void {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  (event.currentTarget as HTMLTextAreaElement).form?.requestSubmit();
}

/** The same as dragging does, for whoever neither drags nor uses the keys. */
function Moves({ id, name, reorder, children }: { id: string; name: string; reorder: Reorder; children: ComponentChildren }) {
  const words = d().meeting.acts;
  const at = reorder.order.indexOf(id);
  const last = reorder.order.length - 1;
  return (
    <div class="actions desk-moves">
      {last > 0 && <button type="button" class="ds-button" data-variant="tertiary" aria-disabled={at === 0 || undefined} onClick={() => reorder.move(id, at - 1)}><Up />{words.up}<span class="ds-sr-only">{words.of(name)}</span></button>}
      {last > 0 && <button type="button" class="ds-button" data-variant="tertiary" aria-disabled={at === last || undefined} onClick={() => reorder.move(id, at + 1)}><Down />{words.down}<span class="ds-sr-only">{words.of(name)}</span></button>}
      {children}
    </div>
  );
}
