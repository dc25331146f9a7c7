/**
 * XChaCha20-Poly1305: nonce of 24 random bytes, then ciphertext with its tag. Synchronous, because a transaction of IndexedDB ends
 * while anybody waits for WebCrypto. Loaded when the vault opens, not before.
 */

import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";

const NONCE = 24; // bytes

export const sealWith = (key: Uint8Array, plain: Uint8Array, about: string): Uint8Array<ArrayBuffer> => {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  const body = xchacha20poly1305(key, nonce, aad(about)).encrypt(plain);
  const sealed = new Uint8Array(NONCE + body.length);
  sealed.set(nonce);
  sealed.set(body, NONCE);
  return sealed;
};

/** Throws when it was sealed with another key, about something else, or was altered. */
export const unsealWith = (key: Uint8Array, sealed: Uint8Array, about: string): Uint8Array =>
  xchacha20poly1305(key, sealed.subarray(0, NONCE), aad(about)).decrypt(sealed.subarray(NONCE));

const aad = (about: string): Uint8Array => new TextEncoder().encode(about);
