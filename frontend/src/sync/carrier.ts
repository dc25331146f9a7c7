/** The workers that bring files, seen from the thread that plans: one promise per file. */

import { folderName, ROOT } from "../store/files";
import { heard } from "./connection";
import type { Outcome, Told, Want } from "./freight";

/** Two, so that one can write to the disk while the other takes in bytes: 1.0 to 1.2 times a bare download, one took 1.6. */
const WORKERS = 2;

export class Carrier {
  private readonly workers: { worker: Worker; busy: number }[] = [];
  private readonly waiting = new Map<string, (outcome: Outcome) => void>();

  constructor(
    private readonly person: string,
    onBytes: (sha256: string, bytes: number) => void,
  ) {
    for (let n = 0; n < WORKERS; n++) {
      const worker = new Worker(new URL("./files.worker.ts", import.meta.url), { type: "module" });
      worker.onmessage = ({ data }: MessageEvent<Told>) => {
        if ("contact" in data) heard(data.contact);
        else if (data.is === "bytes") onBytes(data.sha256, data.bytes);
        else this.settle(data);
      };
      worker.onerror = () => this.stop();
      this.workers.push({ worker, busy: 0 });
    }
  }

  /** Brings one file; what there is of it already is not brought again. */
  async bring({ sha256, size, layer }: Omit<Want, "path">): Promise<Outcome> {
    const to = this.workers.reduce((a, b) => (b.busy < a.busy ? b : a));
    const want: Want = { sha256, size, path: [ROOT, folderName(this.person), sha256], ...(layer && { layer }) };
    to.busy++;
    const outcome = await new Promise<Outcome>((done) => {
      this.waiting.set(sha256, done);
      to.worker.postMessage(want);
    });
    to.busy--;
    return outcome;
  }

  /** Ends at once; what is under way counts as cut off and is resumed another time. */
  stop(): void {
    for (const { worker } of this.workers) worker.terminate();
    for (const sha256 of [...this.waiting.keys()]) this.settle({ sha256, is: "refused", word: "offline", status: 0 });
  }

  private settle(outcome: Outcome): void {
    const done = this.waiting.get(outcome.sha256);
    this.waiting.delete(outcome.sha256);
    done?.(outcome);
  }
}
