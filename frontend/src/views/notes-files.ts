/** Notes as files of one's own, all made on this device; and back in again. */

import { copyNote } from "../domain/copy-note";
import { byMeeting, threads } from "../domain/note-list";
import { standing } from "../domain/note-place";
import type { Note } from "../domain/notes";
import type { NotesGroup } from "../domain/notes-document";
import { anchorsOf } from "../store/anchors";
import { openFile } from "../store/files";
import { makeNote, note as row } from "../store/notes";
import { me } from "../store/rows";
import { language } from "../words/index";
import { momentWords } from "../words/time";
import { n } from "../words/notes";
import { meetingName, type Shelved } from "./note-shelves";

export interface Made {
  name: string;
  file: Blob;
}

type Where = Map<string, Shelved>;

const words = async () => (await import("../words/notes-document")).outWords(language());
/** A name that every file system takes. */
const safe = (name: string) => name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ").replace(/\s+/g, " ").trim().slice(0, 100) || n.out.filename;
const newestOf = (note: Note, where: Where) => where.get(note.document ?? "")?.version ?? note.version;

async function anchorsFor(versions: Iterable<string>) {
  return new Map(await Promise.all([...new Set(versions)].map(async (version) => [version, await anchorsOf(version)] as const)));
}

/** A copy of each paper with its notes in it. `missing`: papers that are not here to be copied. */
export async function copies(notes: Note[], where: Where, tell: (done: number, total: number) => void): Promise<{ made: Made[]; missing: number }> {
  const [{ annotatedCopy }, { doubt }] = await Promise.all([import("../reader/annotate"), words()]);
  const papers = new Map<string, Note[]>();
  for (const note of notes) if (note.document) papers.set(note.document, [...(papers.get(note.document) ?? []), note]);
  const made: Made[] = [];
  let missing = 0;
  let done = 0;
  for (const its of papers.values()) {
    tell(done++, papers.size);
    const first = its[0] as Note;
    const newest = newestOf(first, where);
    const version = (await openFile(newest)) ? newest : first.version;
    const source = await openFile(version);
    const anchors = await anchorsOf(version);
    const drawn = its.flatMap((note) => copyNote(note, standing(note, version, anchors.get(note.id)), doubt) ?? []);
    const bytes = source && (await annotatedCopy(source, drawn).catch(() => null));
    if (bytes) made.push({ name: `${safe(first.content.paper || where.get(first.document ?? "")?.paper || "")}.pdf`, file: new Blob([bytes as BlobPart], { type: "application/pdf" }) });
    else missing++;
  }
  return { made, missing };
}

export async function readable(notes: Note[], where: Where, title: string): Promise<Made> {
  const [{ notesDocument }, said] = await Promise.all([import("../domain/notes-document"), words()]);
  const anchors = await anchorsFor(notes.map((note) => newestOf(note, where)));
  const groups: NotesGroup[] = byMeeting(notes, (document) => where.get(document ?? "")).map((group) => {
    const shelf = [...where.values()].find((one) => one.package === group.package);
    const papers = [...new Set(group.cases.flatMap((one) => one.notes).map(({ document }) => document))].map((document) => {
      const its = group.cases.flatMap((one) => one.notes).filter((note) => note.document === document);
      const version = newestOf(its[0] as Note, where);
      const stand = anchors.get(version) ?? new Map();
      const ordered = threads(its, version, stand).flatMap(({ note, at, replies, copies: beside }) => [
        { note, at },
        ...[...beside, ...replies].map((one) => ({ note: one, at: standing(one, version, stand.get(one.id)) })),
      ]);
      return { title: its[0]?.content.paper || where.get(document ?? "")?.paper || n.list.gone, notes: ordered };
    });
    return { title: shelf ? meetingName(shelf) : n.list.gone, papers };
  });
  const html = notesDocument({ title, made: momentWords(new Date()), groups }, said);
  return { name: `${safe(title)}.html`, file: new Blob([html], { type: "text/html;charset=utf-8" }) };
}

export async function data(notes: Note[], circles: ReadonlyMap<string, string>, label: string): Promise<Made> {
  const { exportAnnotations } = await import("../domain/web-annotation");
  const about = { origin: location.origin, label, language: language(), circles: Object.fromEntries(circles), generated: new Date().toISOString() };
  return { name: `${safe(label)}.jsonld`, file: new Blob([exportAnnotations(notes, about)], { type: "application/ld+json" }) };
}

/** What a file of notes brought, in sentences: how many are new, whose they are, and why some could not be taken. */
export async function takeIn(file: File, where: Where): Promise<string[]> {
  const [{ importAnnotations }, said, self] = await Promise.all([import("../domain/web-annotation"), words(), me()]);
  const { drafts, problems } = importAnnotations(await file.text(), {
    me: self?.id ?? "",
    paper: ({ document, version }) => {
      const found = [...where].find(([id, shelf]) => id === document || (version !== null && shelf.version === version));
      return found?.[1].version ? { document: found[0], version: found[1].version } : null;
    },
    otherwise: null,
  });
  const taken: typeof drafts = [];
  for (const note of drafts) {
    if (await row(note.id)) continue;
    await makeNote(note.draft, note.id);
    taken.push(note);
  }
  const known = drafts.length - taken.length;
  const others = taken.flatMap(({ by }) => (by === null ? [] : [by]));
  const look = taken.filter((note) => note.look).length;
  const why = new Map(problems.map(({ word }) => [word, problems.filter((one) => one.word === word).map(({ at }) => at)]));
  return [
    ...(drafts.length === 0 ? [said.nothing] : [n.out.taken(taken.length)]),
    ...(known > 0 ? [n.out.known(known)] : []),
    ...(others.length > 0 ? [said.others(others.length, taken.length, [...new Set(others)].filter(Boolean))] : []),
    ...(look > 0 ? [said.look(look)] : []),
    ...[...why].map(([word, all]) => (all[0] === 0 ? said.problems[word] : said.problemAt(all, said.problems[word]))),
  ];
}

/** Hands the file to the browser, which asks or puts it among the downloads. */
export function save({ name, file }: Made): void {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
