/** The notes' log: what was written here goes to the server, what was written elsewhere comes. Call it under the sync lock. */

import type { NoteCircles, NoteMutation, NotePull, NotePushed, NoteRevision, NoteRevisions } from "../domain/shapes";
import { answered } from "../store/answers";
import { arrived, beginAnew, forgetDeleted, isUnread, logCursor } from "../store/arrivals";
import { circlesEtag, keepCircles } from "../store/circles";
import { device, serverNow } from "../store/device";
import { type Batch, beginAsAnother, setLogTrouble, take } from "../store/log";
import { changed } from "../store/notices";
import { Locked } from "../store/vault";
import { ask, askJson, Refused } from "./http";

const SCHEMA = 1;
const ROUNDS = 50; // of sending and reading; each ends sooner unless somebody types all the while
const KEEP_DELETED = 7 * 24 * 3_600_000; // ms
const CIRCLES_FOR = 3_600_000; // ms until they are asked for without a reason

let circlesAsked = Number.NEGATIVE_INFINITY;
let tidied = false;

/** The circles may be others than they were: they are asked for next time. */
export function circlesMoved(): void {
  circlesAsked = Number.NEGATIVE_INFINITY;
}

/**
 * Sends, reads, and sends what that made ready. What is exempt waits while the vault is locked, and the rest does not. Throws Refused.
 */
export async function syncNotes(signal: AbortSignal): Promise<void> {
  try {
    if (await isUnread()) await beginAnew(await logCursor(), (await device()).person ?? "");
    await sendAndRead(signal);
  } catch (trouble) {
    if (!(trouble instanceof Locked)) throw trouble; // it was locked meanwhile: what was under way comes again
  }
  if (!tidied) await forgetDeleted(Date.now() - KEEP_DELETED);
  tidied = true;
}

async function sendAndRead(signal: AbortSignal): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const sent = await push(signal);
    if (sent === "stop" || (round > 0 && sent === 0)) break;
    await pull(signal);
  }
}

/** Sends all that can go; how many that were, or "stop" when nothing may be sent by this app. */
async function push(signal: AbortSignal): Promise<number | "stop"> {
  let sent = 0;
  let refusals = 0;
  for (let batch = await take(); batch; batch = await take()) {
    try {
      await send(batch, signal);
      sent += batch.mutations.length;
    } catch (trouble) {
      if (!(trouble instanceof Refused)) throw trouble;
      if (trouble.word === "old_app") {
        await tellTrouble("old_app");
        return "stop";
      }
      if (!["gap", "other_content", "client_taken"].includes(trouble.word) || ++refusals > 3) throw trouble;
      await beginAsAnother(batch.client);
    }
  }
  if (sent > 0) await tellTrouble("");
  return sent;
}

async function tellTrouble(word: string): Promise<void> {
  if (await setLogTrouble(word)) changed("notes");
}

async function send(batch: Batch, signal: AbortSignal): Promise<void> {
  const at = new Date(await serverNow()).toISOString();
  const refused = await answered(batch, await repliesTo(batch, signal), at);
  if (refused.includes("circle_changed") || refused.includes("not_in_circle")) circlesMoved();
  changed("notes", "positions");
}

/** A part of a batch that the server cannot take is sent in halves, so that one bad change holds up no other. */
async function repliesTo({ client, mutations }: Batch, signal: AbortSignal): Promise<NotePushed["replies"]> {
  const [first] = mutations as [NoteMutation];
  try {
    const body = { client, schema: SCHEMA, mutations };
    const { replies } = await askJson<Partial<NotePushed>>("/api/notes/push", { method: "POST", body, gzip: true, patience: 60_000, signal });
    const clear = Array.isArray(replies) ? replies.filter((reply) => reply?.mid >= first.mid && KNOWN.has(reply.is)) : [];
    if (clear.length === 0) throw new Refused("offline", 0);
    return clear;
  } catch (trouble) {
    if (!(trouble instanceof Refused) || !["bad_request", "too_large"].includes(trouble.word)) throw trouble;
    if (mutations.length === 1) return [{ mid: first.mid, is: "rejected", word: "bad_note" }];
    return repliesTo({ client, mutations: mutations.slice(0, Math.ceil(mutations.length / 2)) }, signal);
  }
}

const KNOWN: ReadonlySet<unknown> = new Set(["ok", "conflict", "kept", "gone", "rejected"]);

/** Reads until nothing follows. A page is written whole, with the cursor behind it, or not at all. */
async function pull(signal: AbortSignal): Promise<void> {
  for (let more = true; more; ) {
    const cursor = await logCursor();
    const page = await pageAfter(cursor, signal);
    if (page.reset) {
      if (cursor === "") throw new Refused("server_error", 0);
      await beginAnew(cursor, (await device()).person ?? "");
      circlesMoved();
    } else {
      const at = new Date(await serverNow()).toISOString();
      if (!(await arrived(cursor, page.changes, page.cursor, !page.more, at, page.exempt))) return;
    }
    more = page.more || page.reset !== null;
    if (page.reset || page.changes.length > 0) changed("notes", "positions");
  }
}

async function pageAfter(cursor: string, signal: AbortSignal): Promise<NotePull> {
  try {
    const path = `/api/notes/pull?cursor=${encodeURIComponent(cursor)}`; // as many at a time as the server thinks right
    const page = await askJson<Partial<NotePull> | null>(path, { signal, patience: 60_000 });
    const { changes, cursor: next, more, reset = null, exempt = [] } = page ?? {};
    if (reset) return { changes: [], cursor: "", more: true, reset, exempt: [] };
    if (!Array.isArray(changes) || !next || typeof more !== "boolean" || (more && next === cursor)) throw new Refused("offline", 0);
    return { changes, cursor: next, more, reset: null, exempt };
  } catch (trouble) {
    if (!(trouble instanceof Refused) || trouble.word !== "bad_cursor" || cursor === "") throw trouble;
    return { changes: [], cursor: "", more: true, reset: "restored", exempt: [] };
  }
}

/** Asks for the circles when there is a reason to. Throws Refused. */
export async function syncCircles(signal: AbortSignal): Promise<void> {
  if (performance.now() - circlesAsked < CIRCLES_FOR) return;
  const etag = await circlesEtag();
  const answer = await ask("/api/notes/circles", { signal, headers: etag ? { "If-None-Match": etag } : {} });
  if (answer.status !== 304) {
    const { circles } = (await answer.json().catch(() => ({}))) as Partial<NoteCircles>;
    if (!Array.isArray(circles)) throw new Refused("offline", 0);
    await keepCircles(circles, answer.headers.get("ETag") ?? "");
  }
  circlesAsked = performance.now();
}

/** What one's own note said before, newest first; with network only. Throws Refused. */
export async function revisions(id: string): Promise<NoteRevision[]> {
  return (await askJson<NoteRevisions>(`/api/notes/${encodeURIComponent(id)}/revisions`)).revisions;
}
