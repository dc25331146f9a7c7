/** Browsers with the real store and the real engine in them, on the log's server of the tests, over a line that fails. */

import "../store/browser.example";
import { IDBFactory } from "fake-indexeddb";
import { vi } from "vitest";
import { aDocument, aManifest, aVersion } from "../domain/example";
import type { NotePush, Vault } from "../domain/shapes";
import type { LogServer } from "./log-server.example";

type Line = "good" | "request lost" | "reply lost" | "twice" | "cut" | "empty" | "odd";
/** A promise that the test lets go when it wants to. */
export type Delay = (what: string) => Promise<void>;

interface Context {
  factory: IDBFactory;
  browser: Browser | null;
}

interface Contexts {
  run<T>(context: Context, work: () => T): T;
  getStore(): Context | undefined;
}
declare const process: { getBuiltinModule(name: string): { AsyncLocalStorage: new () => Contexts } };
const contexts = new (process.getBuiltinModule("node:async_hooks").AsyncLocalStorage)();
const outside = globalThis.indexedDB;
Object.defineProperty(globalThis, "indexedDB", { configurable: true, get: () => contexts.getStore()?.factory ?? outside });
globalThis.fetch = (path, init) => contexts.getStore()?.browser?.ask(String(path), init) ?? Promise.reject(new TypeError("no network"));

const load = async () => ({
  anchors: await import("../store/anchors"),
  carry: await import("./carry"),
  notes: await import("../store/notes"),
  rows: await import("../store/rows"),
  database: await import("../store/database"),
  device: await import("../store/device"),
  list: await import("../store/list"),
  log: await import("../store/log"),
  resealing: await import("../store/resealing"),
  vault: await import("../store/vault"),
  runSheet: await import("../store/run-sheet"),
  sync: await import("./notes"),
});
export type Tab = Awaited<ReturnType<typeof load>>;

/** The server's half is the same each time; the device's own lies in its rows. */
const VAULT: Vault = { half: "A".repeat(43), keys: [], titles: {}, decisions: {}, lease: { device: "", until: "", signature: "" }, lease_key: "" };

/** What a killed page leaves: its transactions are undone, and it hears of nothing any more. */
class Life {
  dead = false;
  readonly running = new Set<Undoable>();

  end(): void {
    this.dead = true;
    for (const tx of this.running) {
      for (const { request } of tx._requests) request.dispatchEvent = () => true;
      try {
        tx.abort();
      } catch {
        // it was being committed: then it is on disk
      }
    }
  }
}

interface Undoable extends IDBTransaction {
  _requests: { request: IDBRequest }[];
}

const transaction = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...how) {
  const tx = transaction.apply(this, how) as Undoable;
  const life = contexts.getStore()?.browser?.life;
  if (!life) return tx;
  life.running.add(tx);
  for (const end of ["complete", "abort"]) tx.addEventListener(end, () => life.running.delete(tx));
  const listen = tx.addEventListener.bind(tx);
  tx.addEventListener = (type: string, run: EventListener) =>
    listen(type, run.name.includes("processTransactions") ? run : (event: Event) => life.dead || run(event));
  return tx;
};

/** Called before a tab loads what it is made of: a planted fault is planted in each. */
export const loading = { begins: (): void => undefined };

export class Browser {
  tabs: Tab[] = [];
  /** What becomes of the requests to come, in order; then the line is good. */
  line: Line[] = [];
  asked: { path: string; encoding: string | null; body: string }[] = [];
  life = new Life();

  private constructor(
    readonly person: string,
    readonly server: LogServer,
    private readonly delay: Delay,
    private readonly factory = new IDBFactory(),
  ) {}

  static async of(person: string, server: LogServer, delay: Delay = async () => undefined): Promise<Browser> {
    const browser = new Browser(person, server, delay);
    await browser.openTab();
    return browser;
  }

  in<T>(work: () => T): T {
    return contexts.run({ factory: this.factory, browser: this }, work);
  }

  /** A further tab, or the first one of a new start. */
  async openTab(): Promise<Tab> {
    return this.in(async () => {
      vi.resetModules();
      loading.begins();
      const tab = await load();
      await tab.device.changeDevice(() => ({ person: this.person, people: [this.person] }));
      await tab.list.keepMe({ id: this.person, name: "Kari" } as never);
      await tab.notes.recoverDrafts();
      await tab.resealing.sealWhatIsExempt();
      this.tabs.push(tab);
      return tab;
    });
  }

  /** The papers on its list in their version `number`, and which of them are exempt there. */
  async list(papers: string[], exempt: ReadonlySet<string>, number = 1): Promise<void> {
    const name = `m ${[...exempt].sort().join()} ${papers.join()} ${number}`;
    const documents = papers.map((id) => aDocument(id, { version: { ...aVersion(exempt.has(id) ? `sealed ${id}` : `v${number}`), number, sealed: exempt.has(id) } }));
    await this.in(async () => {
      const database = (await this.tab.database.rows())!;
      await database.clear("manifests");
      await database.put("papers", { package: "p1", here: name } as never);
      await database.put("manifests", { sha256: name, package: "p1", order: 1, manifest: aManifest({ documents }) });
      for (const tab of this.tabs) await tab.resealing.sealWhatIsExempt();
    });
  }

