/** Who is signed in: on the server by its cookie, on this device by the device's own row. */

import type { Language, Me, SignedOut } from "../domain/shapes";
import { changeDevice, device } from "../store/device";
import { keepMe } from "../store/list";
import { changed } from "../store/notices";
import { queue, unsent } from "../store/outbox";
import { me } from "../store/rows";
import { beginWipe, finishWipes } from "../store/wipe";
import { signedIn } from "./connection";
import { stopDownloads } from "./downloads";
import { ask, askJson, Refused } from "./http";
import { sendUnsent } from "./receipts";

/** Held by whoever asks the server on someone's behalf, so that the cookie and the device cannot name two people. */
export const SYNC_LOCK = "folkevalgt-sync";

/** Signs in with the token of a personal link. Throws Refused. */
export const signIn = (token: string): Promise<Me> =>
  comeIn(() => askJson<Me>("/api/sign-in", { method: "POST", body: { token, device: deviceName(navigator.userAgent) } }));

/** Asks the server to let somebody in, and lets the device follow. Throws Refused. */
export async function comeIn(who: () => Promise<Me>): Promise<Me> {
  return navigator.locks.request(SYNC_LOCK, async () => {
    await tellSignOut();
    const found = await who();
    await become(found);
    return found;
  });
}

/** Wipes what this person has here, also without network; the server is told at the next contact. */
export async function signOut(): Promise<void> {
  const { person } = await device();
  await leave(person === null ? [] : [person]);
}

/** Wipes what everyone has here, and signs out. */
export async function wipeDevice(): Promise<void> {
  await leave((await device()).people);
}

/** The server no longer knows this device: all that its person has here goes. */
export async function forgetHere(): Promise<void> {
  const { person } = await device();
  if (person === null) return;
  await leave([person]);
  if ((await device()).people.length > 0) return; // what others have here stays
  await ask("/api/devices/emptied", { method: "POST" }).catch(() => undefined); // the browser forgets what it keeps of what was deleted
  location.replace("/logg-inn");
}

async function leave(people: string[]): Promise<void> {
  const quiet = import("./push").then(({ pushNoMore }) => pushNoMore()).catch(() => undefined);
  await beginWipe(people);
  stopDownloads();
  await finishWipes();
  await quiet; // while the server still knows who it is
  const onward = await tellSignOut(4_000).catch(() => "");
  if (onward) location.assign(onward);
}

/**
 * Tells the server about a sign-out it has not heard of. Returns our page where a provider is told, too: "" when there is none.
 * Throws Refused without contact.
 */
export async function tellSignOut(patience?: number): Promise<string> {
  if (!(await device()).signOutOwed) return "";
  let onward = "";
  try {
    ({ onward } = await askJson<SignedOut>("/api/sign-out", { method: "POST", ...(patience ? { patience } : {}) }));
  } catch (trouble) {
    if (!(trouble instanceof Refused && trouble.status >= 400 && trouble.status < 500)) throw trouble;
  }
  await changeDevice(() => ({ signOutOwed: false }));
  return onward;
}

/** Asks the server who this is, and lets the device follow. Call it under the sync lock. Throws Refused. */
export async function askWho(): Promise<void> {
  const found = await askJson<Me>("/api/me");
  if ((await device()).signOutOwed) return; // signed out here while the answer was under way
  await become(found);
}

async function become(found: Me): Promise<void> {
  const before = await device();
  if (before.wiping.includes(found.id)) await finishWipes();
  await changeDevice((state) => ({
    person: found.id,
    people: [...new Set([...state.people, found.id])],
    signOutOwed: false,
  }));
  const chosen = (await unsent()).find((entry) => "language" in entry);
  await keepMe(chosen && "language" in chosen ? { ...found, language: chosen.language } : found);
  signedIn();
  if (before.person !== found.id) changed("papers", "downloads", "positions", "notes");
}

/** Changes the language here at once; the server hears of it at the next contact. */
export async function setLanguage(language: Language): Promise<void> {
  const known = await me();
  if (!known) return;
  await queue({ id: "language", at: Date.now(), language });
  await keepMe({ ...known, language });
  await sendUnsent().catch(() => undefined);
}

/** What a person would call this device, from what the browser calls itself: "Chrome, Android". */
export function deviceName(userAgent: string): string {
  const first = (names: [RegExp, string][]): string => names.find(([sign]) => sign.test(userAgent))?.[1] ?? "";
  const browser = first([[/Edg/, "Edge"], [/Firefox|FxiOS/, "Firefox"], [/Chrome|CriOS/, "Chrome"], [/Safari/, "Safari"]]);
  const system = first([
    [/iPad/, "iPad"],
    [/iPhone/, "iPhone"],
    [/Android/, "Android"],
    [/Windows/, "Windows"],
    [/Mac OS/, "Mac"],
    [/Linux/, "Linux"],
  ]);
  return [browser, system].filter(Boolean).join(", ");
}
