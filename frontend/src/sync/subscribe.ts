/** Hears the server say "pull now". One tab listens for all of them: browsers allow few open connections. */

import { backoff } from "../domain/backoff";
import { device } from "../store/device";
import { watch } from "../store/notices";
import { connection } from "./connection";

/** Many clients hear the same word at once; each waits up to so long before it asks, in ms. */
const JITTER = 2_000;
const PATIENCE = { first: 2_000, most: 300_000 };

const inContact = (): boolean => connection() === "online" || connection() === "device";

/** Listens as long as this tab lives. `pull` may be called often. */
export function subscribe(pull: () => void): void {
  void navigator.locks.request("folkevalgt-events", () => listen(pull)).catch(() => undefined);
}

function listen(pull: () => void): Promise<never> {
  let events: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let heardBefore = false;

  const soon = (): void => void setTimeout(pull, Math.random() * JITTER);
  const stop = (): void => {
    clearTimeout(retry);
    events?.close();
    events = null;
  };
  const open = async (): Promise<void> => {
    stop();
    if ((await device()).person === null || !inContact() || events) return;
    events = new EventSource("/api/events");
    events.addEventListener("pull", soon);
    events.onopen = () => {
      if (heardBefore) soon(); // what was said while nobody listened
      heardBefore = true;
      tries = 0;
    };
    events.onerror = () => {
      stop();
      retry = setTimeout(() => void open(), backoff(++tries, PATIENCE.first, PATIENCE.most));
    };
  };
  watch(["me"], () => void open());
  watch(["connection"], () => (inContact() ? events === null && void open() : stop()));
  void open();
  return new Promise(() => undefined);
}
