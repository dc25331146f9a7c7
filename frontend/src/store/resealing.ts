/** When the lists say that something is exempt now, or no longer: what lies here of it is sealed, or opened for good. */

import type { IDBPTransaction } from "idb";
import { type PersonDatabase, type PersonSchema, rows } from "./database";
import { asListed, type Exempt, exemptIn, exemptions, Exemptions, named, nowSecret, shownManifests } from "./exempt";
import type { NoteRow, Secret } from "./note-rows";
import { changed } from "./notices";
import { openedAnchor, openedDraft, openedEntry, openedKept, openedRow, plainDraft, plainEntry, plainKept, plainRow, sealedAnchor, sealedDraft, sealedEntry, sealedKept, sealedRow } from "./sealing";
import { lockState } from "./vault";

const STORES = ["about", "notes", "log", "kept", "anchors"] as const;
type Resealing = IDBPTransaction<PersonSchema, ((typeof STORES)[number] | "drafts")[], "readwrite">;

/**
 * Call it when the lists or the vault have moved. While the vault is locked, what the server has too is taken off this device, to be
 * read anew; what it has not stays, unseen, until there is a key to seal it with.
 * `all`: also when nothing is news, for the vault has just been opened.
 */
export async function sealWhatIsExempt(all = false): Promise<void> {
  const database = await rows();
  if (!database || !(await isNews(database, all))) return;
  const shown = await shownManifests(database);
  // Whoever presses something on the way out cannot wait: the drafts are held on to only when there are any.
  const drafts = (await database.count("drafts")) > 0;
  const tx = database.transaction([...STORES, ...(drafts ? (["drafts"] as const) : [])], "readwrite", { durability: "strict" });
  const before = (await exemptIn(tx.objectStore("about"))).kept;
  const names = named(namesIn(await tx.objectStore("about").get("named")), before.same, shown);
  await tx.objectStore("about").put(names.named, "named");
  const next = { ...asListed(before, shown), same: names.same };
  const left = sameRows(before, next) && !before.owed && !all ? {} : await lieRight(tx as unknown as Resealing, next);
  await tx.objectStore("about").put({ ...next, ...left }, "exempt");
  await exemptIn(tx.objectStore("about"));
  await tx.done;
  changed("notes");
}

async function isNews(database: PersonDatabase, all: boolean): Promise<boolean> {
  const { kept, none } = await exemptions(database);
  if (kept.owed || (all && !none)) return true;
  const shown = await shownManifests(database);
  const before = namesIn(await database.get("about", "named"));
  return JSON.stringify([asListed(kept, shown), named(before, kept.same, shown).named]) !== JSON.stringify([kept, before]);
}

const namesIn = (kept: unknown): Record<string, string> => (kept as Record<string, string> | undefined) ?? {};

const sameRows = (a: Exempt, b: Exempt): boolean => namesOf(a) === namesOf(b);
const namesOf = ({ subjects, versions }: Exempt): string => [subjects, versions].map((one) => Object.keys(one).sort().join()).join(" ");

async function lieRight(tx: Resealing, next: Exempt): Promise<Pick<Exempt, "owed" | "unread">> {
  const exempt = new Exemptions(next);
  const locked = lockState() === "locked";
  let { unread } = next;
  let owed = false;
  /** How each note lies now; what waits of it and where it stands follow it. */
  const lies = new Map<string, boolean>();
  /** Which way to turn what lies `as` it does; null when it lies right, or cannot be turned now. */
  const turn = ({ sealed }: Secret, opened: Secret, wanted: boolean): "seal" | "open" | null => {
    if ((sealed !== undefined) === wanted) return null;
    owed ||= locked;
    if (locked || opened.sealed !== undefined) return null;
    return wanted ? "seal" : "open";
  };

  for (const raw of await tx.objectStore("notes").getAll()) {
    const row = openedRow(raw);
    const dropped = row.sealed !== undefined ? !locked && row.server === undefined : locked && exempt.cover(row) && row.server === undefined;
    if (raw.sealed === undefined) nowSecret(row.id, exempt.cover(row)); // whoever still holds it writes nothing down readable
    if (dropped) {
      await forget(tx, row);
      unread = true;
      continue;
    }
    const wanted = row.sealed !== undefined && row.kind === "runsheet" ? true : exempt.cover(row) || (raw.sealed !== undefined && row.document === null && row.kind !== "runsheet");
    if (locked && row.sealed !== undefined && row.kind === "runsheet") owed = true; // which line it is about is not known
    const way = turn(raw, row, wanted);
    if (way) await tx.objectStore("notes").put(way === "seal" ? sealedRow(row) : plainRow(row));
    lies.set(row.id, way === null ? raw.sealed !== undefined : way === "seal");
  }
  for (const raw of await tx.objectStore("log").getAll()) {
    const entry = openedEntry(raw);
    const way = turn(raw, entry, lies.get(raw.note) ?? (raw.sealed !== undefined || exempt.coversEntry(entry)));
    if (way) await tx.objectStore("log").put(way === "seal" ? sealedEntry(entry) : plainEntry(entry));
  }
  for (const raw of tx.objectStoreNames.contains("drafts") ? await tx.objectStore("drafts").getAll() : []) {
    const draft = openedDraft(raw);
    const hasWords = draft.sealed !== undefined || draft.row !== undefined || Object.keys(draft.change).length > 0;
    const way = hasWords ? turn(raw, draft, draft.row ? exempt.cover(draft.row) : (lies.get(raw.id) ?? raw.sealed !== undefined)) : null;
    if (way) await tx.objectStore("drafts").put(way === "seal" ? sealedDraft(draft) : plainDraft(draft));
  }
  for (const raw of await tx.objectStore("kept").getAll()) {
    const kept = openedKept(raw);
    const way = turn(raw, kept, exempt.cover(kept.note) || (raw.sealed !== undefined && kept.note.document === null));
    if (way) await tx.objectStore("kept").put(way === "seal" ? sealedKept(kept) : plainKept(kept));
  }
  for (const raw of await tx.objectStore("anchors").getAll()) {
    const anchor = openedAnchor(raw);
    const way = turn(raw, anchor, exempt.coversVersion(raw.version) || (lies.get(raw.note) ?? false));
    if (way) await tx.objectStore("anchors").put(way === "seal" ? sealedAnchor(anchor) : anchor);
    else if (raw.sealed === undefined && locked && exempt.coversVersion(raw.version)) await tx.objectStore("anchors").delete([raw.version, raw.note]);
  }
  return { owed, unread };
}

/** Takes it off this device: nothing of it waits, so the server has it. */
async function forget(tx: Resealing, { id }: NoteRow): Promise<void> {
  await tx.objectStore("notes").delete(id);
  for (const key of await tx.objectStore("anchors").index("note").getAllKeys(id)) await tx.objectStore("anchors").delete(key);
}
