/** Search in everything this person may see. Only with network; nothing of it is kept on the device. */

import type { Sought } from "../domain/search";
import type { SearchAnswer } from "../domain/shapes";
import { askJson } from "./http";

/** `from` = how many hits were given already. Throws Refused. */
export function searchEverything({ text, committee, year, kind }: Sought, from: number, signal: AbortSignal): Promise<SearchAnswer> {
  const asked = new URLSearchParams({ q: text });
  for (const [key, value] of Object.entries({ committee, year, kind, from: from ? String(from) : "" })) if (value) asked.set(key, value);
  return askJson<SearchAnswer>(`/api/search?${asked}`, { signal });
}
