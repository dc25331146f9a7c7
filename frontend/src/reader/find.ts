/** Finding in the paper: pdf.js searches, this tells how it goes. */

import type { ReaderEvents } from "./index";
import { viewer } from "./pdfjs";

const LOOK = 150; // ms between looks at whether the last page has been searched

type Bus = InstanceType<typeof viewer.EventBus>;
type Controller = InstanceType<typeof viewer.PDFFindController>;
interface Counted {
  matchesCount: { current: number; total: number };
  state?: number;
}

export class Finding {
  private text = "";
  private told = "";
  private counts = { current: 0, total: 0 };
  private pending = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly controller: Controller,
    private readonly pages: () => number,
    private readonly tell: ReaderEvents["find"],
  ) {
    bus.on("updatefindmatchescount", (event: Counted) => this.count(event));
    bus.on("updatefindcontrolstate", (event: Counted) => {
      this.pending = event.state === viewer.FindState.PENDING;
      this.count(event);
    });
  }

  find(text: string, go: "new" | "next" | "previous"): void {
    if (text === "") return this.end();
    const type = go === "new" || text !== this.text ? "" : "again";
    if (type === "") this.counts = { current: 0, total: 0 };
    this.text = text;
    this.told = "";
    this.pending = true;
    this.bus.dispatch("find", {
      source: this,
      type,
      query: text,
      caseSensitive: false,
      entireWord: false,
      highlightAll: true,
      findPrevious: go === "previous",
      matchDiacritics: true, // "å" is a letter of its own, not an "a" with something on it
    });
    clearInterval(this.timer);
    this.timer = setInterval(() => this.say(), LOOK);
  }

  end(): void {
    clearInterval(this.timer);
    this.text = "";
    this.bus.dispatch("findbarclose", { source: this });
  }

  private count({ matchesCount }: Counted): void {
    if (this.text === "") return;
    if (matchesCount.total > 0 || !this.pending) this.counts = matchesCount;
    this.say();
  }

  private say(): void {
    const searched = (this.controller.pageMatches ?? []).filter((matches) => matches !== undefined).length;
    const found = { hits: this.counts.total, current: this.counts.current, done: !this.pending && searched >= this.pages() };
    if (found.done) clearInterval(this.timer);
    if (JSON.stringify(found) === this.told) return;
    this.told = JSON.stringify(found);
    this.tell(found);
  }
}