  /** In every tab of it, as when the person signs in or shows a passkey. */
  async unlock(): Promise<void> {
    for (const tab of this.tabs)
      await this.in(async () => {
        await tab.vault.open(VAULT);
        await tab.resealing.sealWhatIsExempt(true);
        await tab.notes.recoverDrafts();
      });
  }

  lock(): void {
    for (const tab of this.tabs) this.in(() => tab.vault.lock());
  }

  /** All that lies readable in its rows, as one text. */
  async readable(): Promise<string> {
    return this.in(async () => {
      const database = (await this.tab.database.rows())!;
      const all = await Promise.all([...database.objectStoreNames].map((store) => database.getAll(store)));
      return JSON.stringify(all, (_, value: unknown) => (value instanceof Uint8Array ? "sealed" : value));
    });
  }

  get tab(): Tab {
    return this.tabs[0] as Tab;
  }

  /** Ends at once: what no transaction had finished is undone, and nobody is there to hear an answer. */
  async crash(): Promise<void> {
    this.life.end();
    this.life = new Life();
    const gone = this.tabs;
    this.tabs = [];
    for (const tab of gone) await this.in(() => tab.database.close());
    await this.openTab();
  }

  sync(tab: Tab = this.tab): Promise<void> {
    return this.in(async () => {
      await tab.sync.syncNotes(new AbortController().signal);
      await tab.sync.syncCircles(new AbortController().signal);
    });
  }

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const life = this.life;
    const lost = (): Promise<never> => (life.dead ? new Promise(() => undefined) : Promise.reject(new TypeError("lost")));
    const back = (text: string, status: number): Response | Promise<never> => (life.dead ? lost() : new Response(text, { status }));
    const line = path.includes("circles") ? "good" : (this.line.shift() ?? "good");
    const url = new URL(path, "http://device");
    const body = await textOf(init);
    this.asked.push({ path, encoding: new Headers(init.headers).get("Content-Encoding"), body });
    await this.delay(`${url.pathname} out`);
    if (line === "request lost") return lost();
    let said = this.answer(url, body);
    if (line === "twice") said = this.answer(url, body);
    await this.delay(`${url.pathname} back`);
    if (line === "reply lost") return lost();
    if (line === "cut") return back(said.text.slice(0, -20), said.status);
    if (line === "empty") return back("{}", 200);
    if (line === "odd") return back('{"replies":[{"mid":1}],"changes":null,"cursor":"x","more":false}', 200);
    return back(said.text, said.status);
  }

  private answer(url: URL, body: string): { status: number; text: string } {
    if (url.pathname === "/api/notes/circles") return { status: 200, text: '{"circles":[]}' };
    const pushed = url.pathname === "/api/notes/push";
    const said = pushed ? this.server.push(this.person, JSON.parse(body) as NotePush) : this.server.pull(this.person, url.searchParams.get("cursor") ?? "");
    const text = JSON.stringify(said.status === 200 ? said.body : { error: { word: said.word } });
    return { status: said.status, text };
  }
}

async function textOf({ body }: RequestInit): Promise<string> {
  if (!(body instanceof Blob)) return typeof body === "string" ? body : "";
  return new Response(body.stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

/** The same ids in each run, so that a failing one can be told again. */
export const person = (n: number): string => `0193b8a0-0000-7000-8000-0000000000${n.toString(16).padStart(2, "0")}`;

const DRAFT = { kind: "comment", document: "d1", version: "v1", page: 3, sort: "00003|" } as const;

export const make = (on: Browser, text: string) => on.in(() => on.tab.notes.makeNote({ ...DRAFT, text }));
export const write = (on: Browser, id: string, text: string, base: number) => on.in(() => on.tab.notes.changeNote(id, { text }, base));
export const read = (on: Browser, id: string) => on.in(() => on.tab.notes.note(id));
export const texts = async (on: Browser) => (await on.in(() => on.tab.notes.allNotes())).map(({ content }) => content.text).sort();
export const kept = (on: Browser) => on.in(() => on.tab.notes.keptNotes());
export const unsent = (on: Browser) => on.in(() => on.tab.notes.unsentNotes());

/** Two devices of one person with one note on both. */
export async function twoOfOne(server: LogServer): Promise<[Browser, Browser, string]> {
  const [laptop, tablet] = [await Browser.of(person(1), server), await Browser.of(person(1), server)];
  const id = await make(laptop, "først");
  await laptop.sync();
  await tablet.sync();
  return [laptop, tablet, id];
}
