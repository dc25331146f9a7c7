import { useState } from "preact/hooks";
import { agendaLines, type NameRead, OWN, type Target, withLines } from "../domain/brought";
import type { MeetingMade } from "../domain/shapes";
import { brought } from "../sync/brought";
import { Back } from "../ui/icons";
import { Empty, Loading, Page, Trouble } from "../ui/page";
import { go, to } from "../ui/router";
import { b } from "../words/brought";
import { d } from "../words/desk";
import { sorry } from "../words/index";
import { useLive, wordOf } from "./live";
import { type Choice, choose, type Chosen, DropZone, FileRows, ofMeeting, valueOf } from "./upload-files";
import { useSending } from "./upload-sending";

/** A whole meeting that no archive tells of: when and where, its agenda, and its papers. */
export function DeskNewPage() {
  const [live, again] = useLive(["connection"], () => brought.committees(), "new");
  const words = b.meeting;
  const above = <a class="back" href={to.desk}><Back />{d().desk.title}</a>;
  if (live.state === "loading") return <Loading title={words.title} lines={6} />;
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  if (live.value.committees.length === 0) {
    return <Page title={words.title} above={above}><Empty title={words.noCommittees}><a class="ds-button" data-variant="secondary" href={to.people}>{words.toPeople}</a></Empty></Page>;
  }
  return (
    <Page title={words.title} above={above}>
      <p class="quiet">{words.lead}</p>
      <NewMeeting committees={live.value.committees} />
    </Page>
  );
}

/** Lines of the agenda have no ids before the meeting is made: a file's item is the line's place, from 0. */
const placed = (read: NameRead, lines: { number: string }[]): Target => {
  const at = lines.findIndex(({ number }) => number !== "" && number.replace(/\s/g, "").toLowerCase() === read.number.replace(/\s/g, "").toLowerCase());
  return at < 0 ? OWN : { ...OWN, item: String(at) };
};

function NewMeeting({ committees }: { committees: { id: string; name: string }[] }) {
  const words = b.meeting;
  const [committee, setCommittee] = useState(committees.length === 1 ? (committees[0]?.id ?? "") : "");
  const [date, setDate] = useState("");
  const [at, setAt] = useState("");
  const [place, setPlace] = useState("");
  const [agenda, setAgenda] = useState("");
  const [files, setFiles] = useState<Chosen[]>([]);
  const [basis, setBasis] = useState("");
  const [wrong, setWrong] = useState<string[]>([]);
  const [working, setWorking] = useState(false);
  const [made, setMade] = useState<MeetingMade | null>(null);
  const sending = useSending();
  const lines = agendaLines(agenda);
  const choices: Choice[] = [...lines.map(({ number, title }, index) => choiceOf(index, words.itemOf(number, title))), ofMeeting()];
  const exempt = files.filter((one) => one.exempt).length;
  const add = (given: File[]) => {
    const text = withLines(agenda, choose(given, () => OWN).chosen.map(({ read }) => read));
    const found = choose(given, (read) => placed(read, agendaLines(text)));
    setAgenda(text);
    setFiles((were) => [...were, ...found.chosen]);
    setWrong(found.wrong);
  };
  const make = async (event: Event) => {
    event.preventDefault();
    if (working) return;
    if (!committee) return setWrong([words.needsCommittee]);
    if (!date) return setWrong([words.needsDate]);
    if (files.some(({ title }) => !title.trim())) return setWrong([b.add.needsTitle]);
    if (exempt > 0 && !basis.trim()) return setWrong([b.add.needsBasis]);
    setWorking(true);
    setWrong([]);
    try {
      const now = made ?? (await brought.makeMeeting({ committee, date, at, place, items: lines.map((line) => ({ ...line, legal_basis: "" })) }));
      setMade(now);
      const mine = files.map((one) => (made ? one : { ...one, target: { ...one.target, item: one.target.item === "" ? "" : (now.items[Number(one.target.item)] ?? "") } }));
      const left = await sending.send(now.package, mine, basis);
      setFiles(left);
      if (left.length === 0) return go(to.deskPackage(now.package), "replace");
      setWrong([words.halfDone]);
    } catch (trouble) {
      setWrong([sorry(wordOf(trouble))]);
    }
    setWorking(false);
  };
  return (
    <form class="new-meeting" onSubmit={(event) => void make(event)}>
      <fieldset class="new-when" disabled={made !== null}>
        <legend class="ds-sr-only">{words.title}</legend>
        <div class="ds-field">
          <label class="ds-label" for="new-committee">{words.committee}</label>
          <select class="ds-input" id="new-committee" value={committee} onChange={(event) => setCommittee(event.currentTarget.value)}>
            <option value="">{words.choose}</option>
            {committees.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </div>
        <div class="ds-field">
          <label class="ds-label" for="new-date">{words.date}</label>
          <input class="ds-input" type="date" id="new-date" value={date} onInput={(event) => setDate(event.currentTarget.value)} />
        </div>
        <div class="ds-field">
          <label class="ds-label" for="new-at">{words.at}</label>
          <input class="ds-input" type="time" id="new-at" aria-describedby="new-at-more" value={at} onInput={(event) => setAt(event.currentTarget.value)} />
          <p class="quiet" id="new-at-more">{words.atHint}</p>
        </div>
        <div class="ds-field">
          <label class="ds-label" for="new-place">{words.place}</label>
          <input class="ds-input" id="new-place" maxLength={300} autocomplete="off" value={place} onInput={(event) => setPlace(event.currentTarget.value)} />
        </div>
        <div class="ds-field new-agenda">
          <label class="ds-label" for="new-agenda">{words.agenda}</label>
          <p class="quiet" id="new-agenda-more">{words.agendaHint}</p>
          <textarea class="ds-input" id="new-agenda" rows={Math.max(5, lines.length + 1)} aria-describedby="new-agenda-more" value={agenda} onInput={(event) => setAgenda(event.currentTarget.value)} />
        </div>
      </fieldset>
      <section aria-labelledby="new-papers">
        <h2 class="ds-heading" data-size="sm" id="new-papers">{words.papers}</h2>
        <DropZone name={words.papers} lead={words.papersLead} onFiles={add} />
        {files.length > 0 && <FileRows files={files} choices={choices} onChange={setFiles} />}
        {exempt > 0 && (
          <div class="ds-field">
            <label class="ds-label" for="new-basis">{b.add.basis}</label>
            <input class="ds-input" id="new-basis" autocomplete="off" maxLength={2000} placeholder={b.add.basisHint} value={basis} onInput={(event) => setBasis(event.currentTarget.value)} />
          </div>
        )}
        {files.length > 0 && <p class="quiet">{b.add.does(files.length - exempt, exempt, 0)}</p>}
      </section>
      <p role="status" class={sending.under || working ? "uploading" : "ds-sr-only"}>{sending.under || (working ? words.working : "")}</p>
      {[...wrong, ...sending.failed].map((said) => <p key={said} role="alert" class="ds-alert" data-color="danger">{said}</p>)}
      <div class="actions">
        <button type="submit" class="ds-button" aria-disabled={working}>{words.make(files.length)}</button>
        {made && !working && <a class="ds-button" data-variant="secondary" href={to.deskPackage(made.package)}>{words.toDesk}</a>}
      </div>
    </form>
  );
}

const choiceOf = (index: number, name: string): Choice => {
  const target = { ...OWN, item: String(index) };
  return { value: valueOf(target), name: b.add.paperOf(name), target, exempt: false };
};
