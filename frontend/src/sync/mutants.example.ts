/** Faults that the engine must not have, planted in it: the property that guards against them must find each. */

import { vi } from "vitest";
import type { PersonDatabase } from "../store/database";
import { loading } from "./devices.example";

type Log = typeof import("../store/log");
type Arrivals = typeof import("../store/arrivals");

const SENT = (): IDBKeyRange => IDBKeyRange.bound(0, Number.MAX_VALUE);
const WAITING = (): IDBKeyRange => IDBKeyRange.lowerBound([]);

type Rows = () => Promise<PersonDatabase>;

/** The database of the tab that is being loaded. */
async function its(): Promise<Rows> {
  const { rows } = await import("../store/database");
  return async () => (await rows()) as PersonDatabase;
}

const take = (change: (real: Log["take"], rows: Rows) => Log["take"]) =>
  vi.doMock("../store/log", async (original) => {
    const [log, rows] = [await original<Log>(), await its()];
    return { ...log, take: change(log.take, rows) };
  });

const arrived = (change: (real: Arrivals["arrived"], rows: Rows) => Arrivals["arrived"]) =>
  vi.doMock("../store/arrivals", async (original) => {
    const [arrivals, rows] = [await original<Arrivals>(), await its()];
    return { ...arrivals, arrived: change(arrivals.arrived, rows) };
  });

const sealing = (change: Partial<typeof import("../store/sealing")>) =>
  vi.doMock("../store/sealing", async (original) => ({ ...(await original<typeof import("../store/sealing")>()), ...change }));

const FAULTS: Record<string, () => void> = {
  "forgets what it has sent": () =>
    take((real, rows) => async () => {
      const batch = await real();
      await (await rows()).delete("log", SENT());
      return batch;
    }),
  "does not follow its base": () =>
    arrived((real, rows) => async (...page) => {
      const before = await (await rows()).getAll("log", WAITING());
      const taken = await real(...page);
      for (const { key, base } of before) {
        const entry = await (await rows()).get("log", key);
        if (entry) await (await rows()).put("log", { ...entry, base });
      }
      return taken;
    }),
  "takes in a change over a waiting edit": () =>
    arrived((real, rows) => async (after, changes, ...rest) => {
      for (const { id } of changes) {
        const row = await (await rows()).get("notes", id);
        if (row?.server) {
          delete row.server;
          await (await rows()).put("notes", row);
          await (await rows()).delete("log", IDBKeyRange.bound([id], [id, []]));
        }
      }
      return real(after, changes, ...rest);
    }),
  "answers twice under one number": () =>
    take((real, rows) => async () => {
      const batch = await real();
      const mid = (await (await rows()).get("about", "mid")) as number;
      if (batch) await (await rows()).put("about", mid - 1, "mid");
      return batch;
    }),
  "keeps what waits readable": () => sealing({ sealedEntry: ({ secret: _, ...entry }) => entry }),
  "writes down readable": () => sealing({ sealedDraft: (draft) => draft }),
};

/** Of these a single walk through the rows tells. */
const READABLE: Record<string, () => void> = {
  "keeps notes readable": () => sealing({ sealedRow: ({ secret: _, ...row }) => row }),
  "keeps what was refused readable": () => sealing({ sealedKept: ({ secret: _, ...kept }) => kept }),
  "keeps places readable": () => sealing({ sealedAnchor: (anchor) => anchor }),
  "does not follow the lists": () => vi.doMock("../store/resealing", () => ({ sealWhatIsExempt: () => Promise.resolve() })),
};

export const faults = Object.keys(FAULTS);
export const readableFaults = Object.keys(READABLE);

/** Before the next device is made. An empty word takes every fault out again. */
export function plant(mutant: string): void {
  loading.begins = () => inNextTab(mutant);
}

/** A faulty room is made once for each time it is planted, and a tab must not have another's. */
function inNextTab(mutant: string): void {
  vi.doUnmock("../store/log");
  for (const room of ["arrivals", "sealing", "resealing"]) vi.doUnmock(`../store/${room}`);
  (FAULTS[mutant] ?? READABLE[mutant])?.();
}
