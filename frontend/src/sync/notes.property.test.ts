/**
 * Any order of typing, deleting, syncing and crashing, on two devices and in two tabs, over any line, on papers of which some are
 * exempt, while the vault is locked and opened: nothing typed is lost, and of what is exempt nothing lies readable.
 */

import fc from "fast-check";
import { expect, test } from "vitest";
import { faults } from "./mutants.example";
import { Writers } from "./writers.example";

const device = fc.nat({ max: 1 });
const pick = fc.nat({ max: 5 });
const line = fc.array(fc.constantFrom("good", "request lost", "reply lost", "twice", "cut", "empty", "odd"), { maxLength: 4 });
const hurry = fc.boolean();

const actions = fc.commands(
  [
    fc.tuple(device, pick, hurry).map(([on, which, hurried]) => step(`make ${on} ${which}${hurried ? " hurried" : ""}`, (all) => all.make(on, which, hurried))),
    fc.tuple(device, pick).map(([on, which]) => step(`open ${on} ${which}`, (all) => all.open(on, which))),
    fc.tuple(device, pick, hurry).map(([on, which, hurried]) => step(`type ${on} ${which}${hurried ? " hurried" : ""}`, (all) => all.type(on, which, hurried))),
    fc.tuple(device, pick, hurry).map(([on, which, hurried]) => step(`type ${on} ${which}${hurried ? " hurried" : ""}`, (all) => all.type(on, which, hurried))),
    fc.tuple(device, pick).map(([on, which]) => step(`colour ${on} ${which}`, (all) => all.colour(on, which))),
    fc.tuple(device, pick).map(([on, which]) => step(`delete ${on} ${which}`, (all) => all.remove(on, which))),
    fc.tuple(device, pick).map(([on, which]) => step(`share ${on} ${which}`, (all) => all.share(on, which))),
    fc.tuple(device, pick).map(([on, which]) => step(`narrow ${on} ${which}`, (all) => all.narrow(on, which))),
    device.map((on) => step(`undo ${on}`, (all) => all.undo(on))),
    fc.tuple(device, line).map(([on, faults]) => step(`sync ${on} ${faults.join()}`, (all) => all.sync(on, faults))),
    device.map((on) => step(`sync ${on}`, (all) => all.sync(on, []))),
    device.map((on) => step(`lock ${on}`, (all) => all.lock(on))),
    device.map((on) => step(`unlock ${on}`, (all) => all.unlock(on))),
    fc.constantFrom("exempt").map((word) => step(word, (all) => all.turn())),
    fc.tuple(device, fc.nat({ max: 12 })).map(([on, after]) => step(`crash ${on} after ${after}`, (all) => all.crash(on, after))),
  ],
  { maxCommands: 40, size: "max" },
);

const step = (name: string, run: (all: Writers) => Promise<void>) => ({
  check: () => true,
  run: (_: object, all: Writers) => run(all),
  toString: () => name,
});

const holds = (mutant = "") =>
  fc.asyncProperty(fc.scheduler(), actions, async (scheduler, steps) => {
    const all = await Writers.of((what) => scheduler.schedule(Promise.resolve(), what), mutant);
    await fc.scheduledModelRun(scheduler, () => ({ model: {}, real: all }), steps);
    await scheduler.waitFor(all.quiet());
    await all.check();
  });

const env = (import.meta as { env?: Record<string, string> }).env ?? {};
const RUNS = Number(env["VITE_RUNS"] ?? 60);
const SEED = Number(env["VITE_SEED"] ?? 1); // the same each time; `make proofs` tries others
const PATH = env["VITE_PATH"];

test("nothing typed is lost, devices agree, nothing is there twice, and nothing exempt lies readable", { timeout: 600_000 }, async () => {
  await fc.assert(holds(), { numRuns: RUNS, seed: SEED, ...(PATH && { path: PATH }) });
});

test("what is typed in a note that was taken off a locked device, as its paper became exempt, does not lie readable", async () => {
  const all = await Writers.of(async () => undefined);
  await all.lock(0);
  await all.make(0, 1, false);
  await all.sync(0, []);
  await all.open(0, 1);
  await all.turn();
  await all.type(0, 1, false);
  await all.crash(0, 0);
  await all.quiet();
  await all.check();
});

test.each(faults)(
  "a planted fault is found: the engine %s",
  { timeout: 600_000 },
  async (mutant) => {
    const found = await fc.check(holds(mutant), { numRuns: 400, seed: 7, endOnFailure: true });
    expect(found.failed).toBe(true);
  },
);
