/** Searches what is stored, away from the thread that draws. Only the latest question is answered. */

import type { Note } from "../domain/notes";
import { fold, hitsIn, type Searched, type Sought, textsFor, type Told, told, whereTogether } from "../domain/search";
import { asked } from "../domain/search-words";
import { serverNow } from "./device";
import { textNamed } from "./layers";
import { allNotes } from "./notes";
import { watch } from "./notices";
import { searchable } from "./search-index.worker";
import type { FromSearch, ToSearch } from "./search-talk";
import { takeOver } from "./vault";

const MOST_TEXT = 20_000_000; // characters of papers kept in memory

const REST = 1_000; // ms; while papers arrive, the words are not gathered anew for each

const tell = (what: FromSearch): void => postMessage(what);
const texts = new Map<string, string[]>();
let latest = 0;
let meetings: Promise<Searched[]> | null = null;
let notes: Promise<Note[]> | null = null;
let arriving: ReturnType<typeof setTimeout> | undefined;
watch(["me", "papers"], () => (meetings = null));
watch(["downloads"], () => {
  clearTimeout(arriving);
  arriving = setTimeout(() => (meetings = null), REST);
});
watch(["me", "notes"], () => (notes = null));

onmessage = ({ data }: MessageEvent<ToSearch>) => {
  const taken = takeOver(data);
  if (taken) vault = taken.then(() => {
    meetings = notes = null;
    texts.clear();
  });
  else void vault.then(() => answerTo(data));
};

let vault: Promise<void> = Promise.resolve(); // what is asked for waits until it is known what is unlocked

function answerTo(data: ToSearch): void {
  void (data === "prepare" ? prepare() : search(data)).catch((trouble: unknown) => tell({ failed: String(trouble) }));
}

async function prepare(): Promise<void> {
  await everything();
  tell("prepared");
}

function everything(): Promise<Searched[]> {
  meetings ??= measured("words ready", () => searchable((ready, of) => tell({ preparing: { ready, of } }))).finally(() => tell({ preparing: null }));
  return meetings;
}

async function search({ id, sought, told: wanted }: Exclude<ToSearch, "prepare">): Promise<void> {
  latest = id;
  const all = await measured("search", () => answer(id, sought, wanted));
  if (all) await warm(all, id);
}

async function answer(id: number, sought: Sought, wanted: Told): Promise<Searched[] | null> {
  const overtaken = (): boolean => id !== latest && (tell({ id, overtaken: true }), true);
  const all = await everything();
  notes ??= allNotes().then((found) => found.filter(({ mine, conflictOf }) => mine && conflictOf === null));
  const mine = await notes;
  if (overtaken()) return null;
  const parts = asked(sought.text);
  const today = new Date(await serverNow()).toISOString().slice(0, 10);
  const hits = hitsIn(all, mine, sought, parts, today);
  await read(textsFor(hits, parts, wanted));
  if (overtaken()) return null;
  tell({ id, found: told(whereTogether(hits, parts, texts), parts, texts, wanted) });
  return all;
}

/** Seen in the browser's own tools, and in the benches. */
async function measured<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const done = await work();
  performance.measure(what, { start });
  return done;
}

/** Reads texts that are not in memory yet. */
async function read(wanted: string[]): Promise<void> {
  const lacking = wanted.filter((sha256) => !texts.has(sha256));
  if (lacking.length === 0) return;
  const size = [...texts.values()].flat().reduce((sum, { length }) => sum + length, 0);
  if (size > MOST_TEXT) for (const sha256 of texts.keys()) if (!wanted.includes(sha256)) texts.delete(sha256);
  await Promise.all(lacking.map(async (sha256) => texts.set(sha256, (await textNamed(sha256)) ?? [])));
}

/** The texts of the meetings that are searched are read while nobody types, so that the next answer need not wait for them. */
async function warm(all: Searched[], id: number): Promise<void> {
  for (const { index } of all)
    for (const { sha256 } of index?.texts ?? []) {
      if (id !== latest || texts.size > 400) return;
      await read([sha256]);
      fold(texts.get(sha256) ?? []);
    }
}
