/**
 * What opens exempt papers, and whatever else is not to lie readable on this device: in memory while it is open, on disk sealed.
 * The key is made of a half that the server gives out in a person's session and a half that lies here; it is never on disk itself.
 */

import { fromBase64url } from "../domain/base64url";
import type { PaperSource } from "../domain/paper-source";
import type { Manifest, ManifestItem, Vault } from "../domain/shapes";
import { rows } from "./database";
import { device } from "./device";
import { changed, watch } from "./notices";
import type * as Cipher from "./vault-cipher";
import { decisionOf, derived, deviceHalf, dropKeys, keepVault, keepWrap, readVault, wholeWords, wrapOf } from "./vault-rows";

/** Thrown by whoever wants to seal or unseal while the vault is locked. */
export class Locked extends Error {}

/** One exempt file: the key of its bytes, text and structure. `stored` false: it is never on disk here. */
export interface ContentKey {
  file: string;
  document: string;
  key: Uint8Array<ArrayBuffer>;
  stored: boolean;
}

/** All that is in memory while the vault is open. */
export interface Held {
  person: string;
  key: Uint8Array<ArrayBuffer>;
  contents: Map<string, ContentKey>;
  titles: Map<string, string>;
}

let held: Held | null = null;
let cipher: typeof Cipher | null = null;
const passing = new Map<string, Passing>();
const workers = new Set<Worker>();
const inWindow = "document" in globalThis;

export const lockState = (): "open" | "locked" => (held ? "open" : "locked");

/** Whose vault is open here. */
export const openFor = (): string | null => held?.person ?? null;

/** For another tab of the same person, in this browser. */
export const heldKey = (): Pick<Held, "person" | "key"> | null => held && { person: held.person, key: held.key };

/** Synchronous; throws `Locked`. `about` is bound to it: unsealing asks for the same words. */
export function seal(plain: Uint8Array, about: string): Uint8Array<ArrayBuffer> {
  if (!held || !cipher) throw new Locked();
  return cipher.sealWith(held.key, plain, about);
}

/** Synchronous; throws `Locked`, or another error when it was not sealed here, or about something else. */
export function unseal(sealed: Uint8Array, about: string): Uint8Array {
  if (!held || !cipher) throw new Locked();
  return cipher.unsealWith(held.key, sealed, about);
}

/** The key of an exempt file, by the sha-256 of its ciphertext; null while locked, and for a file that is not given. */
export const contentKey = (sha256: string): Uint8Array<ArrayBuffer> | null => held?.contents.get(sha256)?.key ?? null;

/** Whether a file's bytes must never be on this disk. Of a file that nobody gave the key of, nothing is known. */
export const neverStored = (sha256: string): boolean => held?.contents.get(sha256)?.stored === false;

/** What a document or an item is called by those who may know; null while locked, and for what has no other title than the public one. */
export const wholeTitle = (id: string): string | null => held?.titles.get(id) ?? null;

/** A title everyone may read, of a paper or an item of such a list: for what the browser itself writes down. */
export const publicTitle = ({ id, title }: { id: string; title: string }): string => publicly.get(id) ?? title;
const publicly = new Map<string, string>();

/** A list in words that everyone may read: for what is sent away, or kept readable. */
export const withPublicTitles = (manifest: Manifest): Manifest => ({
  ...manifest,
  items: manifest.items.map((one) => ({ ...one, title: publicTitle(one), decision: one.exemption ? "" : one.decision })),
  documents: manifest.documents.map((one) => ({ ...one, title: publicTitle(one) })),
});

/** A list as it reads for those who may know. */
export function withWholeTitles(manifest: Manifest): Manifest {
  if (!held || held.titles.size === 0) return manifest;
  const entitled = <T extends { id: string; title: string }>(one: T): T => {
    const title = wholeTitle(one.id);
    if (title === null) return one;
    publicly.set(one.id, one.title);
    return { ...one, title };
  };
  const decided = (one: ManifestItem): ManifestItem => (one.exemption ? { ...one, decision: wholeTitle(decisionOf(one.id)) ?? one.decision } : one);
  return { ...manifest, items: manifest.items.map(entitled).map(decided), documents: manifest.documents.map(entitled) };
}

/** A file that is in memory alone, as it came: sealed with the key of the version `sealed`. */
export type Passing = PaperSource & { sealed: string };

export const inMemory = (sha256: string): Passing | null => passing.get(sha256) ?? null;

/** Holds a file that must never be on disk, until the vault is locked. */
export function holdInMemory(sha256: string, bytes: Uint8Array, sealed: string): void {
  if (contentKey(sealed)) passing.set(sha256, { size: bytes.length, sealed, read: async (begin, end) => bytes.slice(begin, end) });
}

