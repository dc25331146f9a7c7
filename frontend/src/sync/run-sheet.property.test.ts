/** A run sheet written on two devices in any order, over any line, with crashes: nothing typed is lost, and both agree. */

import fc from "fast-check";
import { expect, test } from "vitest";
import type { RunChange, RunRow } from "../domain/run-sheet";
import { Browser, person } from "./devices.example";
import { LogServer } from "./log-server.example";

const PACKAGE = "0193b8a0-0000-7000-8000-00000000aaaa";
const ITEMS = ["0193b8a0-1111-7000-8000-00000000bbbb", "0193b8a0-2222-7000-8000-00000000cccc"];
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const step = fc.record({
  on: fc.nat({ max: 1 }),
  item: fc.nat({ max: 1 }),
  what: fc.constantFrom("open", "text", "text", "votes", "minutes", "sync", "sync", "crash"),
  line: fc.array(fc.constantFrom("good", "request lost", "reply lost", "twice", "cut", "empty", "odd"), { maxLength: 3 }),
});

/** What stands in an open line: the number of its words, and what is seen in it. */
interface Open {
  base: number;
  text: string;
  votes: string;
}

/** Votes written where another device's words stand that were not seen; words written after them must not replace those. */
const UNSEEN: Step[] = [
  { on: 0, item: 1, what: "text", line: [] },
  { on: 1, item: 1, what: "text", line: [] },
  { on: 0, item: 0, what: "sync", line: [] },
  { on: 1, item: 0, what: "sync", line: ["good", "odd"] },
  { on: 1, item: 0, what: "crash", line: [] },
  { on: 1, item: 1, what: "votes", line: [] },
  { on: 1, item: 0, what: "sync", line: ["odd"] },
  { on: 1, item: 1, what: "text", line: [] },
];

class Chair {
  readonly saved: string[] = [];
  readonly replaced = new Map<string, string[]>();
  readonly open = new Map<string, Open>();
  count = 0;

  constructor(readonly devices: Browser[]) {}

  rows = (on: Browser): Promise<RunRow[]> => on.in(() => on.tab.runSheet.runRows(PACKAGE));

  async look(on: number, item: number): Promise<Open> {
    const row = (await this.rows(this.devices[on]!)).find((one) => one.first && one.item === ITEMS[item]);
    const { text = "", plan } = row?.content ?? {};
    const seen = { base: row?.ver ?? -1, text, votes: plan?.votes?.join() ?? "" };
    this.open.set(`${on} ${item}`, seen);
    return seen;
  }

  async write(on: number, item: number, change: RunChange): Promise<void> {
    const browser = this.devices[on]!;
    const { base } = this.open.get(`${on} ${item}`) ?? (await this.look(on, item));
    await browser.in(() => browser.tab.runSheet.saveLine(PACKAGE, ITEMS[item]!, change, base));
  }

  async say(on: number, item: number, what: "text" | "votes"): Promise<void> {
    const seen = this.open.get(`${on} ${item}`) ?? (await this.look(on, item));
    const said = `${what}${++this.count}`;
    if (seen[what]) this.replaced.set(seen[what], [...(this.replaced.get(seen[what]) ?? []), said]);
    seen[what] = said;
    await this.write(on, item, what === "text" ? { text: said } : { plan: { votes: [said] } });
    this.saved.push(said);
  }

  async crash(on: number): Promise<void> {
    for (const item of [0, 1]) this.open.delete(`${on} ${item}`);
    await this.devices[on]!.crash();
  }

  lives = (said: string, there: string): boolean =>
    there.includes(`"${said}"`) || (this.replaced.get(said) ?? []).some((next) => this.lives(next, there));
}

test("nothing typed in a run sheet is lost, and both devices agree", { timeout: 600_000 }, async () => {
  const { VITE_RUNS = "25", VITE_SEED = "1" } = (import.meta as { env?: Record<string, string> }).env ?? {};
  const holds = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), async (steps) => {
    const server = new LogServer();
    const chair = new Chair([await Browser.of(person(1), server), await Browser.of(person(1), server)]);
    for (const { on, item, what, line } of steps) {
      const browser = chair.devices[on]!;
      if (what === "open") await chair.look(on, item);
      else if (what === "minutes") await chair.write(on, item, { minutes: ++chair.count });
      else if (what === "crash") await chair.crash(on);
      else if (what === "sync") {
        browser.line = [...line];
        await browser.sync().catch(() => undefined);
      } else await chair.say(on, item, what);
    }
    for (let round = 0; round < 6; round++) {
      const browser = chair.devices[round % 2]!;
      browser.line = [];
      await browser.sync();
    }
    const [here, there] = await Promise.all(chair.devices.map(chair.rows));
    const said = (rows?: RunRow[]) => rows?.map(({ ver: _, ...row }) => row); // that number is a device's own
    expect(said(there)).toEqual(said(here));
    const kept = await Promise.all(chair.devices.map((one) => one.in(() => one.tab.notes.keptNotes())));
    const all = JSON.stringify([here, kept]);
    expect(chair.saved.filter((said) => !chair.lives(said, all))).toEqual([]);
  });
  await fc.assert(holds, { numRuns: Number(VITE_RUNS), seed: Number(VITE_SEED), examples: [[UNSEEN]] });
});
