/** What the vault keeps on disk: the device's half of its key, and sealed by that key the content keys and the whole titles. */

import { fromBase64url } from "../domain/base64url";
import type { Lease, Manifest, Vault } from "../domain/shapes";
import { type Prover, rows } from "./database";
import { device, leaseNow } from "./device";
import type { ContentKey } from "./vault";

type Sealing = (plain: Uint8Array, about: string) => Uint8Array<ArrayBuffer>;
type Unsealing = (sealed: Uint8Array, about: string) => Uint8Array;
/** The lease as it was given, sealed too, so that nobody else can write a longer one. */
type KeptLease = Pick<Vault, "lease" | "lease_key">;

const HALF = "half";
const LEASE = "lease";
const ASKED = "asked"; // that it is locked until somebody asks for it to be opened
const KEY = "key "; // and a file's sha-256
const TITLE = "title "; // and the id of a document or an item, or what names an item's decision
const DECISION = "/vedtak";

/** What names the decision in an item, among the whole titles. */
export const decisionOf = (item: string): string => item + DECISION;
const itemOf = (name: string): string => (name.endsWith(DECISION) ? name.slice(0, -DECISION.length) : name);

/** The whole titles, and what was decided in exempt items: words that are kept, and go, alike. */
export const wholeWords = ({ titles, decisions }: Vault): [string, string][] => [...Object.entries(titles), ...Object.entries(decisions ?? {}).map(([item, text]): [string, string] => [decisionOf(item), text])];
const WRAP = "wrap "; // and a passkey's id

/** HKDF-SHA256 (RFC 5869), 32 bytes. */
export async function derived(secret: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>, info: string): Promise<Uint8Array<ArrayBuffer>> {
  const ikm = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: new TextEncoder().encode(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, ikm, 256));
}

/** This device's half of the key of whoever is signed in, made at the first asking; null when nobody is. */
export async function deviceHalf(): Promise<Uint8Array<ArrayBuffer> | null> {
  const tx = (await rows())?.transaction("vault", "readwrite", { durability: "strict" });
  if (!tx) return null;
  const kept = await tx.store.get(HALF);
  const bytes = (kept?.bytes as Uint8Array<ArrayBuffer> | undefined) ?? crypto.getRandomValues(new Uint8Array(32));
  if (!kept) await tx.store.put({ id: HALF, bytes });
  await tx.done;
  return bytes;
}

/** How this browser proves which device it is. */
export const keepProver = async (prover: Prover): Promise<void> => void (await (await rows())?.put("about", prover, "prover"));

/** Whether somebody locked it, or it locked itself, and nobody has opened it since. */
export const lockWasAsked = async (): Promise<boolean> => (await (await rows())?.getKey("vault", ASKED)) !== undefined;

export async function askLock(asked: boolean): Promise<void> {
  const database = await rows();
  if (asked) await database?.put("vault", { id: ASKED, bytes: new Uint8Array() });
  else await database?.delete("vault", ASKED);
}

/** Keeps what may be kept, in place of what was kept before, if it is `still` wanted. Without a lease that holds, nothing is. */
export async function keepVault(person: string, vault: Vault, seal: Sealing, still: () => boolean): Promise<boolean> {
  const holds = await leaseHolds(vault);
  const database = await rows();
  if (!database || (await device()).person !== person || !still()) return false;
  const tx = database.transaction(["vault", "papers", "manifests"], "readwrite", { durability: "strict" });
  const store = tx.objectStore("vault");
  const unstored = new Set(vault.keys.filter(({ stored }) => !stored).map(({ document }) => document));
  for (const { manifest } of unstored.size ? await tx.objectStore("manifests").getAll() : [])
    for (const { id, item } of manifest.documents) if (item !== null && unstored.has(id)) unstored.add(item);
  for (const id of await store.getAllKeys()) if (id !== HALF && id !== ASKED && (!holds || !id.startsWith(WRAP))) void store.delete(id);
  if (holds) {
    const kept: KeptLease = { lease: vault.lease, lease_key: vault.lease_key };
    void store.put({ id: LEASE, lease: vault.lease, bytes: seal(encoded(kept), LEASE) });
    for (const one of vault.keys.filter(({ stored }) => stored)) put(KEY + one.file, one);
    for (const [id, words] of wholeWords(vault)) if (!unstored.has(id) && !unstored.has(itemOf(id))) put(TITLE + id, words);
  }
  await tx.done;
  return true;

  function put(id: string, what: unknown): void {
    void store.put({ id, bytes: seal(encoded(what), id) });
  }
}

