/** What this device knows of notices: where it is pushed to, and which it has shown. Also read where no page is open. */

import type { Language, Me } from "../domain/shapes";
import { type NoticesHere, rows } from "./database";

const FRESH: NoticesHere = { shown: [], push: null };
const KEPT = 200; // ids; a push service tries for some weeks at most

export async function noticesHere(): Promise<NoticesHere> {
  return ((await (await rows())?.get("about", "notices")) as NoticesHere | undefined) ?? FRESH;
}

/** The language of whoever is signed in here, or null when nobody is. */
export async function languageHere(): Promise<Language | null> {
  return ((await (await rows())?.get("about", "me")) as Me | undefined)?.language ?? null;
}

/** This device has shown a notice; `told` once the server has heard so. */
export const keepShown = (id: string, told: boolean): Promise<void> =>
  change(({ shown }) => ({ shown: [...shown.filter((one) => one.id !== id), { id, told }].slice(-KEPT) }));

export const keepPush = (push: NoticesHere["push"]): Promise<void> => change(() => ({ push }));

export const declineNotices = (): Promise<void> => change(() => ({ declined: true }));

async function change(how: (before: NoticesHere) => Partial<NoticesHere>): Promise<void> {
  const tx = (await rows())?.transaction("about", "readwrite");
  if (!tx) return;
  const before = ((await tx.store.get("notices")) as NoticesHere | undefined) ?? FRESH;
  await tx.store.put({ ...before, ...how(before) }, "notices");
  await tx.done;
}
