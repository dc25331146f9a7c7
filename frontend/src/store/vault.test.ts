import "./browser.example";
import { beforeEach, expect, test } from "vitest";
import { toBase64url } from "../domain/base64url";
import type { Lease, Manifest, Vault } from "../domain/shapes";
import { changeDevice, reachTime } from "./device";
import { contentKey, forgetUnnamed, letOpen, Locked, lock, lockState, open, openWithSecret, seal, timesLocked, unseal, wholeTitle, withPublicTitles, withWholeTitles } from "./vault";
import { endLease, storedFiles } from "./vault-rows";
import { deleteRows, rows } from "./database";

const HOUR = 3_600_000;
const P256 = { name: "ECDSA", namedCurve: "P-256" };
const signing = crypto.subtle.generateKey(P256, false, ["sign", "verify"]);
const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const half = toBase64url(bytes(32));
const passkey = { credential: "a passkey", secret: bytes(32) };

async function lease(hours: number): Promise<Lease> {
  const until = hours === 0 ? "" : new Date(Date.now() + hours * HOUR).toISOString();
  const said = new TextEncoder().encode(`folkevalgt lease here ${until}`);
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, (await signing).privateKey, said);
  return { device: "here", until, signature: toBase64url(new Uint8Array(signature)) };
}

async function given(change: Partial<Vault> = {}): Promise<Vault> {
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", (await signing).publicKey));
  const keys = [true, false].map((stored, n) => ({ file: `file ${n}`, document: `paper ${n}`, key: toBase64url(bytes(16)), stored }));
  return { half, lease: await lease(72), lease_key: toBase64url(spki), keys, titles: { "paper 0": "Om Kari", "paper 1": "Om Ola" }, decisions: { "item 0": "Kari tilsettes." }, ...change };
}

beforeEach(async () => {
  lock();
  await deleteRows("kari");
  await changeDevice(() => ({ person: "kari", people: ["kari"], clockOffset: 0, latestTime: 0, reached: 0 }));
});

/** Opened once with the server, given a passkey, and locked again. */
async function lockedHere(vault?: Partial<Vault>): Promise<void> {
  await open(await given(vault));
  await letOpen(passkey.credential, passkey.secret);
  lock();
}

const byPasskey = (): Promise<boolean> => openWithSecret(passkey.credential, passkey.secret);

test("what is sealed opens again, for what it is about and only while the vault is open", async () => {
  await open(await given());
  const sealed = seal(new TextEncoder().encode("hemmelig"), "note 1");
  expect(new TextDecoder().decode(unseal(sealed, "note 1"))).toBe("hemmelig");
  expect(() => unseal(sealed, "note 2")).toThrow();
  lock();
  expect(() => unseal(sealed, "note 1")).toThrow(Locked);
  expect(() => seal(sealed, "note 1")).toThrow(Locked);
  expect([contentKey("file 0"), wholeTitle("paper 0")]).toEqual([null, null]);
});

test("a passkey opens without network what may be kept, and never what may not", async () => {
  await lockedHere();
  expect(await byPasskey()).toBe(true);
  expect([contentKey("file 0")?.length, wholeTitle("paper 0")]).toEqual([16, "Om Kari"]);
  expect([contentKey("file 1"), wholeTitle("paper 1")]).toEqual([null, null]);
  expect([...(await storedFiles())]).toEqual(["file 0"]);
});

test("another secret opens nothing, nor does the passkey of somebody else's vault", async () => {
  await lockedHere();
  expect(await openWithSecret(passkey.credential, bytes(32))).toBe(false);
  expect(await openWithSecret("another", passkey.secret)).toBe(false);
  expect(lockState()).toBe("locked");
});

test("a lease that is over opens nothing, also when the clock is set back", async () => {
  await lockedHere({ lease: await lease(1) });
  await changeDevice(() => ({ clockOffset: 2 * HOUR }));
  await reachTime();
  expect(await byPasskey()).toBe(false);
  await changeDevice(() => ({ clockOffset: -HOUR }));
  expect(await byPasskey()).toBe(false);
});

test("a lease that the server did not sign keeps nothing here", async () => {
  const longer = { ...(await lease(1)), until: new Date(Date.now() + 999 * HOUR).toISOString() };
  await open(await given({ lease: longer }));
  expect(contentKey("file 0")).not.toBeNull(); // it was given now, in a session
  expect((await storedFiles()).size).toBe(0);
});

test("with no hours to keep them, keys are in memory alone", async () => {
  await lockedHere({ lease: await lease(0) });
  expect([(await storedFiles()).size, await byPasskey()]).toEqual([0, false]);
});

test("what was asked for before it was locked does not open it afterwards", async () => {
  const before = timesLocked();
  lock();
  await open(await given(), before);
  expect([lockState(), (await storedFiles()).size]).toEqual(["locked", 0]);
});

test("when a lease ends keys go and what was written can be opened by the next one", async () => {
  await open(await given());
  const sealed = seal(bytes(8), "note 1");
  await endLease();
  lock();
  expect((await storedFiles()).size).toBe(0);
  await open(await given());
  expect(unseal(sealed, "note 1").length).toBe(8);
});

test("what was decided in an exempt item is read by who may open it, and sent nowhere", async () => {
  const item = { id: "item 0", title: "Unntatt", exemption: { legal_basis: "§ 13", until: null }, decision: "", decided: true };
  const list = { items: [item, { ...item, id: "item 1", exemption: null, decision: "Vedtatt." }], documents: [] } as unknown as Manifest;
  await lockedHere();
  const said = (one: Manifest) => one.items.map(({ decision }) => decision);
  expect(said(withWholeTitles(list))).toEqual(["", "Vedtatt."]);
  expect(await byPasskey()).toBe(true);
  expect(said(withWholeTitles(list))).toEqual(["Kari tilsettes.", "Vedtatt."]);
  expect(said(withPublicTitles(withWholeTitles(list)))).toEqual(["", "Vedtatt."]);
  await forgetUnnamed();
  expect(said(withWholeTitles(list))).toEqual(["", "Vedtatt."]);
});

test("no key, title or secret stands readable in the rows", async () => {
  const vault = await given();
  await open(vault);
  await letOpen(passkey.credential, passkey.secret);
  const all = JSON.stringify(await (await rows())?.getAll("vault"), (_, one) => (one instanceof Uint8Array ? toBase64url(one) : one));
  for (const secret of [...vault.keys.map(({ key }) => key), ...Object.values(vault.titles), ...Object.values(vault.decisions), vault.half, toBase64url(passkey.secret)]) expect(all).not.toContain(secret);
});
