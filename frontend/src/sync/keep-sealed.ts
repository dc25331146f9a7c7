/** What is written here about exempt papers follows the lists and the vault: sealed when they say so, and worked in and sent once it can be read. */

import { isUnread } from "../store/arrivals";
import { recoverDrafts } from "../store/notes";
import { changed, watch } from "../store/notices";
import { sealWhatIsExempt } from "../store/resealing";
import { lockState } from "../store/vault";

let last: Promise<unknown> = Promise.resolve();

/** Call once, before the first view reads the store. `pull` begins a round with the server, `send` sends soon what waits. */
export async function keepSealed(pull: () => void, send: () => void): Promise<void> {
  let was = lockState();
  const follow = async (): Promise<void> => {
    const before = was;
    was = lockState();
    const opened = before === "locked" && was === "open";
    await sealWhatIsExempt(opened);
    if (opened) await recoverDrafts();
    if (was !== before) changed("notes"); // they read otherwise
    if (!opened) return;
    if (await isUnread()) pull();
    else send();
  };
  /** One after the other: what comes second sees what the first did. */
  const next = (): Promise<unknown> => (last = last.then(follow).catch(told));
  watch(["papers", "vault", "me"], () => void next());
  await next();
}

/** Rows that are closed under one's hands are being wiped: there is nothing left to seal. */
function told(trouble: unknown): void {
  if (!(trouble instanceof DOMException && trouble.name === "InvalidStateError")) console.error(trouble);
}
