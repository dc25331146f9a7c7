/** The device's own few rows: who is signed in here, what is owed the server, and what time the server says it is. */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { watch } from "./notices";

export interface DeviceState {
  /** The person signed in on this device, and everyone who has rows here. */
  person: string | null;
  people: string[];
  /** The server has not yet been told that someone signed out. */
  signOutOwed: boolean;
  /** A wipe was begun for these; a stopped one is finished at the next start. */
  wiping: string[];
  /** Milliseconds to add to this device's clock to get the server's, and the latest server time ever known here. */
  clockOffset: number;
  latestTime: number;
  /** The latest time this device has come to, also without contact: setting its clock back prolongs no lease. */
  reached: number;
}

interface DeviceSchema extends DBSchema {
  state: { key: "state"; value: DeviceState };
}

const FRESH: DeviceState = { person: null, people: [], signOutOwed: false, wiping: [], clockOffset: 0, latestTime: 0, reached: 0 };
let opened: Promise<IDBPDatabase<DeviceSchema>> | null = null;

function database(): Promise<IDBPDatabase<DeviceSchema>> {
  opened ??= openDB<DeviceSchema>("folkevalgt", 1, {
    upgrade: (db) => void db.createObjectStore("state"),
    terminated: () => (opened = null),
  });
  return opened;
}

let known: Promise<DeviceState> | null = null; // asked for before nearly every read
let last: DeviceState | null = null;

const read = async (): Promise<DeviceState> => ({ ...FRESH, ...(await (await database()).get("state", "state")) });

export function device(): Promise<DeviceState> {
  if (known) return known;
  const asked = (known = read());
  void asked.then((state) => known === asked && (last = state), () => undefined);
  return asked;
}

/** As it was last read, for whoever cannot wait to be told. */
export const deviceAsRead = (): DeviceState | null => last;

/** What is known may no longer hold: another tab changed it, or this one slept. */
export function askDeviceAgain(): void {
  known = null;
}
watch(["me"], askDeviceAgain);
addEventListener("pageshow", askDeviceAgain);

/** Changes the state in one strict transaction, so that two tabs cannot undo each other. */
export async function changeDevice(change: (state: DeviceState) => Partial<DeviceState>): Promise<DeviceState> {
  const tx = (await database()).transaction("state", "readwrite", { durability: "strict" });
  const before = { ...FRESH, ...(await tx.store.get("state")) };
  const after = { ...before, ...change(before) };
  await tx.store.put(after, "state");
  await tx.done;
  known = Promise.resolve(after);
  last = after;
  return after;
}

/** The server's time as far as this device can know it, in ms; never earlier than the latest time it was certain of. */
export async function serverNow(): Promise<number> {
  return timeIn(await device());
}

const timeIn = ({ clockOffset, latestTime }: DeviceState): number => Math.max(Date.now() + clockOffset, latestTime);

/** The server's time, ISO 8601. */
export const momentIn = (state: DeviceState): string => new Date(timeIn(state)).toISOString();

/** Takes in a `Date` header. One second is all that header knows, so smaller differences change nothing. */
export async function learnTime(serverTime: number): Promise<void> {
  const { clockOffset, latestTime, reached } = await device();
  const offset = serverTime - Date.now();
  if (Math.abs(offset - clockOffset) < 2_000 && serverTime - latestTime < 60_000 && reached - serverTime < 60_000) return;
  lastLook = performance.now();
  await changeDevice((state) => ({ clockOffset: offset, latestTime: Math.max(state.latestTime, serverTime), reached: serverTime }));
}

let lastLook = performance.now();

/** The time by which leases end, in ms: at least the latest that was ever reached here, and what has passed since in this page. */
export async function leaseNow(): Promise<number> {
  const { reached } = await device();
  return Math.max(await serverNow(), reached + (reached > 0 ? performance.now() - lastLook : 0));
}

/** Remembers how far time has come. */
export async function reachTime(): Promise<void> {
  const now = await leaseNow();
  lastLook = performance.now();
  await changeDevice(() => ({ reached: now }));
}
