/** Who is possibly disqualified in which item, as a member and a chair meet it on the agenda. */

import type { DisqualificationLine, Manifest, OwnDisqualification, OwnDisqualifications, RoleName } from "./shapes";

/** Whoever treats the items may report themselves. */
const TREATS: readonly RoleName[] = ["member", "chair", "deputy_chair", "substitute"];

export const mayReport = (role: RoleName): boolean => TREATS.includes(role);

/**
 * What stands on one item. `mine`: how far my own has come; "unknown" when only the list tells it, as without network.
 * `at` is ISO 8601. `others` is everybody's, for a chair.
 */
export interface Barred {
  mine: OwnDisqualification["state"] | "unknown" | null;
  at: string;
  others: DisqualificationLine[];
}

/** By item; items without anything are left out. */
export function barredIn(manifest: Manifest, told: OwnDisqualifications | null): Map<string, Barred> {
  const found = new Map<string, Barred>();
  const at = (item: string): Barred => {
    const one = found.get(item) ?? { mine: null, at: "", others: [] };
    found.set(item, one);
    return one;
  };
  for (const { item, missing } of manifest.documents) if (item && missing === "disqualified") at(item).mine = "unknown";
  for (const line of told?.lines ?? []) {
    if (line.state !== "lifted") Object.assign(at(line.item), { mine: line.state, at: line.at });
  }
  for (const line of told?.people ?? []) if (line.state !== "lifted") at(line.item).others.push(line);
  return found;
}
