/**
 * Papers as RFC 8188 `aes128gcm`: whoever has the content key reads any part of one by opening the records it lies in.
 * Records are whole but for the last: the server pads none, and a padded one is refused, for then no place could be found.
 */

import type { PaperSource } from "../domain/paper-source";

const SALT = 16; // bytes, at the beginning; then the record size (4), the length of the key's name (1), and that name
const TAG = 16;
const [MORE, LAST] = [1, 2]; // the delimiter after a record's data
const KEPT = 24; // records in memory: pages that are read one after the other ask for the same ones again

/** The paper in `sealed`, opened with its content key (16 bytes). Throws when the key is another's or the end is not the end. */
export async function opened(sealed: PaperSource, key: Uint8Array<ArrayBuffer>): Promise<PaperSource> {
  const head = await sealed.read(0, SALT + 5);
  const size = new DataView(head.buffer, head.byteOffset).getUint32(SALT);
  const begin = SALT + 5 + (head[SALT + 4] ?? 0);
  if (head.length < SALT + 5 || size <= TAG + 1 || sealed.size <= begin) throw new Error("not a sealed paper");
  const records = new Records(sealed, begin, size, await keysOf(key, head.slice(0, SALT)));
  const last = await records.read(records.count - 1);
  const room = size - TAG - 1;
  return { size: (records.count - 1) * room + last.length, read: (from, to) => records.between(from, to, room) };
}

interface Keys {
  cipher: CryptoKey;
  nonce: Uint8Array;
}

async function keysOf(secret: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>): Promise<Keys> {
  const ikm = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits", "deriveKey"]);
  const how = (info: string) => ({ name: "HKDF", hash: "SHA-256", salt, info: new TextEncoder().encode(`Content-Encoding: ${info}\0`) });
  const [cipher, nonce] = await Promise.all([
    crypto.subtle.deriveKey(how("aes128gcm"), ikm, { name: "AES-GCM", length: 128 }, false, ["decrypt"]),
    crypto.subtle.deriveBits(how("nonce"), ikm, 96),
  ]);
  return { cipher, nonce: new Uint8Array(nonce) };
}

class Records {
  readonly count: number;
  private readonly kept = new Map<number, Promise<Uint8Array>>();

  constructor(
    private readonly sealed: PaperSource,
    private readonly begin: number,
    private readonly size: number,
    private readonly keys: Keys,
  ) {
    this.count = Math.ceil((sealed.size - begin) / size);
  }

  /** The data of the records that [from, to) lies in, cut to it; `room` is how much of it a whole record holds. */
  async between(from: number, to: number, room: number): Promise<Uint8Array> {
    const first = Math.floor(from / room);
    const last = Math.min(Math.floor((Math.max(to, from + 1) - 1) / room), this.count - 1);
    const numbers = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
    const parts = await Promise.all(numbers.map((number) => this.read(number)));
    const all = new Uint8Array(Math.max(0, Math.min(to, first * room + parts.reduce((sum, { length }) => sum + length, 0)) - from));
    let at = first * room - from;
    for (const part of parts) {
      const piece = part.subarray(Math.max(0, -at), Math.max(0, all.length - at));
      all.set(piece, Math.max(0, at));
      at += part.length;
    }
    return all;
  }

  /** A record's data. */
  read(number: number): Promise<Uint8Array> {
    const had = this.kept.get(number);
    const reading = had ?? this.open(number);
    this.kept.delete(number); // the last asked for goes last
    this.kept.set(number, reading);
    if (!had) reading.catch(() => this.kept.delete(number));
    for (const oldest of this.kept.keys()) if (this.kept.size > KEPT) this.kept.delete(oldest);
    return reading;
  }

  private async open(number: number): Promise<Uint8Array> {
    const from = this.begin + number * this.size;
    const record = await this.sealed.read(from, Math.min(from + this.size, this.sealed.size));
    const iv = this.keys.nonce.slice();
    const tail = new DataView(iv.buffer, 4);
    tail.setUint32(0, tail.getUint32(0) ^ Math.floor(number / 2 ** 32));
    tail.setUint32(4, tail.getUint32(4) ^ (number >>> 0));
    const plain = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, this.keys.cipher, record as Uint8Array<ArrayBuffer>));
    const last = number === this.count - 1;
    const end = last ? plain.findLastIndex((byte) => byte !== 0) : plain.length - 1;
    if (plain[end] !== (last ? LAST : MORE)) throw new Error("a record is not where it belongs");
    return plain.subarray(0, end);
  }
}
