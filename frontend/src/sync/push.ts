/** Whether this device is pushed to, by its browser's own push service. */

import { toBase64url } from "../domain/base64url";
import type { PushKey } from "../domain/shapes";
import { device } from "../store/device";
import { watch } from "../store/notices";
import { keepPush, noticesHere } from "../store/notices-here";
import { connection } from "./connection";
import { ask, askJson, Refused } from "./http";
import { asDevice, confirm, tellAddress } from "./show-notice";

export type PushState = "on" | "off" | "blocked" | "cannot";

const PATIENCE = 10_000; // ms; without contact with its push service a browser never answers
const TELL_AGAIN = 86_400_000; // ms; then the server is told anew, whatever became of it there

const able = (): boolean => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

export async function pushState(): Promise<PushState> {
  if (!able()) return "cannot";
  if (Notification.permission === "denied") return "blocked";
  const mine = (await noticesHere()).push !== null && Notification.permission === "granted";
  return mine && (await subscribed()) ? "on" : "off";
}

/** Asks for leave, for an address, and tells the server. Call it when somebody has pressed something. Throws Refused. */
export async function pushHere(): Promise<void> {
  if (!able()) throw new Refused("push_cannot", 0);
  if ((await Notification.requestPermission()) !== "granted") throw new Refused("push_blocked", 0);
  const { key } = await askJson<PushKey>("/api/push/key");
  await tellAddress(await subscribe(key));
}

/** This device is pushed to no more. Never throws: what the server does not hear now, it hears from the push service. */
export async function pushNoMore(): Promise<void> {
  await keepPush(null).catch(() => undefined);
  const subscription = await subscribed().catch(() => null);
  if (!subscription) return;
  const { endpoint } = subscription;
  const told = connection() === "offline" ? null : ask("/api/me/push/gone", { method: "POST", body: { endpoint }, patience: 4_000 }).catch(() => undefined);
  await within(subscription.unsubscribe(), 4_000).catch(() => undefined);
  await told;
}

/** At every start, and when somebody else signs in: what the browser says and what the server knows are made one. */
export function keepPushed(): void {
  let person: string | null = null;
  const look = async (): Promise<void> => {
    const now = (await device()).person;
    if (now === person || !able()) return;
    person = now;
    if (now !== null) await makeOne();
  };
  const soon = (): void => void look().catch(() => undefined); // the next start tries again
  watch(["me"], soon);
  soon();
}

async function makeOne(): Promise<void> {
  const { shown, push } = await noticesHere();
  const subscription = await subscribed();
  if (push === null) return void (await subscription?.unsubscribe()); // it was somebody else's, who is not here now
  if (Notification.permission !== "granted") return;
  for (const { id } of shown.filter(({ told }) => !told).slice(-20)) await confirm(id);
  if (subscription?.endpoint === push.endpoint && Date.now() - push.at < TELL_AGAIN) return;
  const { key } = await asDevice(() => askJson<PushKey>("/api/push/key"));
  const known = subscription?.options.applicationServerKey;
  const same = known && toBase64url(new Uint8Array(known)) === key;
  if (!same) await subscription?.unsubscribe();
  await tellAddress(same ? subscription : await subscribe(key));
}

async function subscribed(): Promise<PushSubscription | null> {
  return (await (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription()) ?? null;
}

/** Throws Refused("push_silent") when the browser does not get an address. */
async function subscribe(key: string): Promise<PushSubscription> {
  const ready = await within(navigator.serviceWorker.ready, PATIENCE);
  const asked = { userVisibleOnly: true, applicationServerKey: key };
  return within(
    ready.pushManager.subscribe(asked).catch(async (trouble: unknown) => {
      const other = await subscribed(); // with a key the server no longer has
      if (!(await other?.unsubscribe())) throw trouble;
      return ready.pushManager.subscribe(asked);
    }),
    PATIENCE,
  );
}

function within<T>(work: Promise<T>, patience: number): Promise<T> {
  const late = new Promise<never>((_, refuse) => setTimeout(() => refuse(new Refused("push_silent", 0)), patience));
  return Promise.race([work, late]).catch((trouble: unknown) => {
    throw trouble instanceof Refused ? trouble : new Refused("push_silent", 0);
  });
}
