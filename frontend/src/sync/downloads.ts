/** Brings the files of every package here, one tab at a time, until nothing is lacking. */

import { backoff } from "../domain/backoff";
import { downloadOrder, type Wanted } from "../domain/order";
import { filesNamed, progressOf, type Progress } from "../domain/progress";
import { device, serverNow } from "../store/device";
import { arrived, dropUnnamed, filesOf } from "../store/files";
import { arrivedWhole, listed, manifestsKept, mark } from "../store/list";
import { changed, watch } from "../store/notices";
import { filesHere, manifest } from "../store/rows";
import { askToKeep } from "../store/space";
import { Carrier } from "./carrier";
import type { Outcome } from "./freight";

export type { Progress } from "../domain/progress";

const AT_ONCE = 3;
const live = new Map<string, number>(); // bytes so far of what is on its way, also in another tab
const channel = new BroadcastChannel("folkevalgt-downloads");
channel.onmessage = (event: MessageEvent<[string, number | null]>) => note(...event.data);

let carrier: Carrier | null = null;
let carryingFor: string | null = null;
let running: Promise<void> | null = null;
let again = false;
let tries = 0;
let asked: string | null = null;
let retry: ReturnType<typeof setTimeout> | undefined;
const refused = new Set<string>(); // files the server would not give or gave wrong; tried again when asked for
let news: { whole(): void; stale(): void } = { whole: () => undefined, stale: () => undefined };

/** `whole` is called when a package has arrived whole, `stale` when a file on the list is not to be had. */
export function onDownloads(run: typeof news): void {
  news = run;
}

/** Starts or resumes; a package that failed is tried again, and comes first. Normally automatic. */
export async function download(packageId: string): Promise<void> {
  asked = packageId;
  tries = 0;
  refused.clear();
  await mark(packageId, { trouble: null });
  await downloadAll();
}

/** Brings what is lacking. Calls while it runs make it look once more. */
export function downloadAll(): Promise<void> {
  again = true;
  clearTimeout(retry);
  running ??= (async () => {
    while (again) {
      again = false;
      await navigator.locks.request("folkevalgt-downloads", round).catch(() => tryLater());
    }
  })().finally(() => (running = null));
  return running;
}

export function stopDownloads(): void {
  clearTimeout(retry);
  again = false;
  carrier?.stop();
}

export async function progress(packageId: string): Promise<Progress> {
  const row = (await listed()).find((one) => one.package === packageId);
  const shown = await manifest(packageId);
  if (shown) return progressOf(shown, { here: await filesHere(), live, trouble: row?.trouble ?? null });
  const { documents: files = 0, size: bytes = 0 } = row ?? {};
  return { package: packageId, files, filesDone: 0, bytes, bytesDone: 0, state: "waiting" };
}

/** One round: drop what nobody names, bring what is lacking, drop what has been replaced. */
async function round(): Promise<void> {
  const { person } = await device();
  if (person === null) return;
  live.clear();
  await dropUnnamed(person);
  const plan = new Plan(person);
  try {
    await plan.look();
    if (plan.empty) return;
    void askToKeep().catch(() => undefined);
    carryingFor = person;
    carrier = new Carrier(person, (sha256, bytes) => tell(sha256, bytes));
    const lanes = Array.from({ length: AT_ONCE }, () => lane(plan, carrier as Carrier));
    await Promise.all(lanes);
  } finally {
    carrier?.stop();
    carrier = null;
    plan.end();
  }
  await dropUnnamed(person);
  if (plan.stopped === "later") tryLater();
  else tries = 0;
}

async function lane(plan: Plan, by: Carrier): Promise<void> {
  for (let wanted = await plan.next(); wanted; wanted = await plan.next()) {
    tell(wanted.sha256, 0);
    const outcome = await by.bring(wanted.sha256, wanted.size);
    await plan.settle(wanted, outcome);
    tell(wanted.sha256, null);
  }
}

/** What is lacking, kept up with lists that arrive meanwhile. */
class Plan {
  stopped: "no" | "later" | "until_asked" = "no";
  private kept: Awaited<ReturnType<typeof manifestsKept>> = [];
  private queue: Wanted[] = [];
  private readonly here = new Set<string>();
  private readonly taken = new Set<string>();
  private stale = false;
  private readonly unwatch = watch(["papers"], () => (this.stale = true));

  constructor(private readonly person: string) {}

  get empty(): boolean {
    return this.queue.length === 0;
  }

  async look(): Promise<void> {
    this.stale = false;
    for (const sha256 of (await filesOf(this.person)).keys()) this.here.add(sha256);
    this.kept = await manifestsKept();
    const today = new Date(await serverNow()).toISOString().slice(0, 10);
    const shown = this.kept.map((one) => one.shown);
    const lacking = downloadOrder(shown, this.here, today, asked);
    this.queue = lacking.filter(({ sha256 }) => !this.taken.has(sha256) && !refused.has(sha256));
    await this.noteWhole();
  }

  async next(): Promise<Wanted | undefined> {
    if (this.stale) await this.look();
    if (this.stopped !== "no") return undefined;
    const wanted = this.queue.shift();
    if (wanted) this.taken.add(wanted.sha256);
    return wanted;
  }

  async settle(wanted: Wanted, outcome: Outcome): Promise<void> {
    if (outcome.is === "here") {
      await arrived(this.person, wanted.sha256, wanted.size);
      this.here.add(wanted.sha256);
      tries = 0;
      await this.noteWhole();
    } else if (outcome.is === "no_space") {
      this.stopped = "until_asked";
      await mark(wanted.package, { trouble: "no_space" });
    } else if (outcome.is !== "refused" || outcome.status === 404) {
      refused.add(wanted.sha256);
      await mark(wanted.package, { trouble: "failed" });
      if (outcome.is === "refused") news.stale(); // the list may have changed: ask for it
    } else {
      this.stopped = outcome.status === 401 ? "until_asked" : "later";
    }
  }

  end(): void {
    this.unwatch();
  }

  private async noteWhole(): Promise<void> {
    for (const { row, shown, before } of this.kept) {
      const whole = [...filesNamed(shown).keys()].every((sha256) => this.here.has(sha256));
      if (!whole || (row.received === row.here && !before.length && !row.trouble)) continue;
      await arrivedWhole(row.package);
      Object.assign(row, { received: row.here, trouble: null });
      before.length = 0;
      news.whole();
    }
  }
}

function tryLater(): void {
  clearTimeout(retry);
  retry = setTimeout(() => void downloadAll(), backoff(++tries, 1_000, 300_000));
}

function tell(sha256: string, bytes: number | null): void {
  note(sha256, bytes);
  channel.postMessage([sha256, bytes]);
}

function note(sha256: string, bytes: number | null): void {
  if (bytes === null) live.delete(sha256);
  else live.set(sha256, bytes);
  changed("downloads");
}

// Whoever signs out takes the downloads with them, in every tab.
watch(["me"], async () => {
  if (carrier && (await device()).person !== carryingFor) stopDownloads();
});
