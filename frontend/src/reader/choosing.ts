/** Text chosen in a paper, by mouse, finger or keys: told when the choice is at rest, one part for each page. */

import type { MarkingEvents, Picked } from "./marking";
import { ShownText } from "./page-text";
import { picked } from "./picking";
import { type Pages, sheetAt } from "./sheet";

const REST = 250; // ms after a finger's last move of a handle, which tells nothing when it is let go
const KEYS = 50; // ms after a key: what is pressed next may be for what was chosen
const PRESS = 300; // ms: a tap on the app's own buttons may end the choice before it counts as a tap

/** What a range holds, and where it stands in the window. */
export interface Chosen {
  picked: Picked[];
  at: DOMRect | null;
}

export class Choosing {
  private turn = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private down = false;
  private finger = false;
  private outside = false;
  private told = false;

  constructor(
    private readonly container: HTMLElement,
    private readonly read: (range: Range) => Chosen | Promise<Chosen>,
    private readonly tell: MarkingEvents["picked"],
    signal: AbortSignal,
  ) {
    const inside = (event: Event): boolean => container.contains(event.target as Node);
    document.addEventListener("selectionchange", () => this.changed(), { signal });
    document.addEventListener(
      "pointerdown",
      (event) => {
        this.finger = event.pointerType !== "mouse";
        this.down = !this.finger && inside(event);
        this.outside = !inside(event);
      },
      { signal, capture: true },
    );
    const up = (): void => {
      if (this.down) this.later(0);
      this.down = false;
    };
    document.addEventListener("pointerup", up, { signal, capture: true });
    document.addEventListener("pointercancel", up, { signal, capture: true });
    signal.addEventListener("abort", () => clearTimeout(this.timer));
  }

  clear(): void {
    clearTimeout(this.timer);
    if (this.range()) document.getSelection()?.removeAllRanges();
    this.say(null, null);
  }

  /** What is chosen in this reader; null when that is nothing. */
  range(): Range | null {
    const selection = document.getSelection();
    if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    return range.intersectsNode(this.container) && this.container.contains(selection.anchorNode) ? range : null;
  }

  private changed(): void {
    if (this.range()) {
      if (!this.down) this.later(this.finger ? REST : KEYS); // the mouse tells when it is let go
    } else if (this.told) this.later(this.outside ? PRESS : 0);
  }

  private later(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), wait);
  }

  private look(): void {
    const turn = ++this.turn;
    const range = this.range();
    const chosen = range && this.read(range);
    const tell = ({ picked: found, at }: Chosen): void => this.say(found.length > 0 ? found : null, at);
    if (!chosen) return this.say(null, null);
    if (!(chosen instanceof Promise)) return tell(chosen);
    void chosen.then((found) => {
      if (turn === this.turn && this.range()) tell(found); // else something else was chosen meanwhile
    });
  }

  private say(found: Picked[] | null, at: DOMRect | null): void {
    if (!found && !this.told) return;
    this.told = found !== null;
    this.tell(found, at);
  }
}

/** What of the pages' text layers a range holds. */
export function onPages(container: HTMLElement, pages: Pages): (range: Range) => Chosen {
  return (range) => {
    const found: Picked[] = [];
    let at: DOMRect | null = null;
    for (const layer of container.querySelectorAll<HTMLElement>(".textLayer")) {
      if (!range.intersectsNode(layer)) continue;
      const sheet = sheetAt(pages, layer);
      const text = new ShownText(layer);
      const span = text.within(range);
      if (!sheet || !span) continue;
      found.push(picked(sheet, text, span));
      at = joined(at, text.boxes(span));
    }
    return { picked: found, at };
  };
}

function joined(one: DOMRect | null, boxes: readonly DOMRect[]): DOMRect | null {
  const all = one ? [one, ...boxes] : boxes;
  if (all.length === 0) return null;
  const [left, top] = [Math.min(...all.map((box) => box.left)), Math.min(...all.map((box) => box.top))];
  return new DOMRect(left, top, Math.max(...all.map((box) => box.right)) - left, Math.max(...all.map((box) => box.bottom)) - top);
}
