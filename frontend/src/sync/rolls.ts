/** Names for a chair's run sheet. Who leads no meeting never asks. */

import type { Rolls } from "../domain/shapes";
import { listed } from "../store/list";
import { keepRolls, rollsEtag } from "../store/rolls";
import { ask, Refused } from "./http";

const ROLLS_FOR = 3_600_000; // ms until they are asked for without a reason
const LEADS: readonly string[] = ["chair", "deputy_chair"];

let rollsAsked = Number.NEGATIVE_INFINITY;

/** There may be others on them: they are asked for next time. */
export function rollsMoved(): void {
  rollsAsked = Number.NEGATIVE_INFINITY;
}

/** Asks for them when there is a reason to. Throws Refused. */
export async function syncRolls(signal: AbortSignal): Promise<void> {
  if (performance.now() - rollsAsked < ROLLS_FOR || !(await listed()).some(({ role }) => LEADS.includes(role))) return;
  const etag = await rollsEtag();
  const answer = await ask("/api/rolls", { signal, headers: etag ? { "If-None-Match": etag } : {} });
  if (answer.status !== 304) {
    const { rolls } = (await answer.json().catch(() => ({}))) as Partial<Rolls>;
    if (!Array.isArray(rolls)) throw new Refused("offline", 0);
    await keepRolls(rolls, answer.headers.get("ETag") ?? "");
  }
  rollsAsked = performance.now();
}