/** The documents on this device whose shown version is sealed. */
export async function sealedDocuments(): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const tx = (await rows())?.transaction(["papers", "manifests"]);
  if (!tx) return found;
  for (const { here } of await tx.objectStore("papers").getAll()) {
    const shown = here === null ? undefined : await tx.objectStore("manifests").get(here);
    for (const { id, version } of shown?.manifest.documents ?? []) if (version?.sealed) found.add(id);
  }
  return found;
}

let locked = 0;
/** How many times it was locked: what was asked for before must not open it afterwards. */
export const timesLocked = (): number => locked;

/** Opens with what the server gave, and keeps sealed here what may be kept; not when it was locked after `since`. */
export async function open(vault: Vault, since = timesLocked()): Promise<void> {
  const { person } = await device();
  const half = person === null ? null : await deviceHalf();
  if (person === null || half === null) return;
  const key = await derived(fromBase64url(vault.half), half, "folkevalgt device key");
  const contents = vault.keys.map((one) => ({ ...one, key: fromBase64url(one.key) }));
  const { sealWith } = (cipher ??= await import("./vault-cipher"));
  if (!(await keepVault(person, vault, (plain, about) => sealWith(key, plain, about), () => locked === since))) return;
  if (locked === since) await hold({ person, key, contents: new Map(contents.map((one) => [one.file, one])), titles: new Map(wholeWords(vault)) });
}

/** Opens without network, with the device key as a passkey's secret or another tab gave it. False when it is not the key of what lies here. */
export async function openWith(key: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const { person } = await device();
  if (person === null) return false;
  const { unsealWith } = (cipher ??= await import("./vault-cipher"));
  const kept = await readVault((sealed, about) => unsealWith(key, sealed, about));
  if (kept) await hold({ person, key, ...kept });
  return kept !== null;
}

const KEK = "folkevalgt vault";
const NO_SALT = new Uint8Array();

/** Lets a passkey's secret (32 bytes) open what is kept here, also without network. */
export async function letOpen(credential: string, secret: Uint8Array<ArrayBuffer>): Promise<void> {
  const kek = await derived(secret, NO_SALT, KEK);
  if (held && cipher) await keepWrap(credential, cipher.sealWith(kek, held.key, credential));
}

/** Opens with a passkey's secret. False when it opens nothing here, or the lease is over. */
export async function openWithSecret(credential: string, secret: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const wrapped = await wrapOf(credential);
  if (!wrapped) return false;
  const [kek, { unsealWith }] = await Promise.all([derived(secret, NO_SALT, KEK), import("./vault-cipher")]);
  try {
    return await openWith(Uint8Array.from(unsealWith(kek, wrapped, credential)));
  } catch {
    return false;
  }
}

/** Keys of what the lists here no longer name are gone, from memory as from disk, when this returns. */
export async function forgetUnnamed(): Promise<void> {
  const named = await dropKeys();
  const before = held && held.contents.size + held.titles.size;
  for (const all of held ? [held.contents, held.titles] : []) for (const id of all.keys()) if (!named.has(id)) all.delete(id);
  for (const [file, { sealed }] of passing) if (!named.has(sealed)) passing.delete(file);
  if (held && before !== held.contents.size + held.titles.size) told();
}

async function hold(next: Held): Promise<void> {
  cipher ??= await import("./vault-cipher");
  if ((await device()).person !== next.person) return;
  held = next;
  told();
}

function told(): void {
  for (const worker of workers) worker.postMessage({ vault: held });
  changed("vault", "papers"); // lists read otherwise
}

const beforeIt = new Set<() => void>();

/** Called in the very turn before the key is forgotten, for whoever has typed words that are not sealed yet. Answers how to stop it. */
export function beforeLock(run: () => void): () => void {
  beforeIt.add(run);
  return () => beforeIt.delete(run);
}

/** Forgets the key and all it opened, at once. */
export function lock(): void {
  locked++;
  if (!held) return;
  for (const run of beforeIt) run();
  for (const { key } of [held, ...held.contents.values()]) key.fill(0);
  held = null;
  passing.clear();
  told();
}

/** Gives a worker what is held here, now and whenever it changes, until the returned function is called. It says `takeOver` to each message. */
export function handOver(worker: Worker): () => void {
  workers.add(worker);
  worker.postMessage({ vault: held });
  return () => workers.delete(worker);
}

/** In a worker: whether a message was about the vault; what it brought is held when the promise is done. */
export function takeOver(data: unknown): Promise<void> | null {
  if (typeof data !== "object" || data === null || !("vault" in data)) return null;
  const given = data.vault as Held | null;
  if (!given) held = null;
  return given ? import("./vault-cipher").then((loaded) => void ([cipher, held] = [loaded, given])) : Promise.resolve();
}

if (inWindow)
  watch(["me"], async () => {
    if (held && (await device()).person !== held.person) lock();
  });
