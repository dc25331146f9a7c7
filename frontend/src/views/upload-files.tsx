import { useEffect, useRef, useState } from "preact/hooks";
import { type NameRead, OWN, readName, type Target } from "../domain/brought";
import type { DocumentKind, NewUpload } from "../domain/shapes";
import { Cross, Save } from "../ui/icons";
import { b } from "../words/brought";
import { w } from "../words/index";

/** A file that was chosen, and what it is to become. */
export interface Chosen {
  key: number;
  file: File;
  read: NameRead;
  target: Target;
  kind: DocumentKind;
  title: string;
  number: string;
  exempt: boolean;
}

/** What a file can become, as options: `value` names the target. */
export interface Choice {
  value: string;
  name: string;
  target: Target;
  exempt: boolean;
}

const MOST = 200_000_000; // bytes, as the server takes them
const KINDS: readonly DocumentKind[] = ["case_paper", "attachment", "supplement", "summons", "item_minutes", "minutes", "other"];

export const valueOf = ({ document, item, newItem }: Target): string => (document ? `document ${document}` : newItem ? "new" : item ? `item ${item}` : "meeting");
export const ofMeeting = (): Choice => ({ value: valueOf(OWN), name: b.add.paperOfMeeting, target: OWN, exempt: false });

let keys = 0;

/** The files as they are guessed to be, and sentences about those that cannot be brought. */
export function choose(files: Iterable<File>, targetOf: (read: NameRead) => Target): { chosen: Chosen[]; wrong: string[] } {
  const chosen: Chosen[] = [];
  const wrong: string[] = [];
  for (const file of files) {
    if (file.size === 0) wrong.push(b.add.empty(file.name));
    else if (file.size > MOST) wrong.push(b.add.tooLarge(file.name));
    else {
      const read = readName(file.name);
      chosen.push({ key: ++keys, file, read, target: targetOf(read), kind: read.kind, title: read.title, number: read.number, exempt: false });
    }
  }
  return { chosen, wrong };
}

/** What the server is told of it. `basis` counts for what is exempt. */
export function toldOf({ file, target, kind, title, number, exempt }: Chosen, basis: string): NewUpload {
  return {
    name: file.name.slice(-300),
    size: file.size,
    document: target.document,
    item: target.item,
    new_item: target.newItem ? { number, title: title.trim(), legal_basis: "" } : null,
    kind,
    title: title.trim(),
    legal_basis: exempt && !target.document ? basis.trim() : "",
  };
}

/** A place to drop files on, with a button for those who do not drag. `name` is heard with the button. */
export function DropZone({ name, lead, onFiles }: { name: string; lead: string; onFiles: (files: File[]) => void }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    // Anywhere on the page: a file that missed the box would be opened by the browser instead, and the page be gone.
    let inside = 0;
    const brings = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent) => { if (brings(event) && ++inside > 0) setOver(true); };
    const leave = (event: DragEvent) => { if (brings(event) && --inside <= 0) { inside = 0; setOver(false); } };
    const hover = (event: DragEvent) => { if (brings(event)) event.preventDefault(); };
    const drop = (event: DragEvent) => {
      if (!brings(event)) return;
      event.preventDefault();
      inside = 0;
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    const heard = { dragenter: enter, dragleave: leave, dragover: hover, drop } as const;
    for (const [what, run] of Object.entries(heard)) addEventListener(what, run as EventListener);
    return () => { for (const [what, run] of Object.entries(heard)) removeEventListener(what, run as EventListener); };
  }, []);
  const take = () => {
    const files = [...(input.current?.files ?? [])];
    if (input.current) input.current.value = ""; // the same file can be chosen again
    if (files.length > 0) onFiles(files);
  };
  return (
    <div class="drop-zone" data-over={over || undefined}>
      <p>{over ? <strong>{b.add.drop}</strong> : lead}</p>
      <input ref={input} type="file" multiple hidden accept=".pdf,.doc,.docx,.odt,.rtf,application/pdf" onChange={take} />
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => input.current?.click()}><Save />{b.add.choose}<span class="ds-sr-only">: {name}</span></button>
    </div>
  );
}

