interface InstallPrompt extends Event {
  prompt(): Promise<void>;
  userChoice: Promise<{ outcome: "accepted" | "dismissed" }>;
}

let prompt: InstallPrompt | null = null;
const listeners = new Set<() => void>();
const changed = () => listeners.forEach((run) => run());

/** Catches the browser's offer to install, which comes once and early. */
export function listenForInstall(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    prompt = event as InstallPrompt;
    changed();
  });
  addEventListener("appinstalled", () => {
    prompt = null;
    changed();
  });
}

export function onInstallChange(run: () => void): () => void {
  listeners.add(run);
  return () => void listeners.delete(run);
}

export type Installing = "installed" | "prompt" | "ios" | "none";

export function installing(): Installing {
  if (matchMedia("(display-mode: standalone)").matches) return "installed";
  if (prompt) return "prompt";
  // An iPad says it is a Mac; only its touch screen tells.
  const apple = /iPhone|iPad/.test(navigator.userAgent) || (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);
  return apple ? "ios" : "none";
}

export async function install(): Promise<void> {
  const offer = prompt;
  prompt = null;
  await offer?.prompt();
  changed();
}
