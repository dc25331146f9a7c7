/** The first opening of an exempt paper is told to the server at the next contact: which file and when, nothing of what it says. */

import { serverNow } from "./device";
import { queue } from "./outbox";
import { contentKey } from "./vault";

const told = new Set<string>(); // in this tab; the server counts the first alone

export async function openedExempt(file: string): Promise<void> {
  if (contentKey(file) === null || told.has(file)) return;
  told.add(file);
  const opening = { file, at: new Date(await serverNow()).toISOString() };
  await queue({ id: `exempt ${file}`, at: Date.now(), opening });
}
