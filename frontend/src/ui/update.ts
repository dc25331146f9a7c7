import { useEffect, useState } from "preact/hooks";

let waiting: ServiceWorker | null = null;
let tell: (() => void) | null = null;
let asked = false;

const found = (worker: ServiceWorker | null) => {
  if (!worker) return;
  waiting = worker;
  if (asked) takeNewVersion();
  else tell?.();
};

/** Registers the service worker. A new version is told, never taken by itself: a meeting is no time for a reload. */
export async function registerShell(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  try {
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (asked) location.reload();
    });
    const registration = await navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "none" });
    if (navigator.serviceWorker.controller) found(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      coming?.addEventListener("statechange", () => {
        if (coming.state === "installed" && navigator.serviceWorker.controller) found(coming);
      });
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") registration.update().catch(() => undefined); // no network: next time
    });
  } catch (trouble) {
    const leaving = trouble instanceof DOMException && trouble.name === "AbortError"; // the page goes away: the next one registers it
    if (!leaving) console.warn("The app works, but will not open without network:", trouble);
  }
}

/** Whether the app itself is on this device, and opens without network; true at once where no browser would keep it. */
export function useShellKept(): boolean {
  const keeps = "serviceWorker" in navigator && !import.meta.env.DEV;
  const [kept, setKept] = useState(!keeps || navigator.serviceWorker.controller !== null);
  useEffect(() => {
    if (!kept) void navigator.serviceWorker.ready.then(() => setKept(true));
  }, []);
  return kept;
}

export function onNewVersion(run: () => void): () => void {
  tell = run;
  if (waiting) run();
  return () => {
    tell = null;
  };
}

export function takeNewVersion(): void {
  asked = true;
  waiting?.postMessage("take over");
}

/** Loads the app anew, in its newest version if the server has one that was not found yet. */
export async function reloadNewest(): Promise<void> {
  asked = true;
  if (waiting) return takeNewVersion();
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update().catch(() => undefined); // no network: the app as it is
  if (!registration?.installing && !registration?.waiting) location.reload();
}