interface RowsProps {
  files: Chosen[];
  choices: Choice[];
  onChange: (files: Chosen[]) => void;
}

/** The files that are to be brought, each with what it becomes. */
export function FileRows({ files, choices, onChange }: RowsProps) {
  const put = (key: number, change: Partial<Chosen>) => onChange(files.map((one) => (one.key === key ? { ...one, ...change } : one)));
  return (
    <ul class="plain file-rows" aria-label={b.add.files}>
      {files.map((one) => <FileRow key={one.key} one={one} choices={choices} onPut={(change) => put(one.key, change)} onOut={() => onChange(files.filter(({ key }) => key !== one.key))} />)}
    </ul>
  );
}

function FileRow({ one, choices, onPut, onOut }: { one: Chosen; choices: Choice[]; onPut: (change: Partial<Chosen>) => void; onOut: () => void }) {
  const { file, target, kind, title, exempt, key } = one;
  const at = choices.find(({ value }) => value === valueOf(target)) ?? choices[0];
  const become = (value: string) => onPut({ target: choices.find((choice) => choice.value === value)?.target ?? OWN });
  return (
    <li class="file-row">
      <div class="file-head">
        <strong>{file.name}</strong>
        <button type="button" class="ds-button" data-variant="tertiary" data-icon aria-label={b.add.outOf(file.name)} title={b.add.out} onClick={onOut}><Cross /></button>
      </div>
      <Field id={`becomes-${key}`} label={b.add.becomes} hearing={b.add.becomesOf(file.name)} wide>
        <select class="ds-input" id={`becomes-${key}`} value={at?.value} onChange={(event) => become(event.currentTarget.value)}>
          {choices.map(({ value, name }) => <option key={value} value={value}>{name}</option>)}
        </select>
      </Field>
      {!target.document && (
        <>
          <Field id={`title-${key}`} label={b.add.name} hearing={b.add.nameOf(file.name)}>
            <input class="ds-input" id={`title-${key}`} autocomplete="off" maxLength={2000} value={title} onInput={(event) => onPut({ title: event.currentTarget.value })} />
          </Field>
          {target.newItem && (
            <Field id={`number-${key}`} label={b.add.number} hearing={b.add.numberOf(file.name)}>
              <input class="ds-input" id={`number-${key}`} autocomplete="off" maxLength={60} value={one.number} onInput={(event) => onPut({ number: event.currentTarget.value })} />
            </Field>
          )}
          <Field id={`kind-${key}`} label={b.add.kind} hearing={b.add.kindOf(file.name)}>
            <select class="ds-input" id={`kind-${key}`} value={kind} onChange={(event) => onPut({ kind: event.currentTarget.value as DocumentKind })}>
              {KINDS.map((word) => <option key={word} value={word}>{w.meeting.kind[word]}</option>)}
            </select>
          </Field>
          {at?.exempt ? <p class="quiet file-exempt">{b.add.exemptByItem}</p> : (
            <div class="ds-field file-exempt">
              <input class="ds-input" type="checkbox" id={`exempt-${key}`} checked={exempt} onChange={(event) => onPut({ exempt: event.currentTarget.checked })} />
              <label class="ds-label" data-weight="regular" for={`exempt-${key}`}>{b.add.exempt}<span class="ds-sr-only">: {file.name}</span></label>
            </div>
          )}
        </>
      )}
    </li>
  );
}

function Field({ id, label, hearing, wide = false, children }: { id: string; label: string; hearing: string; wide?: boolean; children: preact.ComponentChildren }) {
  return (
    <div class={wide ? "ds-field file-wide" : "ds-field"}>
      <label class="ds-label" for={id}><span aria-hidden="true">{label}</span><span class="ds-sr-only">{hearing}</span></label>
      {children}
    </div>
  );
}
