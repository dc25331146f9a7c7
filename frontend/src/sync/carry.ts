/**
 * Carries notes over to the newest version of their paper when its file is here. Done when the device has nothing better to
 * do, by one tab, and once for each note, place and version. Nothing of it is sent.
 */

import { carrier, type ToCarry } from "../domain/anchor";
import type { Anchor, Note, NotePlace, NoteQuote } from "../domain/notes";
import { cut, strip } from "../domain/strip";
import { pageTexts } from "../reader/texts";
import { anchorsOf, saveAnchors } from "../store/anchors";
import { sameVersions } from "../store/exempt";
import { openFile } from "../store/files";
import { manifestsKept } from "../store/list";
import { allNotes } from "../store/notes";
import { changed as told, watch } from "../store/notices";
import { filesHere } from "../store/rows";

const REST = 600; // ms without news before it begins
const SHARE = 20; // it looks again after so many times what looking costs, for those who have very many notes
const TURN = 12; // ms of work at a time; then whoever taps comes first
const PART = 200; // so many are being kept while the next are carried over

/** The text of a file's pages; null when the file is not here. Fails with Error("broken") for what is no readable PDF. */
export type ReadTexts = (sha256: string) => Promise<string[] | null>;

/** Call once. From then on notes follow their papers. */
export function keepCarrying(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let again = false;
  let cost = 0;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void begin(), Math.max(REST, cost * SHARE));
  };
  const look = async (): Promise<void> => {
    const began = performance.now();
    if (!(await carryAll(readTexts))) cost = performance.now() - began;
  };
  const begin = async (): Promise<void> => {
    again = true;
    running ??= (async () => {
      while (again) {
        again = false;
        await idle();
        await navigator.locks.request("folkevalgt-carry", look).catch((trouble: unknown) => console.error(trouble));
      }
    })().finally(() => (running = null));
    await running;
  };
  watch(["notes", "papers", "downloads"], soon);
  soon();
}

const idle = (): Promise<unknown> =>
  new Promise((rested) => (typeof requestIdleCallback === "function" ? requestIdleCallback(rested, { timeout: 5_000 }) : setTimeout(rested, 200)));

async function readTexts(sha256: string): Promise<string[] | null> {
  const source = await openFile(sha256);
  return source && pageTexts(source);
}

/** Lets others on this thread come first. A timer would wait 4 ms each time. */
const others = (): Promise<unknown> =>
  "scheduler" in globalThis && "yield" in scheduler ? scheduler.yield() : new Promise((rested) => setTimeout(rested));

/** Carries over what has not been; tells whether there was anything. `read` is asked only for versions that are needed. */
export async function carryAll(read: ReadTexts): Promise<boolean> {
  const byDocument = new Map<string, Note[]>();
  for (const note of await allNotes()) {
    if (note.document === null || note.kind === "reply") continue; // a reply stands where its note stands
    byDocument.set(note.document, [...(byDocument.get(note.document) ?? []), note]);
  }
  if (byDocument.size === 0) return false;
  let any = false;
  const here = await filesHere();
  for (const { shown } of await manifestsKept()) {
    for (const { id, version } of shown.documents) {
      const notes = byDocument.get(id);
      if (notes && version && here.has(version.sha256) && (await carryTo(version.sha256, notes, here, read))) any = true;
      byDocument.delete(id);
    }
  }
  return any;
}

async function carryTo(version: string, notes: Note[], here: Set<string>, read: ReadTexts): Promise<boolean> {
  const known = await anchorsOf(version);
  const owing = notes
    .filter((note) => note.content.accepted?.version !== version && (note.version !== version || lookedFor(note)))
    .map((note) => ({ note, ground: groundOf(note, here) }))
    .filter(({ note, ground }) => !stands(known.get(note.id)?.ground, ground));
  if (owing.length === 0) return false;
  const before = new Map<string, string[] | null>();
  const textsBefore = async (sha256: string): Promise<string[] | null> => {
    if (!before.has(sha256)) before.set(sha256, here.has(sha256) ? await read(sha256).catch(unreadable) : null);
    return before.get(sha256) ?? null;
  };
  const same = await sameVersions();
  const still = owing.filter(({ note }) => same(from(note).version, version)).map(({ note, ground }) => unmoved(note, version, ground));
  await saveAnchors(still);
  if (still.length > 0) told("notes");
  if (still.length === owing.length) return true;
  const pages = await read(version).catch(unreadable);
  if (pages === null) return false; // taken away meanwhile: it comes again, and so does this
  const place = carrier(pages);
  let done: Anchor[] = [];
  const kept: Promise<void>[] = [];
  let turn = performance.now();
  for (const { note, ground } of owing) {
    if (same(from(note).version, version)) continue;
    const { state, page, place: found, score } = place(toCarry(note, await textsBefore(from(note).version)));
    // What another tool made has only its words to go by, so a person looks at where they were found.
    const asked = note.version === version && state !== "orphan" ? "review" : state;
    const words = found && note.content.quote ? quoteAt(pages[page - 1] ?? "", found) : null;
    const changed = words && strip(from(note).quote?.exact ?? "") !== words.exact;
    done.push({ note: note.id, version, state: asked, page, place: found, score, ground, ...(changed ? { words } : {}) });
    if (done.length === PART) {
      kept.push(saveAnchors(done));
      done = [];
    }
    if (performance.now() - turn < TURN) continue;
    await others();
    turn = performance.now();
  }
  await Promise.all([...kept, saveAnchors(done)]);
  told("notes");
  return true;
}

/** The version was only sealed, or opened: a note stands where it stood. */
function unmoved(note: Note, version: string, ground: string): Anchor {
  const { page, place } = from(note);
  return { note: note.id, version, state: "exact", page, place, score: 1, ground };
}

/** A paper that cannot be read has no words: what stood on it is told to be nowhere. Bytes that are lacking come later. */
function unreadable(trouble: unknown): string[] | null {
  return trouble instanceof Error && trouble.message === "broken" ? [] : null;
}

/** Taken in from another tool: the words are known, not where they stand. */
const lookedFor = ({ content }: Note): boolean => Boolean(content.quote) && !content.place && !content.geometry;

/** Where the author last said that the note belongs; else where it was made. */
function from({ version, content }: Note): Pick<Note, "version"> & Pick<ToCarry, "page" | "quote" | "place"> {
  const { page = 1, quote = null, place = null, accepted } = content;
  if (!accepted) return { version, page, quote, place };
  return { version: accepted.version, page: accepted.page, quote: accepted.quote ?? quote, place: accepted.place ?? null };
}

/** The words at a place and 128 letters on each side, from a page's text without spaces. */
function quoteAt(text: string, { start, end }: NotePlace): NoteQuote {
  const before = cut(text, start);
  const whole = cut(text, end);
  return { exact: cut(whole.slice(before.length), 2_000), prefix: cut(before.slice(-256), -128), suffix: cut(text.slice(whole.length, whole.length + 256), 128) };
}

function toCarry(note: Note, before: string[] | null): ToCarry {
  const { page, quote, place } = from(note);
  const words = before?.[page - 1];
  return { id: note.id, page, quote, place, ...(words === undefined ? {} : { words }) };
}

/** "+" when the version it comes from is here too: then more can be said, and is said once more. */
function groundOf(note: Note, here: Set<string>): string {
  const { version, page, place } = from(note);
  return `${version} ${page} ${place?.start ?? ""} ${place?.end ?? ""}${here.has(version) ? "+" : ""}`;
}

const stands = (before: string | undefined, now: string): boolean => before === now || before === `${now}+`;
