import { useState } from "preact/hooks";
import { byMeeting, firstOf, fits, type NoteFilter, tagsOf } from "../domain/note-list";
import type { Note } from "../domain/notes";
import { more, portionFrom, portionWith } from "../domain/portion";
import type { NoteCircle } from "../domain/shapes";
import { toLookAt } from "../store/anchors";
import { circlesOf } from "../store/circles";
import { allNotes, deleteNote, keptNotes, lockedNotes } from "../store/notes";
import { Ask } from "../ui/ask";
import { Save } from "../ui/icons";
import { Empty, Loading, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { n } from "../words/notes";
import { useLive } from "./live";
import { useActs } from "./note-acts";
import { Spot } from "./note-colours";
import { Conflict } from "./note-conflict";
import { circleNames, nameOf } from "./note-names";
import { More, useFocusWhenDrawn } from "./note-portion";
import { Sharing } from "./note-sharing";
import { meetingName, type Shelved, shelves } from "./note-shelves";
import { Tags } from "./note-tags";
import { Filters } from "./notes-filter";
import { KeptList } from "./notes-kept";
import { LockedWords } from "./notes-locked";
import { OutDialog } from "./notes-out";
import { ReviewList } from "./notes-review";
import { Told } from "./paper-lines";
import { PrintAdd } from "./print-add";

async function load() {
  const [notes, look, kept, where, locked] = await Promise.all([allNotes(), toLookAt(), keptNotes(), shelves(), lockedNotes()]);
  const packages = [...new Set([...where.values()].map((shelf) => shelf.package))];
  const circles: NoteCircle[] = (await Promise.all(packages.map(circlesOf))).flat();
  return { notes, look, kept, where, locked, circles: circleNames(circles) };
}
type Loaded = Awaited<ReturnType<typeof load>>;

/** All my notes, those that must be looked at first. */
export function NotesPage({ filter }: { filter: NoteFilter }) {
  const [live, again] = useLive(["notes", "papers", "downloads"], load, "notes");
  const [out, setOut] = useState(false);
  const acts = useActs();
  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  if (live.state === "loading") return <Loading title={n.title} lines={5} />;
  const { notes, look, kept, where, locked } = live.value;
  const here = new Set(notes.map(({ id }) => id));
  const beside = (note: Note) => note.conflictOf !== null && here.has(note.conflictOf); // shown with the note it is a copy of
  const shown = notes.filter((note) => !beside(note) && fits(note, filter) && (filter.meeting === "" || where.get(note.document ?? "")?.package === filter.meeting));
  const meetings = new Map([...where.values()].filter((shelf) => notes.some(({ document }) => where.get(document ?? "")?.package === shelf.package)).map((shelf) => [shelf.package, meetingName(shelf)]));
  return (
    <Page
      title={n.title}
      beside={<button type="button" class="ds-button" data-variant="secondary" onClick={() => setOut(true)}><Save />{n.out.title}</button>}
    >
      {locked > 0 && <LockedWords said={n.locked(locked)}>{n.lockedMore}</LockedWords>}
      {look.length > 0 && <ReviewList look={look} where={where} acts={acts} />}
      {kept.length > 0 && <KeptList kept={kept} />}
      {notes.length === 0 ? locked === 0 && (
        <Empty title={n.list.empty}><p>{n.list.emptyMore}</p></Empty>
      ) : (
        <>
          <Filters filter={filter} tags={tagsOf(notes)} meetings={meetings} shown={shown.length} />
          {shown.length === 0 && <Empty title={n.list.nothing}><a class="ds-button" data-variant="secondary" href={to.notes()}>{n.list.clear}</a></Empty>}
          <Groups key={JSON.stringify(filter)} of={JSON.stringify(filter)} notes={shown} copies={notes.filter(beside)} loaded={live.value} />
        </>
      )}
      <Told acts={acts} />
      {out && <OutDialog notes={notes.filter(({ mine }) => mine)} where={where} circles={live.value.circles} label={n.title} onClose={() => setOut(false)} />}
    </Page>
  );
}

/** How much of which list was shown, for whoever opens a note of it and comes back. */
let left = { of: "", asked: portionFrom(0, 0) };

function Groups({ of, notes, copies, loaded: { where, circles } }: { of: string; notes: Note[]; copies: Note[]; loaded: Loaded }) {
  const first = new Map([...where.values()].map((shelf) => [shelf.package, shelf]));
  const cases = new Map([...where.values()].map((shelf) => [shelf.item, shelf.title]));
  const [begun, setBegun] = useState(left.of === of ? left.asked : portionFrom(0, notes.length));
  const asked = portionWith(-1, begun, notes.length);
  const focus = useFocusWhenDrawn();
  const groups = byMeeting(notes, (document) => where.get(document ?? ""));
  const next = groups.flatMap((group) => group.cases.flatMap((one) => one.notes))[asked.to];
  const onMore = () => {
    left = { of, asked: more(asked, notes.length) };
    setBegun(left.asked);
    if (next) focus(`line-${next.id}`);
  };
  return (
    <>
      {firstOf(groups, asked.to).map((group) => {
        const shelf = group.package === null ? undefined : first.get(group.package);
        return (
          <section key={group.package ?? ""} class="notes-meeting">
            <h2 class="ds-heading" data-size="sm">{shelf ? <a class="ds-link" href={to.meeting(shelf.package)}>{meetingName(shelf)}</a> : n.list.gone}</h2>
            {shelf && <div><PrintAdd from={{ package: shelf.package }} about={meetingName(shelf)} /></div>}
            {!shelf && <p class="quiet">{n.list.goneMore}</p>}
            {group.cases.map(({ item, notes: its }) => (
              <section key={item} class="notes-case">
                <h3 class="ds-heading" data-size="2xs">{shelf ? cases.get(item) || n.list.meeting : item || n.list.gone}</h3>
                {its.map((note) => <Line key={note.id} note={note} copies={copies.filter(({ conflictOf }) => conflictOf === note.id)} shelf={where.get(note.document ?? "")} circles={circles} />)}
              </section>
            ))}
          </section>
        );
      })}
      {next && <More name={n.list.more} onMore={onMore} />}
    </>
  );
}

function Line({ note, copies, shelf, circles }: { note: Note; copies: Note[]; shelf: Shelved | undefined; circles: ReadonlyMap<string, string> }) {
  const [asking, setAsking] = useState(false);
  const { content } = note;
  const name = <><Spot colour={content.colour} />{nameOf(note)}</>;
  const place = [shelf?.paper, n.card.page(content.accepted?.page ?? content.page ?? 1)].filter(Boolean).join(", ");
  return (
    <article class="note note-line" data-colour={content.colour ?? undefined} aria-labelledby={`line-${note.id}`}>
      <h4 id={`line-${note.id}`} class="note-place">
        {shelf && note.document ? <a class="row-link" href={to.note(shelf.package, note.document, note.parent ?? note.id)}>{name}</a> : name}
        <span class="quiet">{place}</span>
      </h4>
      {!note.mine && <p class="quiet">{n.card.by(note.name)}</p>}
      {content.quote && <blockquote class="note-quote">{content.quote.exact}</blockquote>}
      {content.text && copies.length === 0 && <p class="note-text">{content.text}</p>}
      {copies.map((copy) => <Conflict key={copy.id} note={note} copy={copy} />)}
      <Tags tags={content.tags ?? []} />
      <Sharing note={note} circles={circles} />
      {!shelf && note.mine && <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => setAsking(true)}>{n.card.delete}</button>}
      {asking && (
        <Ask title={n.card.deleteAsk} yes={n.card.delete} onYes={() => void deleteNote(note.id)} onNo={() => setAsking(false)}>
          <p>{n.kept.dropMore}</p>
        </Ask>
      )}
    </article>
  );
}
