/** The vault and the server: what opens it is fetched in a person's session, and where that is over the device proves which it is. */

import { toBase64url } from "../domain/base64url";
import { structureName } from "../domain/layers";
import type { DeviceKey, Lease, ManifestVersion, Vault } from "../domain/shapes";
import type { Prover } from "../store/database";
import { leaseNow } from "../store/device";
import { about, manifestsKept } from "../store/list";
import { contentKey, forgetUnnamed, holdInMemory, letOpen, lockState, open, openWithSecret, timesLocked } from "../store/vault";
import { askLock, keepProver, keptUntil, lockWasAsked, wraps } from "../store/vault-rows";
import { changed } from "../store/notices";
import { connection, deviceAlone } from "./connection";
import { ask, askJson, Refused } from "./http";
import { proveDevice } from "./prove";

const P256 = { name: "ECDSA", namedCurve: "P-256" };
const NEWLY = 3_600_000; // ms; a lease is asked for anew when it is so old

/** What hinders the vault from opening: "" or the server's word, as "step_up". */
let hindered = "";
let asked = 0; // when it was last fetched, by leaseNow()
export const vaultTrouble = (): string => hindered;

let tried = false;
/** Whether it is about to open by itself. */
export const opensSoon = async (): Promise<boolean> => !tried && connection() === "online" && !(await lockWasAsked());

/** Opens the vault, unless somebody has locked it. Call it under the sync lock. Without contact it throws Refused; else it says why it could not in `vaultTrouble`. */
export async function openVault(signal: AbortSignal): Promise<void> {
  if (lockState() === "locked" && !(await lockWasAsked())) await fetchVault(false, signal);
}

/** After the lists were read: takes away the keys of what they do not name, and fetches those of what is new. */
export async function refreshVault(moved: boolean, signal: AbortSignal): Promise<void> {
  await forgetUnnamed();
  if (lockState() === "locked" || connection() === "device") return;
  if (moved || (await leaseNow()) - asked > NEWLY || (await keyLacks())) await fetchVault(false, signal);
}

async function keyLacks(): Promise<boolean> {
  const versions = (await manifestsKept()).flatMap(({ shown }) => shown.documents.map(({ version }) => version));
  return versions.some((version) => version?.sealed && !contentKey(version.sha256));
}

async function fetchVault(byHand: boolean, signal?: AbortSignal): Promise<void> {
  const since = timesLocked();
  try {
    const vault = await askJson<Vault>("/api/vault", signal ? { signal } : {});
    hindered = "";
    if (byHand) await askLock(false);
    else if (await lockWasAsked()) return; // meanwhile
    await open(vault, since);
    asked = await leaseNow();
    await introduce(vault.lease);
  } catch (trouble) {
    if (!(trouble instanceof Refused) || trouble.status === 0 || trouble.word === "device_revoked") throw trouble;
    hindered = trouble.word;
    if (trouble.status === 401) deviceAlone(); // the lists came: it is the device that is signed in, and not the person
    changed("vault");
  } finally {
    tried = true;
  }
}

/** Opens it because somebody asked: with the server when there is contact, else with a passkey. Throws Refused: "nothing_opens" when there is no way now. */
export async function unlock(): Promise<void> {
  if (connection() === "online") {
    await fetchVault(true).catch(() => undefined);
    if (lockState() === "open") return;
    if (hindered === "step_up") throw new Refused("step_up", 403);
  }
  if (!(await openWithPasskey())) throw new Refused(connection() === "offline" ? "nothing_opens" : "not_signed_in", 0);
}

/** Whether there is a passkey that may open it without network. */
export const passkeyOpens = async (): Promise<boolean> => (await wraps()).length > 0 && (await leaseHolds());

async function leaseHolds(): Promise<boolean> {
  const until = (await keptUntil())?.until;
  return until !== undefined && Date.parse(until) > (await leaseNow());
}

/** False when no passkey of this device opens what is here. Throws Refused("passkey_stopped") when the person said no. */
export async function openWithPasskey(): Promise<boolean> {
  if (!(await passkeyOpens())) return false;
  const { secretOf } = await import("./passkeys");
  const used = await secretOf(await wraps());
  const start = performance.now();
  const is = used !== null && (await openWithSecret(used.credential, used.secret));
  performance.measure("unlocked", { start }); // for the bench
  if (is) await askLock(false);
  return is;
}

/** A passkey was used and gave its secret: from now on it opens what is kept here. Fetches the vault first when it is locked. */
export async function keepSecret({ credential, secret }: { credential: string; secret: Uint8Array<ArrayBuffer> | null }): Promise<void> {
  if (secret === null) return;
  if (lockState() === "locked") await fetchVault(true).catch(() => undefined);
  await letOpen(credential, secret);
}

/** Makes this browser's own key when it has none for this device, and tells the server its public half. */
async function introduce({ device: id }: Lease): Promise<void> {
  if (((await about("prover")) as Prover | undefined)?.device === id) return;
  const { privateKey, publicKey } = await crypto.subtle.generateKey(P256, false, ["sign", "verify"]);
  const said: DeviceKey = { public_key: toBase64url(new Uint8Array(await crypto.subtle.exportKey("spki", publicKey))) };
  await ask("/api/devices/here/key", { method: "POST", body: said });
  await keepProver({ device: id, key: privateKey });
}

/** Proves to the server which device this is, so that lists and files keep coming. False when there is nothing to prove it with. Throws Refused. */
export async function prove(): Promise<boolean> {
  if (!(await proveDevice())) return false;
  deviceAlone();
  return true;
}

/** Fetches a paper that must never be on this disk, for as long as the vault is open; its text and structure too, as far as there are any. Throws Refused. */
export async function fetchForNow({ sha256, text }: ManifestVersion): Promise<void> {
  const hold = async (name: string, path: string): Promise<void> => {
    const bytes = new Uint8Array(await (await ask(path, { headers: { Accept: "*/*" }, patience: 120_000 })).arrayBuffer());
    holdInMemory(name, bytes, sha256);
  };
  await hold(sha256, `/files/${sha256}`);
  changed("downloads");
  const layers = text === null ? [] : [hold(text, `/files/${text}`), hold(structureName(sha256), `/files/${sha256}/structure`)];
  await Promise.allSettled(layers);
}
