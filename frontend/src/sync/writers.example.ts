/** People at work on two devices, and what may be asked of the notes afterwards. */

import { expect } from "vitest";
import type { Note } from "../domain/notes";
import { Browser, type Delay, person, type Tab } from "./devices.example";
import { LogServer } from "./log-server.example";
import { plant } from "./mutants.example";

type Fault = Browser["line"][number];

interface Editor {
  tab: Tab;
  id: string;
  base: number;
  shows: string;
}

const [KARI, OLA] = [person(1), person(2)];
const GROUP = "group:a";
const DRAFT = { kind: "comment", version: "v1", page: 1 } as const;
/** One that is open, one that is exempt, and one that becomes the one and the other by turns. */
const PAPERS = ["d1", "x1", "d2"];
const EXEMPT = /hemmelig/; // what is written on the second
const CHANGING = /skiftende/; // and on the third

/** Nothing was saved while it was locked, and whoever wrote was told. */
const refused = (trouble: unknown): void => {
  if ((trouble as Error).constructor.name !== "Locked") throw trouble;
};

export class Writers {
  private count = 0;
  private readonly editors: (Editor | undefined)[][] = [[], []];
  private readonly syncing: (Promise<void> | null)[] = [null, null];
  private readonly deleted: (Note | null)[] = [null, null];
  private readonly hurried: Promise<unknown>[] = [];
  private readonly locked = [false, false];
  /** What was told to be saved, and what took the place of what, by somebody who had seen it. */
  private readonly saved = new Set<string>();
  private readonly replaced = new Map<string, string[]>();

  /** What may stand beside what took its place: it was deleted and brought back, or two tabs had it open. */
  private readonly apart = new Set<string>();

  private constructor(
    readonly server: LogServer,
    readonly devices: Browser[],
    readonly colleague: Browser,
  ) {}

  static async of(delay: Delay, mutant = ""): Promise<Writers> {
    plant(mutant);
    const server = new LogServer();
    server.limit = 3;
    server.circles.set(GROUP, new Set([KARI, OLA]));
    server.exempt.add("x1");
    const devices = [await Browser.of(KARI, server, delay), await Browser.of(KARI, server, delay)];
    await devices[0]?.openTab();
    const all = new Writers(server, devices, await Browser.of(OLA, server, delay));
    for (const browser of [...devices, all.colleague]) {
      await browser.list(PAPERS, server.exempt);
      await browser.unlock();
    }
    return all;
  }

  /** On a paper that can be read now. */
  async make(on: number, which: number, hurried: boolean): Promise<void> {
    const browser = this.device(on);
    const readable = PAPERS.filter((paper) => !this.locked[on] || !this.server.exempt.has(paper));
    const document = readable[which % readable.length] ?? "d1";
    const text = document === "x1" ? `hemmelig ${this.next()}` : document === "d2" ? `skiftende ${this.next()}` : this.next();
    await this.telling(hurried, text, browser.in(() => browser.tab.notes.makeNote({ ...DRAFT, document, text })));
  }

  async lock(on: number): Promise<void> {
    this.editors[on] = []; // its screens close
    this.locked[on] = true;
    this.device(on).lock();
    await this.nothingReadable(on);
  }

  async unlock(on: number): Promise<void> {
    this.locked[on] = false;
    await this.device(on).unlock();
    await this.nothingReadable(on);
  }

  /** The third paper becomes exempt, or open again, and the lists say so. */
  async turn(): Promise<void> {
    const { exempt } = this.server;
    if (!exempt.delete("d2")) exempt.add("d2");
    for (const browser of [...this.devices, this.colleague]) await browser.list(PAPERS, exempt);
  }

  private async nothingReadable(on: number): Promise<void> {
    const readable = await this.device(on).readable();
    expect(EXEMPT.test(readable), "readable").toBe(false);
  }

  async open(on: number, which: number): Promise<void> {
    const browser = this.device(on);
    const tab = browser.tabs[which % browser.tabs.length] as Tab;
    const note = await this.note(browser, which, tab);
    if (note) this.editors[on]![browser.tabs.indexOf(tab)] = { tab, id: note.id, base: note.ver, shows: note.content.text ?? "" };
  }

  async type(on: number, which: number, hurried: boolean): Promise<void> {
    const browser = this.device(on);
    const editor = this.editors[on]![which % browser.tabs.length];
    if (!editor) return this.open(on, which);
    const text = `${/\w+ /.exec(editor.shows)?.[0] ?? ""}${this.next()}`; // of the same paper
    // Two tabs at the same words may make a copy too many; never one too few.
    if (this.editors[on]!.some((other) => other && other !== editor && other.id === editor.id)) this.apart.add(editor.shows).add(text);
    this.takesThePlaceOf(editor.shows, text);
    editor.shows = text;
    const saving = browser.in(() => editor.tab.notes.changeNote(editor.id, { text }, editor.base)).then((id) => (editor.id = id));
    await this.telling(hurried, text, saving);
  }

  async colour(on: number, which: number): Promise<void> {
    const browser = this.device(on);
    const note = await this.note(browser, which);
    const colour = (["yellow", "green", "blue", "pink"] as const)[this.count++ % 4] ?? null;
    if (note) await browser.in(() => browser.tab.notes.changeNote(note.id, { colour }, note.ver)).catch(refused);
  }

