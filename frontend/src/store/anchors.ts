/** Where notes stand in newer versions of their papers. Worked out on this device, never sent. */

import type { Anchor, Note, NoteAccepted } from "../domain/notes";
import { rows } from "./database";
import { exemptIn, isSecret } from "./exempt";
import { manifestsKept } from "./list";
import { changeNote, allNotes } from "./notes";
import { openedAnchor, sealedAnchor } from "./sealing";
import { lockState } from "./vault";

/** By the note's id. */
export async function anchorsOf(version: string): Promise<Map<string, Anchor>> {
  const found = (await (await rows())?.getAll("anchors", IDBKeyRange.bound([version], [version, []]))) ?? [];
  return new Map(found.map(openedAnchor).flatMap((anchor) => (anchor.sealed === undefined ? [[anchor.note, anchor]] : [])));
}

/** Whoever has worked them out says so when the last of them is kept. */
export async function saveAnchors(list: Anchor[]): Promise<void> {
  const tx = (await rows())?.transaction(["anchors", "about"], "readwrite");
  if (!tx || list.length === 0) return;
  const exempt = await exemptIn(tx.objectStore("about"));
  const isSafe = ({ version, note }: Anchor): boolean => !exempt.coversVersion(version) && !isSecret(note);
  const safe = list.flatMap((anchor) => (isSafe(anchor) ? [anchor] : lockState() === "open" ? [sealedAnchor(anchor)] : []));
  for (const anchor of safe) void tx.objectStore("anchors").put(anchor);
  await tx.done;
}

/**
 * My notes whose place in the version that is shown now is uncertain or not to be found, and that nobody has looked at; a copy in conflict
 * waits with the note it stands beside. */
export async function toLookAt(): Promise<{ note: Note; anchor: Anchor }[]> {
  const database = await rows();
  if (!database) return [];
  const uncertain = await Promise.all((["review", "orphan"] as const).map((state) => database.getAllFromIndex("anchors", "state", state)));
  if (uncertain.flat().length === 0) return [];
  const shown = new Map((await manifestsKept()).flatMap(({ shown: now }) => now.documents.map(({ id, version }) => [id, version?.sha256])));
  const byNote = new Map((await allNotes()).map((note) => [note.id, note]));
  return uncertain.flat().map(openedAnchor).flatMap((anchor) => {
    const note = byNote.get(anchor.note);
    const current = note?.document ? shown.get(note.document) : undefined;
    return note?.mine && note.conflictOf === null && current === anchor.version && note.content.accepted?.version !== current ? [{ note, anchor }] : [];
  });
}

/** Its author has said where the note belongs in a newer version. */
export async function acceptAnchor(noteId: string, accepted: NoteAccepted): Promise<void> {
  const anchor = (await anchorsOf(accepted.version)).get(noteId);
  const asFound = anchor?.place?.start === accepted.place?.start && anchor?.place?.end === accepted.place?.end;
  await changeNote(noteId, { accepted: asFound && anchor?.words ? { ...accepted, quote: anchor.words } : accepted }, 0);
}
