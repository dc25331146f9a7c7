/** Notes as they are listed: in the order of the paper, or by meeting and case, newest first. */

import type { Anchor, Colour, Note, NoteKind, QuietKind } from "./notes";
import { type Standing, standing } from "./note-place";
import { digits } from "./sort-key";

/** A note with what belongs beside it. `at` is null until the carry-over has said where it stands. */
export interface Thread {
  note: Note;
  at: Standing | null;
  replies: Note[];
  /** Texts that were written at the same time on another device. */
  copies: Note[];
}

/** Where a note comes in the paper; what stands nowhere comes last. */
function order(note: Note, at: Standing | null): string {
  if (at === null || at.page < 1) return `${digits(999_999, 6)}|${note.content.sort ?? ""}`;
  const told = at.how === "own" ? note.content.sort?.split("|").slice(1).join("|") : undefined;
  return `${digits(at.page, 6)}|${told ?? digits(at.place?.start ?? 0, 6)}`;
}

const byAge = (a: Note, b: Note) => a.created.localeCompare(b.created) || a.id.localeCompare(b.id);

/** The notes of one paper, as they stand in `version`. A reply or a copy whose note is gone stands by itself. */
export function threads(notes: Note[], version: string, anchors: ReadonlyMap<string, Anchor>): Thread[] {
  const known = new Set(notes.map(({ id }) => id));
  const under = (note: Note) => [note.parent, note.conflictOf].find((id) => id !== null && known.has(id));
  const heads = notes.filter((note) => !under(note)).map((note) => {
    const at = standing(note, version, anchors.get(note.id));
    const replies = notes.filter(({ parent }) => parent === note.id).sort(byAge);
    const copies = notes.filter(({ conflictOf }) => conflictOf === note.id).sort(byAge);
    return { note, at, replies, copies, order: order(note, at) };
  });
  return heads.sort((a, b) => a.order.localeCompare(b.order) || byAge(a.note, b.note)).map(({ order: _, ...thread }) => thread);
}

/** How many of them the carry-over has moved, and how many somebody must look at. */
export function carried(list: Thread[]): { moved: number; look: number } {
  const how = list.map(({ at }) => at?.how);
  return { moved: how.filter((one) => one === "moved").length, look: how.filter((one) => one === "review" || one === "orphan").length };
}

export type Sharing = "mine" | "private" | "shared" | "others";
export type ListedKind = Exclude<NoteKind, QuietKind>;

export interface NoteFilter {
  colour: Colour | "";
  tag: string;
  kind: ListedKind | "";
  sharing: Sharing;
  text: string;
  /** A package. */
  meeting: string;
}

export const EVERYTHING: NoteFilter = { colour: "", tag: "", kind: "", sharing: "mine", text: "", meeting: "" };

const SHARED: Record<Sharing, (note: Note) => boolean> = {
  mine: ({ mine }) => mine,
  private: ({ mine, scope }) => mine && scope === "private",
  shared: ({ mine, scope }) => mine && scope !== "private",
  others: ({ mine }) => !mine,
};

/** Whether every word of `filter.text` stands somewhere in the note, and the rest of the filter fits. */
export function fits(note: Note, filter: NoteFilter): boolean {
  const { colour = null, text = "", tags = [], quote, paper = "" } = note.content;
  const said = [text, tags.join(" "), quote?.exact ?? "", paper, note.name].join(" ").toLocaleLowerCase("nb");
  const words = filter.text.toLocaleLowerCase("nb").split(/\s+/).filter(Boolean);
  return (
    SHARED[filter.sharing](note)
    && (filter.colour === "" || colour === filter.colour)
    && (filter.kind === "" || note.kind === filter.kind)
    && (filter.tag === "" || tags.includes(filter.tag))
    && words.every((word) => said.includes(word))
  );
}

/** Every tag in use, the most used first. */
export function tagsOf(notes: Note[]): string[] {
  const used = new Map<string, number>();
  for (const tag of notes.flatMap(({ content }) => content.tags ?? [])) used.set(tag, (used.get(tag) ?? 0) + 1);
  return [...used].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "nb")).map(([tag]) => tag);
}

/** The meeting and the case of a paper. */
export interface Shelf {
  package: string;
  /** The case's id, or "" for the meeting's own papers. */
  item: string;
}

export interface CaseNotes {
  item: string;
  notes: Note[];
}

/** `package` is null for papers that are not given to this person any more. */
export interface MeetingNotes {
  package: string | null;
  cases: CaseNotes[];
}

const newest = (a: Note, b: Note) => b.changed.localeCompare(a.changed) || b.id.localeCompare(a.id);

/** The first `most` notes, under their meetings and cases. */
export function firstOf(groups: MeetingNotes[], most: number): MeetingNotes[] {
  let left = most;
  const take = <T>(list: T[]): T[] => {
    const taken = list.slice(0, Math.max(0, left));
    left -= taken.length;
    return taken;
  };
  return groups
    .map(({ package: of, cases }) => ({ package: of, cases: cases.map(({ item, notes }) => ({ item, notes: take(notes) })).filter(({ notes }) => notes.length > 0) }))
    .filter(({ cases }) => cases.length > 0);
}

/** Newest first: the meeting with the newest note, in it the case with the newest, in it the newest note. */
export function byMeeting(notes: Note[], shelfOf: (document: string | null) => Shelf | undefined): MeetingNotes[] {
  const meetings = new Map<string | null, Map<string, Note[]>>();
  for (const note of [...notes].sort(newest)) {
    const shelf = shelfOf(note.document);
    const cases = meetings.get(shelf?.package ?? null) ?? new Map<string, Note[]>();
    meetings.set(shelf?.package ?? null, cases);
    const item = shelf?.item ?? note.content.paper ?? "";
    cases.set(item, [...(cases.get(item) ?? []), note]);
  }
  const found = [...meetings].map(([of, cases]) => ({ package: of, cases: [...cases].map(([item, its]) => ({ item, notes: its })) }));
  return [...found.filter((one) => one.package !== null), ...found.filter((one) => one.package === null)];
}
