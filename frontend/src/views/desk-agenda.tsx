import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type DeskAgendaLine, deskAgenda } from "../domain/desk";
import type { DeskPackage, DeskPaper, DocumentKind, ItemType } from "../domain/shapes";
import { Plus } from "../ui/icons";
import { useReorder } from "../ui/reorder";
import { d } from "../words/desk";
import { w } from "../words/index";
import type { Asked } from "./desk-dialogs";
import type { Doing } from "./desk-doing";
import { ItemRow, nameOf, PaperRow } from "./desk-lines";

/** What the rows of the agenda need: where they are, how something is done, and what is asked about first. */
export interface DeskHere {
  id: string;
  opened: DeskPackage;
  doing: Doing;
  ask: (what: Asked) => void;
}

/** The agenda as it lies on the desk: in its order, with what can be done with each item and paper. */
export function DeskAgenda({ here }: { here: DeskHere }) {
  const words = d().meeting;
  const { own, lines } = deskAgenda(here.opened.desk);
  const byId = new Map(lines.map((line) => [line.item.id, line]));
  const reorder = useReorder(lines.map(({ item }) => item.id), async (ids, id, at) => {
    const line = byId.get(id);
    await here.doing.act([{ act: "order_items", ids }], words.movedTo(line ? nameOf(line.item) : "", at + 1, ids.length));
  });
  return (
    <section class="desk-agenda" aria-labelledby="desk-agenda">
      <h2 class="ds-heading" data-size="sm" id="desk-agenda">{words.agenda}</h2>
      <p class="quiet">{words.agendaMore}</p>
      {own.length > 0 && (
        <>
          <h3 class="ds-heading desk-own" data-size="2xs">{words.own}</h3>
          <Papers papers={own} item="" here={here} />
        </>
      )}
      {lines.length === 0 && <p class="quiet">{words.noItems}</p>}
      <ol class="plain desk-items" ref={(list) => void (reorder.list.current = list)}>
        {reorder.order.map((id) => {
          const line = byId.get(id);
          return line && (
            <ItemRow key={id} line={line} here={here} reorder={reorder} papers={<Papers papers={line.papers} item={id} here={here} />} />
          );
        })}
      </ol>
      <AddForms here={here} lines={lines} />
    </section>
  );
}

function Papers({ papers, item, here }: { papers: DeskPaper[]; item: string; here: DeskHere }) {
  const words = d().meeting;
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  const reorder = useReorder(papers.map(({ id }) => id), async (ids, id, at) => {
    await here.doing.act([{ act: "order_papers", item, ids }], words.movedTo(byId.get(id)?.title ?? "", at + 1, ids.length));
  });
  return (
    <ul class="plain desk-papers" ref={(list) => void (reorder.list.current = list)}>
      {reorder.order.map((id) => {
        const paper = byId.get(id);
        return paper && <PaperRow key={id} paper={paper} here={here} reorder={reorder} />;
      })}
    </ul>
  );
}

const TYPES: readonly ItemType[] = ["information", "question", "political", "report", "other"];
const KINDS: readonly DocumentKind[] = ["attachment", "case_paper", "other"];

/** What the archive does not know: an oral item, a paper that should have come. */
function AddForms({ here, lines }: { here: DeskHere; lines: DeskAgendaLine[] }) {
  const words = d().meeting.acts;
  const [form, setForm] = useState<"" | "oral" | "missing">("");
  const close = () => setForm("");
  return (
    <div class="desk-add">
      <div class="actions">
        <button type="button" class="ds-button" data-variant="secondary" aria-expanded={form === "oral"} onClick={() => setForm(form === "oral" ? "" : "oral")}><Plus />{words.addOral}</button>
        <button type="button" class="ds-button" data-variant="secondary" aria-expanded={form === "missing"} onClick={() => setForm(form === "missing" ? "" : "missing")}><Plus />{words.addMissing}</button>
      </div>
      {form === "oral" && <OralForm here={here} onDone={close} />}
      {form === "missing" && <MissingForm here={here} lines={lines} onDone={close} />}
    </div>
  );
}

function OralForm({ here, onDone }: { here: DeskHere; onDone: () => void }) {
  const { acts: words, types, said } = d().meeting;
  const [title, setTitle] = useState("");
  const [type, setType] = useState<ItemType>("information");
  const add = async () => {
    const text = title.trim();
    if (text && (await here.doing.act([{ act: "add_item", text, type }], said.add_item(text)))) onDone();
  };
  return (
    <AddForm name={words.addOral} onAdd={add}>
      <Line id="oral-title" label={words.oralTitle} value={title} onWrite={setTitle} />
      <Choice id="oral-type" label={words.oralType} value={type} options={TYPES.map((one) => [one, types[one]])} onChoose={(one) => setType(one as ItemType)} />
    </AddForm>
  );
}

function MissingForm({ here, lines, onDone }: { here: DeskHere; lines: DeskAgendaLine[]; onDone: () => void }) {
  const { acts: words, said } = d().meeting;
  const [title, setTitle] = useState("");
  const [item, setItem] = useState(lines[0]?.item.id ?? "");
  const [kind, setKind] = useState<DocumentKind>("attachment");
  const add = async () => {
    const text = title.trim();
    if (text && (await here.doing.act([{ act: "add_missing", item, text, kind }], said.add_missing(text)))) onDone();
  };
  return (
    <AddForm name={words.addMissing} onAdd={add}>
      <Line id="missing-title" label={words.missingTitle} value={title} onWrite={setTitle} />
      <Choice id="missing-item" label={words.missingItem} value={item} options={[...lines.map(({ item: one }) => [one.id, nameOf(one)] as [string, string]), ["", words.missingNoItem]]} onChoose={setItem} />
      <Choice id="missing-kind" label={words.kind} value={kind} options={KINDS.map((one) => [one, w.meeting.kind[one]])} onChoose={(one) => setKind(one as DocumentKind)} />
    </AddForm>
  );
}

function AddForm({ name, onAdd, children }: { name: string; onAdd: () => Promise<void>; children: ComponentChildren }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const send = (event: Event) => {
    event.preventDefault();
    void onAdd();
  };
  return (
    <form ref={form} class="desk-edit" aria-label={name} onSubmit={send}>
      {children}
      <div class="actions"><button type="submit" class="ds-button">{d().meeting.acts.add}</button></div>
    </form>
  );
}

const Line = ({ id, label, value, onWrite }: { id: string; label: string; value: string; onWrite: (value: string) => void }) => (
  <div class="ds-field">
    <label class="ds-label" for={id}>{label}</label>
    <input class="ds-input" id={id} autocomplete="off" maxLength={500} required value={value} onInput={(event) => onWrite(event.currentTarget.value)} />
  </div>
);

const Choice = ({ id, label, value, options, onChoose }: { id: string; label: string; value: string; options: [string, string][]; onChoose: (id: string) => void }) => (
  <div class="ds-field">
    <label class="ds-label" for={id}>{label}</label>
    <select class="ds-input" id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
      {options.map(([one, name]) => <option key={one} value={one}>{name}</option>)}
    </select>
  </div>
);
