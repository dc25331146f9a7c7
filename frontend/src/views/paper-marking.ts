import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Thread, threads } from "../domain/note-list";
import type { Anchor, Colour, Note, NoteContent, NoteDraft, NoteGeometry, NoteKind, NotePlace, NoteQuote } from "../domain/notes";
import { sortKey } from "../domain/sort-key";
import type { MarkingEvents, Picked, Reader, Tool } from "../reader";
import { anchorsOf } from "../store/anchors";
import { changeNote, deleteNote, makeNote, newId, note as row, notesOf, revive } from "../store/notes";
import { n } from "../words/notes";
import { t } from "../words/text";
import { drawnOf, nameOf } from "./note-names";
import { type Acts, useActs } from "./note-acts";
import { useLive } from "./live";

const SAME_DRAWING = 4_000; // ms between strokes of one drawing
const MOST_INK = 48_000; // characters of JSON; the server takes 64 KiB

export interface Writing {
  id: string;
  draft: NoteDraft;
  label: string;
}

export interface Marking {
  list: Thread[];
  acts: Acts;
  picked: Picked[] | null;
  at: DOMRect | null;
  mode: Tool;
  colour: Colour;
  chosen: string | null;
  /** The tags of what is chosen are to be set at once. */
  tagging: boolean;
  /** A note that is being written for the first time. */
  writing: Writing | null;
  bookmarked: boolean;
  events: MarkingEvents;
  setColour(colour: Colour): void;
  setMode(mode: Tool): void;
  choose(id: string | null, how?: "go" | "stay"): void;
  highlight(colour?: Colour): void;
  comment(): void;
  tag(): void;
  pageNote(): void;
  bookmark(): void;
  reply(parent: Note): void;
  doneWriting(): void;
  dropPicked(): void;
  /** Gives a note its place in this version: what is picked, or the page. */
  place(note: Note, where: Where): Promise<void>;
}

/** A place in the version that is shown; without words or geometry the whole page. */
export interface Where {
  page: number;
  place?: NotePlace | null;
  quote?: NoteQuote | null;
  geometry?: NoteGeometry | null;
}

interface About {
  document: string;
  version: string;
  /** What the paper is called. */
  paper: string;
  page: number;
  onOpen: () => void;
}

const NO_ANCHORS: ReadonlyMap<string, Anchor> = new Map();

