import type { Thread } from "../domain/note-list";
import type { Note } from "../domain/notes";
import type { NoteCircle } from "../domain/shapes";
import type { Drawn } from "../reader";
import { capital } from "../words/index";
import { n } from "../words/notes";

/** "Gul merking", "Notat på siden". */
export function nameOf({ kind, content }: Note): string {
  if (kind === "comment" && !content.quote && !content.geometry) return n.pageNote;
  const colour = content.colour && kind !== "textbox" ? n.colour[content.colour] : null;
  return colour ? `${colour} ${n.kind[kind].toLowerCase()}` : n.kind[kind];
}

/** What the note is about, in a few words: its own text, or what it marks. */
export function gist({ content, kind }: Note, most = 80): string {
  const said = (content.text || content.quote?.exact || (kind === "ink" ? n.card.ink : content.geometry ? n.card.scan : "")).replace(/\s+/g, " ").trim();
  return said.length > most ? `${said.slice(0, most - 1).trimEnd()}…` : said;
}

/** How a note is shown on the pages; null for one that stands nowhere in this version. */
export function drawnOf({ note, at }: Thread): Drawn | null {
  if (at === null || at.page < 1 || note.kind === "reply") return null;
  const said = gist(note);
  return {
    id: note.id,
    kind: note.kind,
    page: at.page,
    colour: note.content.colour ?? "yellow",
    geometry: at.geometry,
    place: at.place,
    quote: at.quote,
    text: note.content.text ?? "",
    label: said ? `${nameOf(note)}: ${said}` : nameOf(note),
    own: note.mine,
    uncertain: at.how === "review",
  };
}

/** What the carry-over made of them, in words; empty when there is nothing to say. */
export const carriedWords = ({ moved, look }: { moved: number; look: number }): string =>
  [moved > 0 && n.carry.moved(moved), look > 0 && n.carry.look(look)].filter(Boolean).join(", ");

/** A committee's name alone would say that the whole committee reads it. */
const circleName = ({ kind, name }: NoteCircle): string => (kind === "chair" ? n.card.chairOf(name) : name);
export const circleTitle = (circle: NoteCircle): string => (circle.kind === "chair" ? capital(circleName(circle)) : n.share.group(circle.name));
export const circleNames = (circles: NoteCircle[]): Map<string, string> => new Map(circles.map((circle) => [circle.scope, circleName(circle)]));

/** With whom a note is shared, in words. `circles` are names by scope, when the device knows them. */
export function sharingOf(note: Note, circles: ReadonlyMap<string, string>): string {
  if (note.scope === "private") return n.card.private;
  const circle = circles.get(note.scope) ?? (note.scope.startsWith("group:") ? n.card.group : n.card.chair);
  return note.mine ? n.card.shared(circle) : n.card.sharedBy(note.name, circle);
}