/** What is kept here, opened; null when there is nothing, the lease is over, or the key is not the one it was sealed with. */
export async function readVault(unseal: Unsealing): Promise<{ contents: Map<string, ContentKey>; titles: Map<string, string> } | null> {
  const all = (await (await rows())?.getAll("vault")) ?? [];
  const contents = new Map<string, ContentKey>();
  const titles = new Map<string, string>();
  try {
    const lease = all.find(({ id }) => id === LEASE);
    if (!lease || !(await leaseHolds(decoded<KeptLease>(unseal(lease.bytes, LEASE))))) return null;
    for (const { id, bytes } of all) {
      if (id.startsWith(TITLE)) titles.set(id.slice(TITLE.length), decoded<string>(unseal(bytes, id)));
      if (!id.startsWith(KEY)) continue;
      const one = decoded<Vault["keys"][number]>(unseal(bytes, id));
      contents.set(one.file, { ...one, key: fromBase64url(one.key) });
    }
    return { contents, titles };
  } catch {
    return null;
  }
}

/** The server signed it for the device that it names, and its time is not over. */
async function leaseHolds({ lease, lease_key }: KeptLease): Promise<boolean> {
  if (!lease.until || Date.parse(lease.until) <= (await leaseNow())) return false;
  const key = await crypto.subtle.importKey("spki", fromBase64url(lease_key), { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  const said = new TextEncoder().encode(`folkevalgt lease ${lease.device} ${lease.until}`);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, fromBase64url(lease.signature), said);
}

/** How long what is kept here may be, as its lease says in clear; null when nothing is kept. */
export async function keptUntil(): Promise<Lease | null> {
  return (await (await rows())?.get("vault", LEASE))?.lease ?? null;
}

/** Passkeys whose secret opens what is kept here. */
export async function wraps(): Promise<string[]> {
  const all = (await (await rows())?.getAllKeys("vault")) ?? [];
  return all.filter((id) => id.startsWith(WRAP)).map((id) => id.slice(WRAP.length));
}

export async function keepWrap(credential: string, bytes: Uint8Array): Promise<void> {
  const tx = (await rows())?.transaction("vault", "readwrite", { durability: "strict" });
  if (tx && (await tx.store.getKey(LEASE))) void tx.store.put({ id: WRAP + credential, bytes });
  await tx?.done;
}

export const wrapOf = async (credential: string): Promise<Uint8Array | null> => (await (await rows())?.get("vault", WRAP + credential))?.bytes ?? null;

/** What was given is taken back: no key and no title is here when this returns. The device's half stays: what was written is sealed with it. */
export async function endLease(): Promise<boolean> {
  const tx = (await rows())?.transaction("vault", "readwrite", { durability: "strict" });
  const given = ((await tx?.store.getAllKeys()) ?? []).filter((id) => id !== HALF && id !== ASKED);
  for (const id of given) void tx?.store.delete(id);
  await tx?.done;
  return given.length > 0;
}

/** Destroys all of it: nothing that was sealed here can be opened any more. */
export async function destroyVault(): Promise<void> {
  const tx = (await rows())?.transaction("vault", "readwrite", { durability: "strict" });
  await tx?.store.clear();
  await tx?.done;
}

/** The sealed files that may be on disk here, by sha-256: those whose keys were given to be kept. */
export async function storedFiles(): Promise<ReadonlySet<string>> {
  const all = (await (await rows())?.getAllKeys("vault")) ?? [];
  return new Set(all.filter((id) => id.startsWith(KEY)).map((id) => id.slice(KEY.length)));
}

/** The sealed files of a list that may not be. */
export const sealedIn = ({ documents }: Manifest, stored: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(documents.flatMap(({ version }) => (version?.sealed && !stored.has(version.sha256) ? [version.sha256] : [])));

/** Keys and titles of what the lists here no longer name are gone when this returns; what they name is answered: versions, papers and items. */
export async function dropKeys(): Promise<ReadonlySet<string>> {
  const tx = (await rows())?.transaction(["vault", "papers", "manifests"], "readwrite", { durability: "strict" });
  if (!tx) return new Set();
  const shown = new Set((await tx.objectStore("papers").getAll()).flatMap(({ manifest, here }) => [manifest, here]));
  const named = new Set<string>();
  for (const { sha256, manifest } of await tx.objectStore("manifests").getAll()) {
    if (!shown.has(sha256)) continue;
    for (const { id } of manifest.items) named.add(id).add(decisionOf(id));
    for (const { id, version } of manifest.documents) if (version) named.add(id).add(version.sha256);
  }
  const given = (await tx.objectStore("vault").getAllKeys()).filter((id) => id.startsWith(KEY) || id.startsWith(TITLE));
  for (const id of given) if (!named.has(id.slice(id.indexOf(" ") + 1))) void tx.objectStore("vault").delete(id);
  await tx.done;
  return named;
}

const encoded = (what: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(what));
const decoded = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes)) as T;
