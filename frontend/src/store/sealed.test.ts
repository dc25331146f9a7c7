import { expect, test } from "vitest";
import { opened } from "./sealed";

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, "base64url"));
const inMemory = (all: Uint8Array) => ({ size: all.length, read: async (begin: number, end: number) => all.slice(begin, end) });
const text = (read: Uint8Array): string => new TextDecoder().decode(read);

// RFC 8188, section 3.1 and 3.2.
const ONE = ["I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg", "yqdlZ-tYemfogSmv7Ws5PQ"];
const TWO = ["uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA", "BO3ZVPxUlnLORbVGMpbT1Q"];

test("the RFC's own paper of one record opens", async () => {
  const paper = await opened(inMemory(bytes(ONE[0] ?? "")), bytes(ONE[1] ?? ""));
  expect(text(await paper.read(0, paper.size))).toBe("I am the walrus");
});

test("the RFC's padded paper is refused, or read right", async () => {
  const paper = opened(inMemory(bytes(TWO[0] ?? "")), bytes(TWO[1] ?? ""));
  await expect(paper.then((one) => one.read(0, one.size))).rejects.toThrow();
});

test("any part of a paper of many records can be read alone", async () => {
  const plain = crypto.getRandomValues(new Uint8Array(1000));
  const key = crypto.getRandomValues(new Uint8Array(16));
  const paper = await opened(inMemory(await sealed(plain, key, 64)), key);
  expect(paper.size).toBe(1000);
  for (const [from, to] of [[0, 1000], [46, 48], [0, 47], [47, 94], [999, 1000], [990, 2000], [500, 500]] as const)
    expect(await paper.read(from, to)).toEqual(plain.slice(from, to));
});

test("a paper that was cut off at a record, or of another key, does not open", async () => {
  const key = crypto.getRandomValues(new Uint8Array(16));
  const whole = await sealed(new Uint8Array(200), key, 64);
  await expect(opened(inMemory(whole.slice(0, 21 + 128)), key)).rejects.toThrow();
  await expect(opened(inMemory(whole), new Uint8Array(16))).rejects.toThrow();
});

/** RFC 8188 as the server writes it. */
async function sealed(plain: Uint8Array, key: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const ikm = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
  const bits = async (info: string, length: number) =>
    new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info: new TextEncoder().encode(`Content-Encoding: ${info}\0`) }, ikm, length));
  const cipher = await crypto.subtle.importKey("raw", await bits("aes128gcm", 128), "AES-GCM", false, ["encrypt"]);
  const nonce = await bits("nonce", 96);
  const parts: Uint8Array[] = [salt, new Uint8Array([0, 0, 0, size, 0])];
  const room = size - 17;
  for (let at = 0, number = 0; at < plain.length; at += room, number++) {
    const iv = nonce.slice();
    iv[11] = (iv[11] ?? 0) ^ number;
    const data = new Uint8Array([...plain.subarray(at, at + room), at + room >= plain.length ? 2 : 1]);
    parts.push(new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, cipher, data)));
  }
  return Buffer.concat(parts);
}
