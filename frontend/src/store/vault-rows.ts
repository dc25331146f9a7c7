/** What the vault keeps on disk: the device's half of its key, and sealed by that key the content keys and the whole titles. */

import { fromBase64url } from "../domain/base64url";
import type { Lease, Vault } from "../domain/shapes";
import { rows } from "./database";
import { serverNow } from "./device";
import type { ContentKey } from "./vault";

type Sealing = (plain: Uint8Array, about: string) => Uint8Array<ArrayBuffer>;
type Unsealing = (sealed: Uint8Array, about: string) => Uint8Array;
/** The lease as it was given, sealed too, so that nobody else can write a longer one. */
type KeptLease = Pick<Vault, "lease" | "lease_key">;

const HALF = "half";
const LEASE = "lease";
const ASKED = "asked"; // that it is locked until somebody asks for it to be opened
const KEY = "key "; // and a file's sha-256
const TITLE = "title "; // and the id of a document or an item
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

/** Whether somebody locked it, or it locked itself, and nobody has opened it since. */
export const lockWasAsked = async (): Promise<boolean> => (await (await rows())?.getKey("vault", ASKED)) !== undefined;

export async function askLock(asked: boolean): Promise<void> {
  const database = await rows();
  if (asked) await database?.put("vault", { id: ASKED, bytes: new Uint8Array() });
  else await database?.delete("vault", ASKED);
}

/** Keeps what may be kept, in place of what was kept before. Without a lease that holds, nothing is. */
export async function keepVault(vault: Vault, seal: Sealing): Promise<void> {
  const holds = await leaseHolds(vault);
  const tx = (await rows())?.transaction(["vault", "papers", "manifests"], "readwrite", { durability: "strict" });
  if (!tx) return;
  const store = tx.objectStore("vault");
  const unstored = new Set(vault.keys.filter(({ stored }) => !stored).map(({ document }) => document));
  for (const { manifest } of unstored.size ? await tx.objectStore("manifests").getAll() : [])
    for (const { id, item } of manifest.documents) if (item !== null && unstored.has(id)) unstored.add(item);
  for (const id of await store.getAllKeys()) if (id !== HALF && (!holds || !id.startsWith(WRAP))) void store.delete(id);
  if (holds) {
    const kept: KeptLease = { lease: vault.lease, lease_key: vault.lease_key };
    void store.put({ id: LEASE, lease: vault.lease, bytes: seal(encoded(kept), LEASE) });
    for (const one of vault.keys.filter(({ stored }) => stored)) put(KEY + one.file, one);
    for (const [id, title] of Object.entries(vault.titles)) if (!unstored.has(id)) put(TITLE + id, title);
  }
  await tx.done;

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
  if (!lease.until || Date.parse(lease.until) <= (await serverNow())) return false;
  const key = await crypto.subtle.importKey("spki", fromBase64url(lease_key), { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  const said = new TextEncoder().encode(`folkevalgt lease ${lease.device} ${lease.until}`);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, fromBase64url(lease.signature), said);
}

/** How long what is kept here may be, as its lease says in clear; null when nothing is kept. */
export async function keptUntil(): Promise<Lease | null> {
  return (await (await rows())?.get("vault", LEASE))?.lease ?? null;
}

const encoded = (what: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(what));
const decoded = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes)) as T;