/** What one marks and writes in the open paper, between the reader, which shows it, and the store, which keeps it. */
export function useMarking(reader: Reader | null, about: About): Marking {
  const { document, version } = about;
  const acts = useActs();
  const [live] = useLive(["notes"], async () => {
    const [notes, anchors] = await Promise.all([notesOf(document), anchorsOf(version)]);
    return { notes, anchors };
  }, `${document}/${version}`);
  const here = live.state === "here" ? live.value : null;
  const list = useMemo(() => threads(here?.notes ?? [], version, here?.anchors ?? NO_ANCHORS), [here, version]);
  const [selected, setSelected] = useState<{ picked: Picked[] | null; at: DOMRect | null }>({ picked: null, at: null });
  const [mode, setMode] = useState<Tool>("none");
  const [colour, setColour] = useState<Colour>("yellow");
  const [chosen, setChosen] = useState<string | null>(null);
  const [tagging, setTagging] = useState(false);
  const [writing, setWriting] = useState<Writing | null>(null);
  const drawing = useRef<{ id: string; page: number; colour: Colour; geometry: NoteGeometry; at: number; last: Promise<unknown> } | null>(null);

  useEffect(() => reader?.showNotes(list.flatMap((thread) => drawnOf(thread) ?? [])), [reader, list]);
  useEffect(() => reader?.tool(mode, colour), [reader, mode, colour]);

  const draftOf = (kind: NoteKind, content: NoteContent, picked?: Picked): NoteDraft => ({
    kind, document, version, parent: null, paper: about.paper, written: new Date().toISOString(), text: "", tags: [], colour: null,
    ...(picked && { page: picked.page, place: picked.place, geometry: picked.geometry, quote: picked.quote, sort: picked.sort }),
    ...content,
  });
  const make = async (drafts: NoteDraft[], said: string) => {
    const ids = await Promise.all(drafts.map((draft) => makeNote(draft)));
    acts.did(said, () => Promise.all(ids.map((id) => deleteNote(id))));
    return ids;
  };
  const dropPicked = () => {
    reader?.clearPicked();
    setSelected({ picked: null, at: null });
  };
  const choose = (id: string | null, how: "go" | "stay" = "go") => {
    setChosen(id);
    setTagging(false);
    const thread = id === null || how === "stay" ? undefined : list.find(({ note }) => note.id === id);
    const drawn = thread && drawnOf(thread);
    if (drawn) reader?.goToNote(drawn);
  };
  const write = (draft: NoteDraft, label: string) => {
    setChosen(null);
    setWriting({ id: newId(), draft, label });
    about.onOpen();
  };
  const highlightAll = async (wanted: Colour) => {
    const { picked } = selected;
    if (!picked) return [];
    setColour(wanted);
    dropPicked();
    const unsure = picked.some(({ quote, place }) => quote !== null && place === null);
    const said = unsure ? t.unplaced : picked.some(({ quote }) => quote) ? n.did.highlight(n.colour[wanted]) : n.did.area;
    return make(picked.map((one) => draftOf("highlight", { colour: wanted }, one)), said);
  };
  const stroke = (page: number, geometry: NoteGeometry, sort: string) => {
    const was = drawing.current;
    const whole = { ...geometry, paths: [...(was?.geometry.paths ?? []), ...geometry.paths] };
    const same = was && was.page === page && was.colour === colour && Date.now() - was.at < SAME_DRAWING && JSON.stringify(whole).length < MOST_INK;
    if (!same) {
      const id = newId();
      const last = makeNote(draftOf("ink", { page, geometry, sort, colour }), id);
      drawing.current = { id, page, colour, geometry, at: Date.now(), last };
      return void last.then(() => acts.did(n.did.ink, () => deleteNote(id)));
    }
    const before = was.geometry;
    const grow = async (to: NoteGeometry) => changeNote(was.id, { geometry: to }, (await row(was.id))?.ver ?? 0);
    const last = changeNote(was.id, { geometry: whole }, 0); // begun at once, on what this drawing was made as
    drawing.current = { ...was, geometry: whole, at: Date.now(), last };
    return void last.then(() => acts.did(n.did.ink, () => {
      drawing.current = null;
      return grow(before);
    }));
  };
  const page = about.page;
  const onPage = { page, sort: sortKey(page) };
  const bookmarkHere = list.find(({ note, at }) => note.kind === "bookmark" && note.mine && at?.page === page)?.note;

  const handlers: MarkingEvents = {
    picked: (picked, at) => setSelected({ picked, at }),
    chosen: (id) => {
      choose(id, "stay");
      about.onOpen();
    },
    drew: stroke,
    placed: (onto, geometry, sort) => {
      setMode("none");
      write(draftOf("textbox", { page: onto, geometry, sort, colour }), n.editor.textbox);
    },
  };
  const current = useRef(handlers);
  current.current = handlers;
  const events = useMemo<MarkingEvents>(() => ({
    picked: (...told) => current.current.picked(...told),
    chosen: (...told) => current.current.chosen(...told),
    drew: (...told) => current.current.drew(...told),
    placed: (...told) => current.current.placed(...told),
  }), []);

  return {
    list, acts, mode, colour, chosen, tagging, writing, events, ...selected,
    bookmarked: bookmarkHere !== undefined,
    setColour,
    setMode: (to) => {
      drawing.current = null;
      setMode(to);
    },
    choose,
    highlight: (wanted = colour) => void highlightAll(wanted),
    comment: () => {
      const [first, ...rest] = selected.picked ?? [];
      if (!first) return;
      dropPicked();
      if (rest.length > 0) void make(rest.map((one) => draftOf("highlight", { colour }, one)), n.did.highlight(n.colour[colour]));
      write(draftOf("comment", { colour }, first), n.editor.comment);
    },
    tag: () => void highlightAll(colour).then(([first]) => {
      if (first === undefined) return;
      setChosen(first);
      setTagging(true);
      about.onOpen();
    }),
    pageNote: () => write(draftOf("comment", onPage), n.editor.page),
    bookmark: () => {
      if (bookmarkHere) void deleteNote(bookmarkHere.id).then(() => acts.did(n.did.noBookmark, () => revive(bookmarkHere)));
      else void make([draftOf("bookmark", onPage)], n.did.bookmark);
    },
    reply: (parent) => write({ ...draftOf("reply", { page: parent.content.page ?? 1, sort: parent.content.sort ?? "" }), version: parent.version, parent: parent.id }, `${n.editor.reply}: ${nameOf(parent)}`),
    doneWriting: () => {
      if (!writing) return;
      const { id, draft } = writing;
      choose(id, "stay");
      setWriting(null);
      void row(id).then((made) => made && acts.did(draft.kind === "comment" && draft.quote ? n.did.comment : draft.kind === "reply" ? n.did.reply : n.did.note, () => deleteNote(id)));
    },
    dropPicked,
    place: async (note, { page: onto, quote = null, place = null, geometry = null }) => {
      await acts.place(note, { version, page: onto, quote, place, geometry });
      dropPicked();
    },
  };
}
