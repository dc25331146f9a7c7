/** What is lacking on this device, kept up with lists that arrive meanwhile, and what became of each file. */

import { layersWanted } from "../domain/layers";
import { downloadOrder, type Wanted } from "../domain/order";
import { filesNamed } from "../domain/progress";
import { serverNow } from "../store/device";
import type { FileRow } from "../store/database";
import { arrived, filesOf, olderWithNotes } from "../store/files";
import { allLastRead } from "../store/layers";
import { arrivedWhole, manifestsKept, mark } from "../store/list";
import { watch } from "../store/notices";
import { sealedIn, storedFiles } from "../store/vault-rows";
import type { Absent } from "./absent";
import type { Outcome } from "./freight";

/** `whole`: a package has arrived whole; `stale`: a file on the list is not to be had. */
export interface News {
  whole(): void;
  stale(): void;
}

const SAVE_EVERY = 150; // ms; rows written together cost what one costs

export class Plan {
  stopped: "no" | "later" | "until_asked" = "no";
  brought = 0;
  /** Those that are wanted and were not here when the lists were read. */
  layers: ReadonlySet<string> = new Set();
  private kept: Awaited<ReturnType<typeof manifestsKept>> = [];
  private queue: Wanted[] = [];
  private asked: string | null = null;
  private readonly here = new Set<string>();
  private readonly taken = new Set<string>();
  private unsaved: FileRow[] = [];
  /** The sealed files that may be on disk here. */
  private stored: ReadonlySet<string> = new Set();
  private saving: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stale = false;
  private readonly unwatch = watch(["papers", "vault"], () => (this.stale = true));

  /** `refused` are papers the server would not give; they are not asked for again. `absent` are layers that may come. `done` hears of each file that is over with. */
  constructor(
    private readonly person: string,
    private readonly refused: Set<string>,
    private readonly absent: Absent,
    private readonly news: News,
    private readonly done: (sha256: string) => void,
  ) {}

  get empty(): boolean {
    return this.queue.length === 0;
  }

  /** Reads the lists anew; the package `asked` for comes first. */
  async look(asked: string | null = this.asked): Promise<void> {
    this.asked = asked;
    this.stale = false;
    for (const sha256 of (await filesOf(this.person)).keys()) this.here.add(sha256);
    this.kept = await manifestsKept();
    const today = new Date(await serverNow()).toISOString().slice(0, 10);
    const shown = this.kept.map((one) => one.shown);
    this.stored = await storedFiles();
    const lacking = downloadOrder(shown, this.here, today, asked);
    for (const [sha256, packageId] of await olderWithNotes())
      if (!this.here.has(sha256)) lacking.push({ sha256, size: 0, package: packageId, older: true });
    const layers = layersWanted(shown, this.here, today, await allLastRead(shown));
    this.layers = new Set(layers.map(({ sha256 }) => sha256));
    const bring = [...lacking, ...layers.filter(({ sha256 }) => this.absent.mayAsk(sha256))].filter((one) => one.sealed === undefined || this.stored.has(one.sealed));
    this.queue = bring.filter(({ sha256 }) => !this.taken.has(sha256) && !this.refused.has(sha256));
    await this.noteWhole();
  }

  async next(): Promise<Wanted | undefined> {
    if (this.stale) await this.look();
    if (this.stopped !== "no") return undefined;
    const wanted = this.queue.shift();
    if (wanted) this.taken.add(wanted.sha256);
    return wanted;
  }

  async settle(wanted: Wanted, outcome: Outcome): Promise<void> {
    if (outcome.is === "here") {
      this.brought++;
      this.absent.here(wanted.sha256);
      this.unsaved.push({ sha256: wanted.sha256, size: outcome.size, ...(wanted.sealed && { sealed: wanted.sealed }) });
      this.timer ??= setTimeout(() => void this.save(), SAVE_EVERY);
      return;
    }
    this.done(wanted.sha256);
    const told = outcome.is === "refused" && outcome.status !== 0 && outcome.status !== 401;
    if (wanted.layer !== undefined && (told || outcome.is !== "refused")) {
      this.absent.missed(wanted.sha256, outcome.is !== "refused");
      if (outcome.is === "no_space") this.queue = this.queue.filter(({ layer }) => layer === undefined);
    } else if (outcome.is === "no_space" && !wanted.older) {
      this.stopped = "until_asked";
      await mark(wanted.package, { trouble: "no_space" });
    } else if (outcome.is !== "refused" || outcome.status === 404) {
      this.refused.add(wanted.sha256);
      if (wanted.older) return; // the paper is here; what stood on the old page stands in the note
      await mark(wanted.package, { trouble: "failed" });
      if (outcome.is === "refused") this.news.stale(); // the list may have changed: ask for it
    } else {
      this.stopped = outcome.status === 401 ? "until_asked" : "later";
    }
  }

  /** From when this returns, what was brought is here. */
  save(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.saving = this.saving.then(async () => {
      const files = this.unsaved;
      this.unsaved = [];
      if (files.length === 0) return;
      await arrived(this.person, files);
      for (const { sha256 } of files) {
        this.here.add(sha256);
        this.done(sha256);
      }
      await this.noteWhole();
    });
    return this.saving;
  }

  end(): void {
    clearTimeout(this.timer);
    this.unwatch();
  }

  private async noteWhole(): Promise<void> {
    for (const { row, shown, before } of this.kept) {
      const whole = [...filesNamed(shown, sealedIn(shown, this.stored)).keys()].every((sha256) => this.here.has(sha256));
      if (!whole || (row.received === row.here && !before.length && !row.trouble)) continue;
      await arrivedWhole(row.package);
      Object.assign(row, { received: row.here, trouble: null });
      before.length = 0;
      this.news.whole();
    }
  }
}
