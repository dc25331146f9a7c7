/** The worker that brings files, seen from the thread that plans: one promise per file. */

import { folderName, ROOT } from "../store/files";
import { heard } from "./connection";
import type { Outcome, Told, Want } from "./freight";

export class Carrier {
  private readonly worker = new Worker(new URL("./files.worker.ts", import.meta.url), { type: "module" });
  private readonly waiting = new Map<string, (outcome: Outcome) => void>();

  constructor(
    private readonly person: string,
    onBytes: (sha256: string, bytes: number) => void,
  ) {
    this.worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if ("contact" in data) heard(data.contact);
      else if (data.is === "bytes") onBytes(data.sha256, data.bytes);
      else this.settle(data);
    };
    this.worker.onerror = () => this.stop();
  }

  /** Brings one file; what there is of it already is not brought again. */
  bring(sha256: string, size: number): Promise<Outcome> {
    const want: Want = { sha256, size, path: [ROOT, folderName(this.person), sha256] };
    return new Promise((done) => {
      this.waiting.set(sha256, done);
      this.worker.postMessage(want);
    });
  }

  /** Ends at once; what is under way counts as cut off and is resumed another time. */
  stop(): void {
    this.worker.terminate();
    for (const sha256 of [...this.waiting.keys()]) this.settle({ sha256, is: "refused", word: "offline", status: 0 });
  }

  private settle(outcome: Outcome): void {
    const done = this.waiting.get(outcome.sha256);
    this.waiting.delete(outcome.sha256);
    done?.(outcome);
  }
}
