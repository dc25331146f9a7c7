/** What a push does on this device, where no page may be open: it is shown, always, and the server is told that it came. */

import { leadsTo, standsAs, type NoticeWord } from "../domain/notice";
import type { Language, NoticeShown, PushKey } from "../domain/shapes";
import { askDeviceAgain, device } from "../store/device";
import { keepPush, keepShown, languageHere, noticesHere } from "../store/notices-here";
import { changed } from "../store/notices";
import { bare, type Lines, noticeWords, said } from "../words/notice";
import { type Ask, ask, askJson, Refused } from "./http";
import { proveDevice } from "./prove";

/** All that a push holds. */
export interface Pushed {
  type: string;
  id: string;
}

const PATIENCE = 6_000; // ms until it is shown without its words
let last: Promise<unknown> = Promise.resolve();

/** One after the other: what comes twice at once is shown once. */
export function showNotice(here: ServiceWorkerRegistration, pushed: Pushed | null): Promise<void> {
  const shown = last.then(() => show(here, pushed));
  last = shown.catch(() => undefined);
  return shown;
}

async function show(here: ServiceWorkerRegistration, pushed: Pushed | null): Promise<void> {
  askDeviceAgain();
  const person = await device().then((state) => state.person, () => null);
  const language = (person !== null && (await languageHere().catch(() => null))) || "nb";
  if (person === null) return signedOut(here, language);
  if (pushed === null) return put(here, bare("", language), { tag: "", address: "/", language });
  const { id } = pushed;
  const before = (await noticesHere().catch(() => null))?.shown.find((one) => one.id === id);
  const told = before ? null : await asDevice(() => askJson<NoticeShown>(at(id), { patience: PATIENCE })).catch(() => null);
  const about = told ?? { kind: pushed.type as NoticeWord, package: "", subject: "" };
  const tag = standsAs(about, id);
  if (before) await again(here, id, bare(pushed.type, language), language);
  else await put(here, told ? noticeWords(told, language) : bare(pushed.type, language), { tag, address: leadsTo(about), language, id });
  await keepShown(id, before?.told ?? false).catch(() => undefined);
  await confirm(id).catch(() => undefined); // the app does when it is opened
  changed("notices");
}

/** Tells the server that a notice came. Throws Refused. */
export async function confirm(id: string): Promise<void> {
  await asDevice(() => ask(`${at(id)}/confirm`, { method: "POST", patience: PATIENCE }));
  await keepShown(id, true);
}

/** Asks, and once more when the session is over and the device has proved which it is. Throws Refused. */
export async function asDevice<T>(asking: () => Promise<T>): Promise<T> {
  try {
    return await asking();
  } catch (trouble) {
    const over = trouble instanceof Refused && trouble.status === 401;
    if (!over || !(await proveDevice())) throw trouble;
    return asking();
  }
}

/** Tells the server where this browser's push service takes messages for it. Throws Refused. */
export async function tellAddress(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON();
  const body = { endpoint: endpoint ?? "", p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" };
  const how: Ask = { method: "POST", body };
  await asDevice(() => ask("/api/me/push", how));
  await keepPush({ endpoint: body.endpoint, at: Date.now() });
}

/** Asks the browser's push service for an address, and tells the server. Throws Refused, and what subscribe() throws. */
export async function subscribeAnew(here: ServiceWorkerRegistration): Promise<void> {
  const { key } = await asDevice(() => askJson<PushKey>("/api/push/key"));
  const subscription = await here.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await tellAddress(subscription);
}

const at = (id: string): string => `/api/notices/${encodeURIComponent(id)}`;

interface Shown {
  tag: string;
  address: string;
  language: Language;
  id?: string;
  quiet?: boolean;
}

/** What stands on a lock screen is what anyone may know: which meeting, and that there is something new. */
function put(here: ServiceWorkerRegistration, [title, body]: Lines, { tag, address, language, id, quiet = false }: Shown): Promise<void> {
  const options = { body, lang: language, icon: "/icons/icon-192.png", data: { address, id }, ...(tag && { tag, renotify: !quiet }), silent: quiet };
  return here.showNotification(title, options);
}

/** A second time the same: every push must show something, and nobody is told twice. */
async function again(here: ServiceWorkerRegistration, id: string, lines: Lines, language: Language): Promise<void> {
  const stands = (await here.getNotifications()).find(({ data }) => (data as { id?: string } | null)?.id === id);
  if (stands) return put(here, [stands.title, stands.body], { tag: stands.tag, address: (stands.data as Shown).address, language, id, quiet: true });
  const tag = `again ${id}`;
  await put(here, lines, { tag, address: "/", language, quiet: true });
  for (const shown of await here.getNotifications({ tag })) shown.close();
}

/** Nobody is here to be told: the push service is told so, and the next one does not come. */
async function signedOut(here: ServiceWorkerRegistration, language: Language): Promise<void> {
  await put(here, said(language).signedOut, { tag: "signed-out", address: "/", language, quiet: true });
  await (await here.pushManager.getSubscription())?.unsubscribe();
}
