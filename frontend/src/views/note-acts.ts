import { useEffect, useRef, useState } from "preact/hooks";
import type { Colour, Note, NoteAccepted } from "../domain/notes";
import { acceptAnchor } from "../store/anchors";
import { changeNote, deleteNote, note as row, revive } from "../store/notes";
import { n } from "../words/notes";

const TOLD = 10_000; // ms that the last act is offered to be undone beside the paper
const KEPT = 50;

interface Act {
  said: string;
  undo: () => Promise<unknown>;
}

export interface Acts {
  /** What would be undone, in words; null when there is nothing. */
  last: string | null;
  /** What was just done: for the eye for a while, and for a screen reader. */
  told: string;
  did(said: string, undo: () => Promise<unknown>): void;
  undo(): void;
  remove(note: Note): void;
  recolour(note: Note, colour: Colour): void;
  /** `tags` instead of those that `note` shows. */
  retag(note: Note, tags: string[]): void;
  /** Its author says where it belongs in a newer version. */
  place(note: Note, accepted: NoteAccepted): Promise<void>;
  /** An earlier text stands again. */
  retext(note: Note, text: string): void;
}

/** The latest acts on this screen, to be undone one by one. */
export function useActs(): Acts {
  const acts = useRef<Act[]>([]);
  const [last, setLast] = useState<string | null>(null);
  const [told, setTold] = useState("");
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const tell = (said: string) => {
    setTold(said);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setTold(""), TOLD);
  };
  const did = (said: string, undo: () => Promise<unknown>) => {
    acts.current = [...acts.current.slice(1 - KEPT), { said, undo }];
    setLast(said);
    tell(said);
  };
  const undo = () => {
    const act = acts.current.at(-1);
    if (!act) return;
    acts.current = acts.current.slice(0, -1);
    setLast(acts.current.at(-1)?.said ?? null);
    void act.undo().then(() => tell(n.did.undone), () => did(act.said, act.undo));
  };
  // One after the other, each upon the tags that stand by then: two quick ones are both there.
  const tagging = useRef(Promise.resolve());
  const retag = (note: Note, tags: string[]) => {
    const had = note.content.tags ?? [];
    tagging.current = tagging.current
      .then(async () => {
        const { content, ver } = (await row(note.id)) ?? note;
        const stand = content.tags ?? [];
        const to = [...new Set([...stand.filter((tag) => tags.includes(tag) || !had.includes(tag)), ...tags.filter((tag) => !had.includes(tag))])];
        const id = await changeNote(note.id, { tags: to }, ver);
        did(n.did.tags, () => changeNote(id, { tags: stand }, ver));
      })
      .catch((trouble: unknown) => console.error(trouble));
  };
  const change = (said: string, note: Note, to: Partial<Note["content"]>, from: Partial<Note["content"]>) =>
    void changeNote(note.id, to, note.ver).then((id) => did(said, () => changeNote(id, from, note.ver)));
  return {
    last,
    told,
    did,
    undo,
    remove: (note) => void deleteNote(note.id).then(() => did(n.did.deleted, () => revive(note))),
    recolour: (note, colour) => change(n.did.colour, note, { colour }, { colour: note.content.colour ?? null }),
    retag,
    place: async (note, accepted) => {
      const before = note.content.accepted ?? null;
      await acceptAnchor(note.id, accepted);
      did(n.did.placed, () => changeNote(note.id, { accepted: before }, note.ver));
    },
    retext: (note, text) =>
      void changeNote(note.id, { text }, note.ver).then((id) =>
        did(n.did.taken, async () => changeNote(id, { text: note.content.text ?? "" }, (await row(id))?.ver ?? note.ver)),
      ),
  };
}
