/** Layers that were not to be had, and when each may be asked for again: some take a while to be made, some are never made. */

import { backoff } from "../domain/backoff";

const WAIT = { first: 30_000, most: 3_600_000 }; // ms

export class Absent {
  private readonly missing = new Map<string, { tries: number; from: number }>();

  /** `forLong`: asking again soon is of no use. Times are of performance.now(). */
  missed(name: string, forLong = false, now = performance.now()): void {
    const tries = (this.missing.get(name)?.tries ?? 0) + 1;
    this.missing.set(name, { tries, from: now + (forLong ? WAIT.most : backoff(tries, WAIT.first, WAIT.most)) });
  }

  mayAsk(name: string, now = performance.now()): boolean {
    return (this.missing.get(name)?.from ?? now) <= now;
  }

  /** The server has told that something is new: what is lacking may be there, and is asked for within the shortest wait. */
  mayHaveCome(now = performance.now()): void {
    for (const one of this.missing.values()) {
      one.tries = 0;
      one.from = Math.min(one.from, now + backoff(1, WAIT.first, WAIT.most));
    }
  }

  here(name: string): void {
    this.missing.delete(name);
  }

  /** Forgets those that nobody wants any more, and gives the ms until the next of the `wanted` may be asked for; null when none waits. */
  keep(wanted: ReadonlySet<string>, now = performance.now()): number | null {
    for (const name of this.missing.keys()) if (!wanted.has(name)) this.missing.delete(name);
    const next = Math.min(...[...this.missing.values()].map(({ from }) => from));
    return next === Number.POSITIVE_INFINITY ? null : Math.max(1_000, next - now);
  }
}
