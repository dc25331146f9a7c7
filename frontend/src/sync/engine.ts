/** When to sync. One at a time across tabs; every reason to sync ends in the same round. */

import { backoff } from "../domain/backoff";
import { device, serverNow } from "../store/device";
import { dropExpired } from "../store/list";
import { anythingWaits } from "../store/log";
import { recoverDrafts } from "../store/notes";
import { changed, watch } from "../store/notices";
import { finishWipes } from "../store/wipe";
import { connection } from "./connection";
import { downloadAll, layersMayHaveCome, onDownloads } from "./downloads";
import { Refused } from "./http";
import { keepSealed } from "./keep-sealed";
import { circlesMoved, syncCircles, syncNotes } from "./notes";
import { pull } from "./papers";
import { sendUnsent } from "./receipts";
import { rollsMoved, syncRolls } from "./rolls";
import { lookAtLease, openFromAnotherTab, watchLock } from "./lock";
import { askWho, forgetHere, SYNC_LOCK, tellSignOut } from "./session";
import { subscribe } from "./subscribe";
import { openVault, prove, refreshVault } from "./vault";

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
  await keepSealed(() => void pullNow(), () => sendSoon(SEND.notes));
  await expire();
  await lookAtLease().catch(() => undefined);
  watchLock(() => void downloadAll()); // which drops the files
  void openFromAnotherTab().catch(() => false);
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
  watch(["connection"], () => connection() === "signed_out" && void pullNow()); // the device may prove which it is
  watch(["lost"], () => void downloadAll());
  watch(["vault"], () => void downloadAll()); // some files may be brought now, and some not kept
  setInterval(() => void expire(), EXPIRY_ROUND);
  subscribe(() => {
    changed("desk"); // the secretariat's open screens look again
    layersMayHaveCome();
    void pullNow();
  });
  void downloadAll(); // what was cut off goes on even before the list is known again
  void pullNow();
  void import("./push").then(({ keepPushed }) => keepPushed()).catch(() => undefined);
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
    await navigator.locks.request(SYNC_LOCK, () => sync().catch(byDevice));
    tries = 0;
  } catch (trouble) {
    if (trouble instanceof Refused && trouble.word === "device_revoked") return forgetHere();
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
  if (alone()) return lists();
  const opening = openVault(stop.signal); // what is written about exempt papers can be read and sent from then on
  opening.catch(() => undefined);
  await sendUnsent();
  const pulled = pull(stop.signal).then((moved) => (moved && listMoved(), moved));
  const parts = await Promise.allSettled([pulled, opening.then(() => (alone() ? undefined : syncNotes(stop.signal)))]);
  for (const part of parts) if (part.status === "rejected") throw part.reason;
  await refreshVault(await pulled, stop.signal);
  if (alone()) return; // who it is that reads is not known to the server: notes wait
  await syncCircles(stop.signal);
  await syncRolls(stop.signal);
}

/** A session that is over: the device proves which it is, and goes on with lists and files. */
async function byDevice(trouble: unknown): Promise<void> {
  const over = trouble instanceof Refused && trouble.status === 401 && trouble.word !== "device_revoked";
  if (!over || !(await prove())) throw trouble;
  await lists();
}

async function lists(): Promise<void> {
  if (await pull(stop.signal)) layersMayHaveCome();
  await refreshVault(false, stop.signal);
}

const alone = (): boolean => connection() === "device";

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
