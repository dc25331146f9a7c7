/**
 * When the vault locks by itself, and how tabs keep together: what is open in one opens in a new one, and what is locked in one
 * is locked in all.
 */

import { device, leaseNow, reachTime } from "../store/device";
import { changed, watch } from "../store/notices";
import { heldKey, lock, lockState, openWith } from "../store/vault";
import { askLock, endLease, keptUntil, lockWasAsked } from "../store/vault-rows";

/** ms without a touch or a key, and out of sight. */
export const IDLE = 600_000;
export const UNSEEN = 120_000;
const LOOK = 5_000; // ms between looks at the time
const SAY = 10_000; // ms; other tabs need not hear of every touch
const LEASE = 60_000; // ms between looks at the lease; each writes down how far time has come

type Said = "lock" | "touched" | "seen" | "ask" | { person: string; key: Uint8Array<ArrayBuffer> };

let touched = 0;
let seen = 0;
let said = 0;
let looked = 0;
let channel: BroadcastChannel | null = null;
const away: (() => void)[] = []; // called when the lease is over

/** Begins to watch. `ended` is called when what was given may no longer be kept here, after its keys are gone. */
export function watchLock(ended: () => void): void {
  away.push(ended);
  channel = new BroadcastChannel("folkevalgt-vault");
  channel.onmessage = ({ data }: MessageEvent<Said>) => void hear(data).catch(() => undefined);
  touch();
  for (const one of ["pointerdown", "keydown", "wheel", "touchmove"]) addEventListener(one, touch, { capture: true, passive: true });
  document.addEventListener("visibilitychange", () => void look().catch(() => undefined));
  addEventListener("pageshow", () => void look().catch(() => undefined));
  setInterval(() => void look().catch(() => undefined), LOOK);
  let was = lockState();
  watch(["vault"], () => {
    if (was === "locked" && lockState() === "open") touch(); // whoever opens it is here
    was = lockState();
  });
}

/** Forgets the key in every tab, until somebody asks for it again. */
export async function lockNow(): Promise<void> {
  const written = askLock(true).catch(() => undefined);
  await Promise.race([written, new Promise((later) => setTimeout(later, 300))]); // a new start must find it, and no disk may hold it up
  lock();
  channel?.postMessage("lock" satisfies Said);
  await written;
}

/** Asks the other tabs for the key; true when one had it. */
export async function openFromAnotherTab(): Promise<boolean> {
  if (lockState() === "open" || (await lockWasAsked())) return lockState() === "open";
  channel?.postMessage("ask" satisfies Said);
  for (let left = 10; left > 0 && lockState() === "locked"; left--) await new Promise((later) => setTimeout(later, 30));
  return lockState() === "open";
}

function touch(): void {
  touched = seen = Date.now();
  if (touched - said < SAY) return;
  said = touched;
  channel?.postMessage("touched" satisfies Said);
}

async function hear(word: Said): Promise<void> {
  if (word === "lock") return lock();
  if (word === "touched") touched = seen = Date.now();
  else if (word === "seen") seen = Date.now();
  else if (word === "ask") {
    const held = heldKey();
    if (held) channel?.postMessage(held satisfies Said);
  } else if (lockState() === "locked" && word.person === (await device()).person && !(await lockWasAsked())) await openWith(word.key);
}

async function look(): Promise<void> {
  const now = Date.now();
  if (lockState() === "open" && (now - touched > IDLE || now - seen > UNSEEN || now < touched - SAY)) return lockNow();
  if (document.visibilityState === "visible") {
    seen = now;
    if (lockState() === "open") channel?.postMessage("seen" satisfies Said);
  }
  if (performance.now() - looked > LEASE) await lookAtLease();
}

/** Keys first; whoever is told drops the bytes. */
export async function lookAtLease(): Promise<void> {
  looked = performance.now();
  const lease = await keptUntil();
  if (!lease) return;
  await reachTime();
  if (Date.parse(lease.until) > (await leaseNow())) return;
  lock();
  await endLease();
  changed("vault");
  for (const ended of away) ended();
}
