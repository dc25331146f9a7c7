/**
 * Keeps the shell, whole or not at all: only files listed by the build, one cache a version. Papers never pass here.
 * Shows notices, also where no page is open.
 */

import { type Pushed, showNotice, subscribeAnew } from "./sync/show-notice";

/** `SHELL` is written above this code by the build. */
declare const self: ServiceWorkerGlobalScope & { SHELL: { version: string; files: string[] } };

const CACHE = `shell-${self.SHELL.version}`;
const shell = new Set(self.SHELL.files);
const ON_DEMAND = /^\/pdfjs\/cmaps\//;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (/^\/(api|files|kalender)\//.test(address.pathname)) return;
  if (event.request.mode === "navigate") event.respondWith(kept("/index.html", event.request));
  else if (shell.has(address.pathname)) event.respondWith(kept(address.pathname, event.request));
  else if (ON_DEMAND.test(address.pathname)) event.respondWith(keptOnDemand(address.pathname, event.request));
});

self.addEventListener("push", (event) => event.waitUntil(showNotice(self.registration, pushed(event.data))));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open((event.notification.data as { address?: string } | null)?.address ?? "/"));
});
// The browser has got another address from its push service, by itself.
self.addEventListener("pushsubscriptionchange", (event) => (event as ExtendableEvent).waitUntil(subscribeAnew(self.registration)));

/** Null when it holds anything else than we send. */
function pushed(data: PushMessageData | null): Pushed | null {
  try {
    const { type, id } = data?.json() as Partial<Pushed>;
    return typeof type === "string" && typeof id === "string" ? { type, id } : null;
  } catch {
    return null;
  }
}

/** In a page that is open, so that what stands in it stays; else in a new one. */
async function open(address: string): Promise<void> {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const apps = pages.filter(({ url }) => !/^\/(api|files)\//.test(new URL(url).pathname));
  const page = apps.find(({ focused }) => focused) ?? apps.find(({ visibilityState }) => visibilityState === "visible") ?? apps[0];
  if (!page) return void (await self.clients.openWindow(address));
  page.postMessage({ go: address });
  await page.focus().catch(() => undefined); // where nobody pressed anything, it stays behind
}

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(self.SHELL.files.map((name) => keep(cache, name)));
  } catch (trouble) {
    await caches.delete(CACHE);
    throw trouble;
  }
}

/** A file whose name carries its hash is taken from an older shell when it is there. */
async function keep(cache: Cache, name: string): Promise<void> {
  const had = name.startsWith("/assets/") ? await caches.match(name) : undefined;
  const answer = had ?? (await fetch(name, { cache: "no-cache", credentials: "omit", redirect: "error" }));
  if (!right(name, answer)) throw new Error(`${name}: ${answer.status} ${answer.headers.get("Content-Type")}`);
  await cache.put(name, answer);
}

/** The server answers an unknown address with the app's HTML; kept under a script's name that would break the app for good. */
function right(name: string, answer: Response): boolean {
  const html = answer.headers.get("Content-Type")?.includes("text/html") ?? false;
  return answer.status === 200 && html === name.endsWith(".html");
}

async function kept(name: string, request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(name)) ?? fetch(request);
}

async function keptOnDemand(name: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const had = await cache.match(name);
  if (had) return had;
  const answer = await fetch(request);
  if (right(name, answer)) await cache.put(name, answer.clone());
  return answer;
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}
