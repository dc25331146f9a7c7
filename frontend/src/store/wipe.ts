/** Takes a person off this device. A wipe that was stopped half-way is finished at the next start. */

import { deleteRows } from "./database";
import { lock } from "./vault";
import { destroyVault } from "./vault-rows";
import { changeDevice, device } from "./device";
import { deleteFiles, INDEXING } from "./files";
import { changed } from "./notices";

const TRIES = 12;

/** From when this returns nobody is signed in here and `people` are being forgotten; `finishWipes` does the deleting. */
export async function beginWipe(people: string[]): Promise<void> {
  const { person } = await device();
  lock();
  if (person !== null && people.includes(person)) await destroyVault().catch(() => undefined); // the key goes first, what it opens after it
  await changeDevice((state) => ({
    person: null,
    signOutOwed: state.signOutOwed || state.person !== null,
    wiping: [...new Set([...state.wiping, ...people])],
  }));
  changed("me", "papers", "downloads", "positions", "notes");
}

export async function finishWipes(): Promise<void> {
  for (const person of (await device()).wiping) {
    await deleteRows(person);
    await deleteAllFiles(person);
    await changeDevice((state) => ({
      wiping: state.wiping.filter((one) => one !== person),
      people: state.people.filter((one) => one !== person),
    }));
  }
}

/** Another tab may be writing a file for a moment yet: it lets go when it hears that nobody is signed in. */
async function deleteAllFiles(person: string): Promise<void> {
  for (let left = TRIES; ; left--) {
    try {
      return await navigator.locks.request(INDEXING, () => deleteFiles(person));
    } catch (trouble) {
      if (left === 0) throw trouble;
      await new Promise((later) => setTimeout(later, 150));
    }
  }
}