  async remove(on: number, which: number): Promise<void> {
    const browser = this.device(on);
    const note = await this.note(browser, which);
    if (!note) return;
    this.takesThePlaceOf(note.content.text ?? "", "nothing");
    await browser.in(() => browser.tab.notes.deleteNote(note.id)).catch(refused);
    const row = await browser.in(async () => (await browser.tab.database.rows())?.get("notes", note.id));
    this.takesThePlaceOf(row?.content.text ?? "", "nothing");
    this.deleted[on] = note;
  }

  async share(on: number, which: number): Promise<void> {
    const browser = this.device(on);
    const note = await this.note(browser, which);
    if (note?.scope === "private") await browser.in(() => browser.tab.notes.shareNote(note.id, GROUP, [OLA])).catch(refused);
  }

  async narrow(on: number, which: number): Promise<void> {
    const browser = this.device(on);
    const note = await this.note(browser, which);
    if (note?.scope === GROUP) await browser.in(() => browser.tab.notes.narrowNote(note.id)).catch(refused);
  }

  async undo(on: number): Promise<void> {
    const [browser, note] = [this.device(on), this.deleted[on]];
    this.deleted[on] = null;
    const back = note?.content.text ?? "";
    this.apart.add(back);
    for (const [old, next] of this.replaced) if (next.includes(back)) this.apart.add(old); // it comes back beside them
    if (note) await browser.in(() => browser.tab.notes.revive(note)).catch(refused);
  }

  async sync(on: number, line: Fault[]): Promise<void> {
    if (this.syncing[on]) return;
    const browser = this.device(on);
    browser.line = [...line];
    const run = browser.sync().catch(() => undefined).finally(() => {
      if (this.syncing[on] === run) this.syncing[on] = null;
    });
    this.syncing[on] = run;
  }

  /** Ends one device so many turns of its own work from now, and starts it again. */
  async crash(on: number, after: number): Promise<void> {
    for (let n = 0; n < after; n++) await new Promise((turn) => setTimeout(turn, 0));
    this.syncing[on] = null;
    this.editors[on] = [];
    await this.device(on).crash();
    this.locked[on] = true;
    await this.nothingReadable(on);
  }

  /** Everybody has stopped, the line is good, and the devices have heard of each other. */
  async quiet(): Promise<void> {
    await Promise.race([Promise.all(this.hurried), new Promise((late) => setTimeout(late, 300))]); // what a crash cut off never ends
    await Promise.all(this.syncing);
    for (const on of [0, 1]) await this.unlock(on);
    for (let round = 0; round < 4; round++) {
      for (const browser of [...this.devices, this.colleague]) {
        browser.line = [];
        await browser.sync();
      }
    }
  }

  async check(): Promise<void> {
    const standing = [...this.server.rows.values()].filter(({ deleted }) => !deleted);
    const texts = standing.map(({ said }) => said.text ?? "");
    const kept = await Promise.all(this.devices.map((browser) => browser.in(() => browser.tab.notes.keptNotes())));
    const there = new Set([...texts, ...kept.flat().map(({ note }) => note.content.text ?? "")]);
    expect([...this.saved].filter((text) => !this.lives(text, there)), "lost").toEqual([]);
    expect(texts.filter((text, n) => texts.indexOf(text) !== n), "twice").toEqual([]);
    const seen = (text: string): boolean => (this.replaced.get(text) ?? []).some((next) => texts.includes(next));
    expect(texts.filter((text) => seen(text) && !this.apart.has(text)), "needless").toEqual([]);
    for (const on of [0, 1]) await this.nothingReadable(on);
    if (this.server.exempt.has("d2")) for (const browser of this.devices) expect(CHANGING.test(await browser.readable()), "readable").toBe(false);
    const here = standing.map(({ id, said, conflict_of, scope }) => [id, said.text, said.colour, conflict_of, scope]).sort();
    for (const browser of this.devices) {
      const notes = await browser.in(() => browser.tab.notes.allNotes());
      expect(notes.map(({ id, content, conflictOf, scope }) => [id, content.text, content.colour, conflictOf, scope]).sort(), "agree").toEqual(here);
      expect(notes.filter(({ unsent }) => unsent), "sent").toEqual([]);
      expect(await browser.in(() => browser.tab.notes.unsentNotes()), "sent").toBe(0);
    }
    const shared = await this.colleague.in(() => this.colleague.tab.notes.allNotes());
    const forThem = standing.filter(({ scope }) => scope === GROUP).map(({ id, said }) => [id, said.text]).sort();
    expect(shared.map(({ id, content }) => [id, content.text]).sort(), "shared").toEqual(forThem);
  }

  private lives(text: string, there: Set<string>): boolean {
    return text === "nothing" || there.has(text) || (this.replaced.get(text) ?? []).some((next) => this.lives(next, there));
  }

  private takesThePlaceOf(old: string, text: string): void {
    this.replaced.set(old, [...(this.replaced.get(old) ?? []), text]);
  }

  private async telling(hurried: boolean, text: string, saving: Promise<unknown>): Promise<void> {
    const told = saving.then(() => this.saved.add(text), refused);
    if (hurried) this.hurried.push(told);
    else await Promise.race([told, new Promise((cutOff) => setTimeout(cutOff, 300))]);
  }

  private async note(browser: Browser, which: number, tab = browser.tab): Promise<Note | undefined> {
    const notes = await browser.in(() => tab.notes.allNotes());
    return notes[which % Math.max(1, notes.length)];
  }

  private device(on: number): Browser {
    return this.devices[on] as Browser;
  }

  private next(): string {
    return `t${++this.count}`;
  }
}
