import { useRef, useState } from "preact/hooks";
import { type Standing, standing } from "../domain/note-place";
import type { Anchor, Note } from "../domain/notes";
import { more, portionFrom, portionWith } from "../domain/portion";
import { go, to } from "../ui/router";
import { n } from "../words/notes";
import type { Acts } from "./note-acts";
import { Spot } from "./note-colours";
import { drawnOf, nameOf } from "./note-names";
import { More, useFocusWhenDrawn } from "./note-portion";
import { meetingName, type Shelved } from "./note-shelves";
import { Glimpse } from "./paper-glimpse";

interface Look {
  note: Note;
  anchor: Anchor;
}

/** Notes that a new version has left without a certain place: the guess is shown, and one tap takes it. */
export function ReviewList({ look, where, acts }: { look: Look[]; where: Map<string, Shelved>; acts: Acts }) {
  const title = useRef<HTMLHeadingElement>(null);
  const [begun, setBegun] = useState(portionFrom(0, look.length));
  const asked = portionWith(-1, begun, look.length);
  const focus = useFocusWhenDrawn();
  const next = look[asked.to];
  const onMore = () => {
    setBegun(more(asked, look.length));
    if (next) focus(`look-${next.note.id}`);
  };
  const accept = ({ note, anchor }: Look, at: Standing) => {
    const { page, quote, place, geometry } = at;
    void acts.place(note, { version: anchor.version, page, quote, place, geometry }).then(() => {
      title.current?.focus({ preventScroll: true }); // its button is gone
    });
  };
  return (
    <section class="notes-first" aria-labelledby="look">
      <h2 class="ds-heading" data-size="sm" id="look" tabIndex={-1} ref={title}>{n.carry.title} <span class="quiet">({look.length})</span></h2>
      <p class="quiet">{n.carry.titleMore}</p>
      {look.slice(0, asked.to).map((one) => <Review key={one.note.id} {...one} onAccept={(at) => accept(one, at)} shelf={where.get(one.note.document ?? "")} />)}
      {next && <More name={n.list.more} onMore={onMore} />}
    </section>
  );
}

function Review({ note, anchor, shelf, onAccept }: Look & { shelf: Shelved | undefined; onAccept: (at: Standing) => void }) {
  const [open, setOpen] = useState(false);
  const { content } = note;
  const at = standing(note, anchor.version, anchor);
  const sure = at !== null && at.page > 0;
  const before = standing(note, note.version, null);
  return (
    <article class="note review" data-colour={content.colour ?? undefined} aria-labelledby={`look-${note.id}`}>
      <h3 class="note-place" id={`look-${note.id}`}>
        <Spot colour={content.colour} />{nameOf(note)}<span class="quiet">{[content.paper || shelf?.paper, n.card.page(content.page ?? 1)].filter(Boolean).join(", ")}</span>
      </h3>
      {shelf && <p class="quiet">{meetingName(shelf)}</p>}
      <Surroundings note={note} />
      {content.text && <p class="note-text">{content.text}</p>}
      <p>{sure ? n.carry.candidate(at.page) : n.carry.orphan}</p>
      <div class="actions">
        {sure && <button type="button" class="ds-button" data-size="sm" onClick={() => onAccept(at)}>{n.carry.accept}</button>}
        {shelf && note.document && (
          <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => go(to.note(shelf.package, note.document ?? "", note.id, anchor.page || content.page, true))}>{n.carry.place}</button>
        )}
        <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? n.carry.hide : n.carry.compare}</button>
      </div>
      {open && (
        <div class="glimpses">
          <Glimpse title={n.carry.old} label={n.carry.oldPage(content.page ?? 1)} version={note.version} page={content.page ?? 1} drawn={drawnOf({ note, at: before, replies: [], copies: [] })}>
            <p>{n.carry.notHere}</p>
            <Surroundings note={note} />
          </Glimpse>
          <Glimpse title={n.carry.new} label={n.carry.newPage(sure ? at.page : 1)} version={anchor.version} page={sure ? at.page : (content.page ?? 1)} drawn={drawnOf({ note, at, replies: [], copies: [] })}>
            <p>{n.carry.newNotHere}</p>
          </Glimpse>
        </div>
      )}
    </article>
  );
}

/** The words, with what stood around them. */
function Surroundings({ note: { content: { quote, geometry } } }: { note: Note }) {
  if (!quote) return <p class="quiet">{geometry ? n.carry.noQuote : n.carry.wholePage}</p>;
  return <blockquote class="note-quote note-around">{quote.prefix && "…"}{quote.prefix}<mark>{quote.exact}</mark>{quote.suffix}{quote.suffix && "…"}</blockquote>;
}
