/** When to sync. One at a time across tabs; every reason to sync ends in the same round. */

import { backoff } from "../domain/backoff";
import { device, serverNow } from "../store/device";
import { dropExpired } from "../store/list";
import { anythingWaits } from "../store/log";
import { recoverDrafts } from "../store/notes";
import { watch } from "../store/notices";
import { finishWipes } from "../store/wipe";
import { connection } from "./connection";
import { downloadAll, layersMayHaveCome, onDownloads } from "./downloads";
import { Refused } from "./http";
import { circlesMoved, syncCircles, syncNotes } from "./notes";
import { pull } from "./papers";
import { sendUnsent } from "./receipts";
import { rollsMoved, syncRolls } from "./rolls";
import { askWho, SYNC_LOCK, tellSignOut } from "./session";
import { subscribe } from "./subscribe";

const AWAY = 60_000; // ms out of sight before coming back is a reason to pull
const EXPIRY_ROUND = 600_000; // ms between looks for packages that are past their time
const RETRY = { first: 3_000, most: 60_000 };
const SEND = { notes: 800, positions: 15_000 }; // ms after a change here until it is sent

let running: Promise<void> | null = null;
let again = false;
let askedWho = false;
let tries = 0;
let retry: ReturnType<typeof setTimeout> | undefined;
let sending: { at: number; timer: ReturnType<typeof setTimeout> } | null = null;
let stop = new AbortController();

/**
 * Tidies what must be tidied before anything is shown, and returns; the network is used afterwards.
 * Call once, before the first view reads the store.
 */
export async function start(): Promise<void> {
  await finishWipes().catch(() => undefined);
  await recoverDrafts().catch((trouble: unknown) => console.error(trouble)); // they stay written down
  await expire();
  onDownloads({ whole: () => void sendUnsent().catch(() => undefined), stale: () => void pullNow() });
  let person = (await device()).person;
  watch(["me"], async () => {
    const now = (await device()).person;
    if (now === person) return;
    person = now;
    stop.abort();
    stop = new AbortController();
    if (now !== null) void pullNow();
  });
  addEventListener("online", () => void pullNow());
  watchSight();
  watch(["notes"], () => sendSoon(SEND.notes));
  watch(["positions"], () => sendSoon(SEND.positions));
  watch(["lost"], () => void downloadAll());
  setInterval(() => void expire(), EXPIRY_ROUND);
  subscribe(() => {
    layersMayHaveCome();
    void pullNow();
  });
  void downloadAll(); // what was cut off goes on even before the list is known again
  void pullNow();
  void import("./carry").then(({ keepCarrying }) => keepCarrying()).catch(() => undefined); // not needed for the first screen
}

/** Syncs; when it returns, a round that began after the call is over. How it went stands in connection() and lastPulled(). */
export function pullNow(): Promise<void> {
  again = true;
  clearTimeout(retry);
  running ??= (async () => {
    while (again) {
      again = false;
      await round();
    }
  })().finally(() => (running = null));
  return running;
}

async function round(): Promise<void> {
  try {
    await navigator.locks.request(SYNC_LOCK, sync);
    tries = 0;
  } catch (trouble) {
    if (connection() !== "signed_out" && !stop.signal.aborted) later(trouble);
  }
  void downloadAll();
}

async function sync(): Promise<void> {
  await tellSignOut();
  if (!askedWho) {
    await askWho();
    askedWho = true;
  }
  if ((await device()).person === null) return;
  await sendUnsent();
  const parts = await Promise.allSettled([pull(stop.signal).then((moved) => moved && listMoved()), syncNotes(stop.signal)]);
  for (const part of parts) if (part.status === "rejected") throw part.reason;
  await syncCircles(stop.signal);
  await syncRolls(stop.signal);
}

function listMoved(): void {
  circlesMoved();
  rollsMoved();
  layersMayHaveCome();
}

/** What was written here is sent soon, by whichever tab comes first. */
function sendSoon(wait: number): void {
  const at = performance.now() + wait;
  if (sending && sending.at <= at) return;
  clearTimeout(sending?.timer);
  sending = { at, timer: setTimeout(() => void sendNow(), wait) };
}

async function sendNow(): Promise<void> {
  clearTimeout(sending?.timer);
  sending = null;
  if (running) return sendSoon(SEND.notes);
  if (connection() !== "online" || !(await anythingWaits())) return;
  await navigator.locks
    .request(SYNC_LOCK, async () => {
      if (!askedWho || (await device()).person === null || !(await anythingWaits())) return;
      await syncNotes(stop.signal);
      await syncCircles(stop.signal);
    })
    .catch(later);
}

function later(trouble: unknown): void {
  if (!(trouble instanceof Refused)) console.error(trouble);
  clearTimeout(retry);
  retry = setTimeout(() => void pullNow(), backoff(++tries, RETRY.first, RETRY.most));
}

async function expire(): Promise<void> {
  if (await dropExpired(await serverNow())) void downloadAll(); // which drops their files
}

function watchSight(): void {
  let hiddenAt = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      hiddenAt = Date.now();
      void sendNow();
      return;
    }
    void expire();
    if (Date.now() - hiddenAt > AWAY || connection() === "offline") void pullNow();
  });
}
