/** How a device proves to the server which it is, when its person's session is over. */

import { toBase64url } from "../domain/base64url";
import type { DeviceProof } from "../domain/shapes";
import { type Prover, rows } from "../store/database";
import { device, serverNow } from "../store/device";
import { ask } from "./http";

const SIGNED = { name: "ECDSA", hash: "SHA-256" };

/** False when there is nothing to prove it with. Throws Refused. */
export async function proveDevice(): Promise<boolean> {
  const prover = (await (await rows())?.get("about", "prover")) as Prover | undefined;
  if (!prover || (await device()).person === null) return false;
  const at = new Date(await serverNow()).toISOString();
  const said = new TextEncoder().encode(`folkevalgt device ${location.origin} ${prover.device} ${at}`);
  const signature = toBase64url(new Uint8Array(await crypto.subtle.sign(SIGNED, prover.key, said)));
  const body: DeviceProof = { device: prover.device, at, signature };
  await ask("/api/devices/prove", { method: "POST", body });
  return true;
}
