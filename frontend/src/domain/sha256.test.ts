import { expect, test } from "vitest";
import { Sha256 } from "./sha256";

const bytes = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 255);

test("any length hashes as the platform says, however it is cut up", async () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000, 70_001]) {
    const all = bytes(length);
    const ours = new Sha256();
    for (let at = 0; at < length; at += 37) ours.update(all.subarray(at, Math.min(at + 37, length)));
    expect(ours.digest()).toEqual(new Uint8Array(await crypto.subtle.digest("SHA-256", all)));
  }
});

test("one byte changed is another sha-256", () => {
  const [a, b] = [bytes(5000), bytes(5000)];
  b[4321] = (b[4321] ?? 0) ^ 1;
  const [one, other] = [new Sha256(), new Sha256()];
  one.update(a);
  other.update(b);
  expect(one.digest()).not.toEqual(other.digest());
});
