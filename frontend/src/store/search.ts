/** Search in what is stored on this device: packages and my notes. Works without network. */

import type { Found, Sought, Told } from "../domain/search";
import type { FromSearch, Preparing, ToSearch } from "./search-talk";
import { handOver } from "./vault";

export type { Preparing } from "./search-talk";

const PATIENCE = 600_000; // ms for gathering words nobody waits for

export class Search {
  private readonly worker = new Worker(new URL("./search.worker.ts", import.meta.url), { type: "module" });
  private readonly waiting = new Map<number, (found: Found | null) => void>();
  private asked = 0;
  private readonly letGo: () => void;
  private prepared: () => void = () => undefined;

  /** `preparing` hears how far the gathering of words has come, and null when all is ready; `failed` that the search is broken. */
  constructor(preparing: (now: Preparing | null) => void, failed: () => void) {
    this.letGo = handOver(this.worker);
    this.worker.onerror = failed;
    this.worker.onmessage = ({ data }: MessageEvent<FromSearch>) => {
      if (data === "prepared") this.prepared();
      else if ("failed" in data) failed();
      else if ("preparing" in data) preparing(data.preparing);
      else {
        this.waiting.get(data.id)?.("found" in data ? data.found : null);
        this.waiting.delete(data.id);
      }
    };
  }

  /** The first hits; null when it was overtaken by a later question. */
  search(sought: Sought, told: Told): Promise<Found | null> {
    const id = ++this.asked;
    return new Promise((done) => {
      this.waiting.set(id, done);
      this.ask({ id, sought, told });
    });
  }

  prepare(): Promise<void> {
    return new Promise((done) => {
      this.prepared = done;
      this.ask("prepare");
    });
  }

  close(): void {
    this.letGo();
    this.worker.terminate();
  }

  private ask(what: ToSearch): void {
    this.worker.postMessage(what);
  }
}

let preparing = false;

/** Gathers the words of what has arrived, so that the first search need not wait for it. */
export async function prepareSearch(): Promise<void> {
  if (preparing) return;
  preparing = true;
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const timer = setTimeout(() => stop(), PATIENCE);
  const search = new Search(() => undefined, () => stop());
  await Promise.race([search.prepare(), stopped]);
  clearTimeout(timer);
  search.close();
  preparing = false;
}
