/**
 * Passkeys (WebAuthn level 3): the only place that asks the browser for one.
 *
 * A passkey signs in, and where its authenticator can (PRF, § 10.1.4) it gives a secret of its own that opens what is kept here
 * without network. That secret never leaves this device: the server is sent a credential without the extensions' results.
 */

import { fromBase64url, toBase64url } from "../domain/base64url";
import type { Me, PasskeyBegun, PasskeyLine } from "../domain/shapes";
import { ask, askJson, Refused } from "./http";
import { comeIn, deviceName, tellSignOut } from "./session";
import { keepSecret } from "./vault";

/** A passkey's own id, and its secret (32 bytes) when it gave one now. */
export interface Used {
  credential: string;
  secret: Uint8Array<ArrayBuffer> | null;
}

const PATIENCE = 60_000; // milliseconds for a finger or a face

/** Whether this browser can make and use passkeys here: they are bound to a name, and an address of numbers is none (§ 5.1.3). */
export const canUsePasskeys = (): boolean =>
  typeof PublicKeyCredential !== "undefined" && "credentials" in navigator && !/^[\d.]+$|:/.test(location.hostname);

/** Whether the device itself can keep one, behind a finger, a face or a code: then making it is one tap. */
export const deviceKeepsPasskeys = async (): Promise<boolean> =>
  canUsePasskeys() && PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);

/**
 * Makes a passkey for whoever is signed in. Throws Refused: "passkey_here" when this device has one already, "passkey_stopped"
 * when the person or the browser said no, and the server's own words.
 */
export async function createPasskey(): Promise<Used & { line: PasskeyLine }> {
  const begun = await begin("/api/passkeys/begin");
  const told = JSON.parse(begun.options) as PublicKeyCredentialCreationOptionsJSON;
  const made = await asked(async () =>
    navigator.credentials.create({
      publicKey: {
        ...told,
        challenge: fromBase64url(told.challenge),
        user: { ...told.user, id: fromBase64url(told.user.id) },
        excludeCredentials: (told.excludeCredentials ?? []).map(({ id }) => ({ type: "public-key", id: fromBase64url(id) })),
        extensions: { credProps: true, prf: { eval: { first: await salt() } } },
      } as PublicKeyCredentialCreationOptions,
    }),
  );
  const answer = made.response as AuthenticatorAttestationResponse;
  const used = { credential: made.id, secret: secretIn(made) };
  const unlocks = used.secret !== null || made.getClientExtensionResults().prf?.enabled === true;
  const response = {
    clientDataJSON: text(answer.clientDataJSON),
    attestationObject: text(answer.attestationObject),
    transports: answer.getTransports?.() ?? [],
  };
  const body = { ceremony: begun.ceremony, credential: plain(made, response), name: deviceName(navigator.userAgent), unlocks };
  return { ...used, line: await askJson<PasskeyLine>("/api/passkeys", { method: "POST", body }) };
}

/** Signs in with whichever passkey the person chooses. Throws Refused, as `createPasskey` does. */
export const signInWithPasskey = (): Promise<Used & { me: Me }> => use("/api/sign-in/passkey/begin");

/** Whoever is signed in shows that it is them; their session then counts as surer. Throws Refused. */
export const confirmWithPasskey = (): Promise<Used & { me: Me }> => use("/api/sign-in/passkey/begin?step_up=1");

async function use(path: string): Promise<Used & { me: Me }> {
  const begun = await begin(path);
  const told = JSON.parse(begun.options) as PublicKeyCredentialRequestOptionsJSON;
  const found = await get(fromBase64url(told.challenge), told.rpId, (told.allowCredentials ?? []).map(({ id }) => id));
  const answer = found.response as AuthenticatorAssertionResponse;
  const response = {
    clientDataJSON: text(answer.clientDataJSON),
    authenticatorData: text(answer.authenticatorData),
    signature: text(answer.signature),
    userHandle: answer.userHandle ? text(answer.userHandle) : null,
  };
  const body = { ceremony: begun.ceremony, credential: plain(found, response), device: deviceName(navigator.userAgent) };
  const me = await comeIn(() => askJson<Me>("/api/sign-in/passkey", { method: "POST", body }));
  const used = { credential: found.id, secret: secretIn(found) };
  void keepSecret(used).catch(() => undefined); // what it may open from now on, opens
  return { me, ...used };
}

/**
 * The secret of one of these passkeys, without any server: null when it has none. Throws Refused("passkey_stopped") when the person
 * said no, or has none of them here.
 */
export async function secretOf(credentials: readonly string[]): Promise<(Used & { secret: Uint8Array<ArrayBuffer> }) | null> {
  const challenge = crypto.getRandomValues(new Uint8Array(32)); // nobody looks at what is signed
  const found = await get(challenge, location.hostname, credentials);
  const secret = secretIn(found);
  return secret && { credential: found.id, secret };
}

/** Takes a passkey away from whoever is signed in. Throws Refused. */
export const removePasskey = async (id: string): Promise<void> => void (await ask(`/api/passkeys/${id}/remove`, { method: "POST" }));

async function begin(path: string): Promise<PasskeyBegun> {
  if (!canUsePasskeys()) throw new Refused("passkey_none", 0);
  await tellSignOut();
  return askJson<PasskeyBegun>(path, { method: "POST" });
}

async function get(challenge: BufferSource, rpId: string | undefined, credentials: readonly string[]): Promise<PublicKeyCredential> {
  return asked(async () =>
    navigator.credentials.get({
      publicKey: {
        challenge,
        ...(rpId && { rpId }),
        timeout: PATIENCE,
        userVerification: "required",
        allowCredentials: credentials.map((id) => ({ type: "public-key", id: fromBase64url(id) })),
        extensions: { prf: { eval: { first: await salt() } } },
      },
    }),
  );
}

/** The browser's own words are for developers, and the same one means many things: ours say what a person can do. */
async function asked(question: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  if (!canUsePasskeys()) throw new Refused("passkey_none", 0);
  try {
    const given = await question();
    if (given) return given as PublicKeyCredential;
  } catch (trouble) {
    if (trouble instanceof DOMException && trouble.name === "InvalidStateError") throw new Refused("passkey_here", 0);
    if (!(trouble instanceof DOMException)) throw trouble;
  }
  throw new Refused("passkey_stopped", 0);
}

let salted: Promise<ArrayBuffer> | null = null;

/** One and the same for all: what the secret is for, not whose it is. */
const salt = (): Promise<ArrayBuffer> => (salted ??= crypto.subtle.digest("SHA-256", new TextEncoder().encode("folkevalgt vault")));

function secretIn(credential: PublicKeyCredential): Uint8Array<ArrayBuffer> | null {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!first) return null;
  const bytes = ArrayBuffer.isView(first) ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength) : new Uint8Array(first);
  return Uint8Array.from(bytes);
}

const text = (bytes: ArrayBuffer): string => toBase64url(new Uint8Array(bytes));

/** Not the browser's own `toJSON()`: that has the extensions' results in it, and with them the secret. */
const plain = ({ id, type, authenticatorAttachment }: PublicKeyCredential, response: object): string =>
  JSON.stringify({ id, rawId: id, type, authenticatorAttachment, response, clientExtensionResults: {} });
