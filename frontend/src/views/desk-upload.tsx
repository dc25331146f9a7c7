import { useState } from "preact/hooks";
import { targetOf } from "../domain/brought";
import type { UploadLine } from "../domain/shapes";
import { brought } from "../sync/brought";
import { Dialog } from "../ui/ask";
import { Bin, Undo } from "../ui/icons";
import { sizeWords } from "../words/amounts";
import { b } from "../words/brought";
import { sorry } from "../words/index";
import { momentWords } from "../words/time";
import type { DeskHere } from "./desk-agenda";
import { nameOf } from "./desk-lines";
import { useLive, wordOf } from "./live";
import { type Choice, choose, type Chosen, DropZone, FileRows, ofMeeting, valueOf } from "./upload-files";
import { useSending } from "./upload-sending";

/** Papers brought by hand to one meeting, and those that are not taken in yet. */
export function DeskUpload({ here }: { here: DeskHere }) {
  const [live, again] = useLive(["desk"], () => brought.uploads(here.id), here.id);
  const [files, setFiles] = useState<Chosen[]>([]);
  const [wrong, setWrong] = useState<string[]>([]);
  const sending = useSending();
  const { items, papers } = here.opened.desk;
  const there = papers.filter(({ withdrawn, version, missing }) => !withdrawn && (version > 0 || missing !== null));
  const add = (given: File[]) => {
    if (sending.under) return;
    const found = choose(given, (read) => targetOf(read, items, there));
    setFiles((were) => [...were, ...found.chosen]);
    setWrong(found.wrong);
  };
  const go = async (basis: string) => {
    const all = files;
    setFiles([]);
    const left = await sending.send(here.id, all, basis);
    setFiles(left); // what did not come is still here, as it was filled in
    if (left.length < all.length) here.doing.tell(b.add.done(all.length - left.length));
    await again();
  };
  const waiting = live.state === "here" ? live.value.uploads : [];
  const choices: Choice[] = [
    ...items.map((item) => ({ value: `item ${item.id}`, name: b.add.paperOf(nameOf(item)), target: { document: "", item: item.id, newItem: false }, exempt: item.exempt })),
    ofMeeting(),
    { value: "new", name: b.add.newItem, target: { document: "", item: "", newItem: true }, exempt: false },
    ...there.map((paper) => ({ value: `document ${paper.id}`, name: b.add.versionOf(paper.title), target: { document: paper.id, item: "", newItem: false }, exempt: paper.exempt })),
  ];
  return (
    <section class="desk-upload" aria-labelledby="desk-upload">
      <h2 class="ds-heading" data-size="sm" id="desk-upload">{b.add.title}</h2>
      <DropZone name={b.add.title} lead={b.add.lead} onFiles={add} />
      <p role="status" class={sending.under ? "uploading" : "ds-sr-only"}>{sending.under}</p>
      {[...wrong, ...sending.failed].map((said) => <p key={said} role="alert" class="ds-alert" data-color="danger">{said}</p>)}
      {waiting.length > 0 && <Waiting lines={waiting} onDone={again} />}
      {files.length > 0 && !sending.under && <UploadDialog files={files} choices={choices} onChange={setFiles} onClose={() => setFiles([])} onGo={go} />}
    </section>
  );
}

interface DialogProps {
  files: Chosen[];
  choices: Choice[];
  onChange: (files: Chosen[]) => void;
  onClose: () => void;
  onGo: (basis: string) => Promise<void>;
}

function UploadDialog({ files, choices, onChange, onClose, onGo }: DialogProps) {
  const [basis, setBasis] = useState("");
  const [failed, setFailed] = useState("");
  const fresh = files.filter(({ target }) => !target.document);
  const exemptOf = (one: Chosen) => choices.find(({ value }) => value === valueOf(one.target))?.exempt ?? false;
  const hidden = fresh.filter((one) => one.exempt || exemptOf(one)).length;
  const asks = fresh.some((one) => one.exempt && !exemptOf(one));
  const go = () => {
    if (fresh.some(({ title }) => !title.trim())) return setFailed(b.add.needsTitle);
    if (asks && !basis.trim()) return setFailed(b.add.needsBasis);
    void onGo(basis);
  };
  return (
    <Dialog title={b.add.dialog} onClose={onClose} actions={<button type="button" class="ds-button" onClick={go}>{b.add.go(files.length)}</button>}>
      <FileRows files={files} choices={choices} onChange={(now) => (now.length > 0 ? onChange(now) : onClose())} />
      {asks && (
        <div class="ds-field">
          <label class="ds-label" for="upload-basis">{b.add.basis}</label>
          <input class="ds-input" id="upload-basis" autocomplete="off" maxLength={2000} placeholder={b.add.basisHint} value={basis} onInput={(event) => setBasis(event.currentTarget.value)} />
        </div>
      )}
      <p class="quiet">{b.add.does(fresh.length - hidden, hidden, files.length - fresh.length)}</p>
      {failed && <p role="alert" class="ds-alert" data-color="danger">{failed}</p>}
    </Dialog>
  );
}

/** Files that are no papers yet: being made ready, or refused with what to do about it. */
function Waiting({ lines, onDone }: { lines: UploadLine[]; onDone: () => Promise<void> }) {
  const [failed, setFailed] = useState("");
  const act = async (what: () => Promise<void>) => {
    try {
      await what();
      setFailed("");
    } catch (trouble) {
      setFailed(sorry(wordOf(trouble)));
    }
    await onDone();
  };
  return (
    <>
      <h3 class="ds-heading" data-size="2xs">{b.waiting.title}</h3>
      <ul class="plain uploads">
        {lines.map((line) => (
          <li key={line.id} class="upload" data-state={line.state}>
            <div class="row-main">
              <span class="paper-title">{line.title}</span>
              <p class="quiet">{[line.name, sizeWords(line.size), b.waiting.by(line.by, momentWords(line.at))].filter(Boolean).join(" · ")}</p>
              <p class={line.state === "refused" ? "warn" : "quiet"}>
                {line.state === "refused" ? <><strong>{b.waiting.refused}.</strong> {b.waiting.words[line.word] ?? b.waiting.words["other"]}</> : b.waiting[line.state]}
              </p>
            </div>
            {line.state !== "waiting" && (
              <div class="actions">
                {line.state === "refused" && <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => void act(() => brought.again(line.id))}><Undo />{b.waiting.again}<span class="ds-sr-only">{b.waiting.of(line.title)}</span></button>}
                <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => void act(() => brought.remove(line.id))}><Bin />{b.waiting.remove}<span class="ds-sr-only">{b.waiting.of(line.title)}</span></button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {failed && <p role="alert" class="ds-alert" data-color="danger">{failed}</p>}
    </>
  );
}
