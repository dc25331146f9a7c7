/** Faults that the engine must not have, planted in it: the property that guards against them must find each. */

import { vi } from "vitest";

type Log = typeof import("../store/log");
type Arrivals = typeof import("../store/arrivals");

const SENT = (): IDBKeyRange => IDBKeyRange.bound(0, Number.MAX_VALUE);
const WAITING = (): IDBKeyRange => IDBKeyRange.lowerBound([]);

async function database() {
  const { rows } = await import("../store/database");
  const found = await rows();
  if (!found) throw new Error("nobody is signed in");
  return found;
}

const take = (change: (real: Log["take"]) => Log["take"]) =>
  vi.doMock("../store/log", async (original) => {
    const log = await original<Log>();
    return { ...log, take: change(log.take) };
  });

const arrived = (change: (real: Arrivals["arrived"]) => Arrivals["arrived"]) =>
  vi.doMock("../store/arrivals", async (original) => {
    const arrivals = await original<Arrivals>();
    return { ...arrivals, arrived: change(arrivals.arrived) };
  });

const FAULTS: Record<string, () => void> = {
  "forgets what it has sent": () =>
    take((real) => async () => {
      const batch = await real();
      await (await database()).delete("log", SENT());
      return batch;
    }),
  "does not follow its base": () =>
    arrived((real) => async (...page) => {
      const before = await (await database()).getAll("log", WAITING());
      const taken = await real(...page);
      for (const entry of before) if (await (await database()).get("log", entry.key)) await (await database()).put("log", entry);
      return taken;
    }),
  "takes in a change over a waiting edit": () =>
    arrived((real) => async (after, changes, ...rest) => {
      for (const { id } of changes) {
        const row = await (await database()).get("notes", id);
        if (row?.server) {
          delete row.server;
          await (await database()).put("notes", row);
          await (await database()).delete("log", IDBKeyRange.bound([id], [id, []]));
        }
      }
      return real(after, changes, ...rest);
    }),
  "answers twice under one number": () =>
    take((real) => async () => {
      const batch = await real();
      const mid = (await (await database()).get("about", "mid")) as number;
      if (batch) await (await database()).put("about", mid - 1, "mid");
      return batch;
    }),
};

export const faults = Object.keys(FAULTS);

/** Before the next device is made. An empty word takes every fault out again. */
export function plant(mutant: string): void {
  vi.doUnmock("../store/log");
  vi.doUnmock("../store/arrivals");
  FAULTS[mutant]?.();
}
