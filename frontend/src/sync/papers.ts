/** Pull: makes this device's list of packages the one the server has for this person now. */

import type { Manifest, Paper, Papers } from "../domain/shapes";
import { serverNow } from "../store/device";
import { about, dropExpired, keepManifest, listed, showKept, stillCurrent, takeList } from "../store/list";
import { ask, Refused } from "./http";

const AT_ONCE = 4;

/** Asks for the list, drops what it no longer names, and fetches the manifests that are not here; tells whether it was another list. Throws Refused. */
export async function pull(signal: AbortSignal): Promise<boolean> {
  await dropExpired(await serverNow());
  const etag = (await about("etag")) as string | undefined;
  const answer = await ask("/api/papers", { signal, headers: etag ? { "If-None-Match": etag } : {} });
  if (answer.status === 304) await stillCurrent(Date.now());
  else await takeList(await listIn(answer), answer.headers.get("ETag") ?? "", Date.now());
  await showKept();
  await fetchManifests(signal);
  return answer.status !== 304;
}

/** An answer that is not a list must not be read as an empty one: that would drop everything. */
async function listIn(answer: Response): Promise<Paper[]> {
  const { papers } = (await answer.json().catch(() => ({}))) as Partial<Papers>;
  if (!Array.isArray(papers)) throw new Refused("offline", answer.status);
  return papers;
}

async function fetchManifests(signal: AbortSignal): Promise<void> {
  const lacking = (await listed()).filter((row) => row.here !== row.manifest).map((row) => row.manifest);
  let stale = false;
  const take = async (): Promise<void> => {
    for (let sha256 = lacking.shift(); sha256; sha256 = lacking.shift()) {
      try {
        await keepManifest(sha256, await fetchManifest(sha256, signal), Date.now());
      } catch (trouble) {
        // Replaced since the list was made: the next pull, which its event asks for, names the new one.
        if (!(trouble instanceof Refused && trouble.status === 404)) throw trouble;
        stale = true;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  if (stale) throw new Refused("not_found", 404);
}

async function fetchManifest(sha256: string, signal: AbortSignal): Promise<Manifest> {
  const bytes = await (await ask(`/api/manifests/${sha256}`, { signal })).arrayBuffer().catch(() => null);
  if (!bytes) throw new Refused("offline", 0);
  const found = Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), (b) => b.toString(16).padStart(2, "0"));
  if (found.join("") !== sha256) throw new Refused("server_error", 0);
  return JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
}
