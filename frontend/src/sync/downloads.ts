/** Brings the files of every package here, one tab at a time, until nothing is lacking. */

import { backoff } from "../domain/backoff";
import { progressOf, type Progress } from "../domain/progress";
import { device } from "../store/device";
import { dropUnnamed } from "../store/files";
import { listed, mark, unwritten } from "../store/list";
import { changed, watch } from "../store/notices";
import { filesHere, manifest } from "../store/rows";
import { askToKeep } from "../store/space";
import { sealedIn, storedFiles } from "../store/vault-rows";
import { Absent } from "./absent";
import { Carrier } from "./carrier";
import { type News, Plan } from "./plan";

export type { Progress } from "../domain/progress";

const AT_ONCE = 4;
const TELL_EVERY = 120; // ms between notices; each makes the views read the store
const live = new Map<string, number>(); // bytes so far of what is on its way, also in another tab
const channel = new BroadcastChannel("folkevalgt-downloads");
channel.onmessage = (event: MessageEvent<[string, number | null]>) => note(...event.data);

let carrier: Carrier | null = null;
let carryingFor: string | null = null;
let running: Promise<void> | null = null;
let again = false;
let tries = 0;
let asked: string | null = null;
let noticing: ReturnType<typeof setTimeout> | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
const refused = new Set<string>(); // files the server would not give or gave wrong; tried again when asked for
const absent = new Absent();
let news: News = { whole: () => undefined, stale: () => undefined };

/** `whole` is called when a package has arrived whole, `stale` when a file on the list is not to be had. */
export function onDownloads(run: News): void {
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

/** The server told that something is new: a layer that was lacking may be there. Call it before downloadAll. */
export const layersMayHaveCome = (): void => absent.mayHaveCome();

/** Brings what is lacking. Calls while it runs make it look once more. */
export function downloadAll(): Promise<void> {
  again = true;
  clearTimeout(retry);
  running ??= (async () => {
    while (again) {
      again = false;
      await navigator.locks.request("folkevalgt-downloads", round).catch(cutOff);
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
  if (shown) {
    const without = sealedIn(shown, await storedFiles());
    const found = progressOf(shown, { here: await filesHere(), live, trouble: unwritten.get(packageId) ?? row?.trouble ?? null, without });
    // A newer list is known and not here yet: nobody can say that all is stored.
    if (!row || row.here === row.manifest || found.state !== "complete") return found;
    return { ...found, files: row.documents, filesDone: Math.max(0, Math.min(found.filesDone, row.documents - 1)), state: "downloading" };
  }
  const { documents: files = 0, size: bytes = 0 } = row ?? {};
  return { package: packageId, files, filesDone: 0, bytes, bytesDone: 0, state: "waiting" };
}

/** One round: drop what nobody names, bring what is lacking, drop what has been replaced. */
async function round(): Promise<void> {
  const { person } = await device();
  if (person === null) return;
  live.clear();
  const plan = new Plan(person, refused, absent, news, (sha256) => tell(sha256, null));
  try {
    await plan.look(asked);
    await dropUnnamed(person);
    if (plan.empty) return tryLayersLater(plan);
    void askToKeep().catch(() => undefined);
    carryingFor = person;
    carrier = new Carrier(person, (sha256, bytes) => tell(sha256, bytes));
    const lanes = Array.from({ length: AT_ONCE }, () => lane(plan, carrier as Carrier));
    await Promise.all(lanes);
    await plan.save();
  } finally {
    carrier?.stop();
    carrier = null;
    plan.end();
  }
  await dropUnnamed(person);
  if (plan.brought) void import("../store/search").then(({ prepareSearch }) => prepareSearch()).catch(() => undefined);
  if (plan.brought || plan.stopped !== "later") tries = 0;
  if (plan.stopped === "later") tryLater();
  else tryLayersLater(plan);
}

/** A device may have room for the papers and none for the rows that say so: then it waits until somebody has made room. */
async function cutOff(trouble: unknown): Promise<void> {
  if (!(trouble instanceof DOMException && trouble.name === "QuotaExceededError")) return tryLater();
  for (const row of await listed()) if (row.received !== row.manifest) await mark(row.package, { trouble: "no_space" });
}

async function lane(plan: Plan, by: Carrier): Promise<void> {
  for (let wanted = await plan.next(); wanted; wanted = await plan.next()) {
    tell(wanted.sha256, 0);
    await plan.settle(wanted, await by.bring(wanted));
  }
}

function tryLater(): void {
  clearTimeout(retry);
  retry = setTimeout(() => void downloadAll(), backoff(++tries, 1_000, 300_000));
}

function tryLayersLater({ layers, stopped }: Plan): void {
  const wait = absent.keep(layers);
  if (stopped !== "no") return;
  clearTimeout(retry);
  if (wait !== null) retry = setTimeout(() => void downloadAll(), wait);
}

function tell(sha256: string, bytes: number | null): void {
  note(sha256, bytes);
  channel.postMessage([sha256, bytes]);
}

function note(sha256: string, bytes: number | null): void {
  if (bytes === null) live.delete(sha256);
  else live.set(sha256, bytes);
  noticing ??= setTimeout(() => {
    noticing = undefined;
    changed("downloads");
  }, TELL_EVERY);
}

// Whoever signs out takes the downloads with them, in every tab.
watch(["me"], async () => {
  if (carrier && (await device()).person !== carryingFor) stopDownloads();
});
