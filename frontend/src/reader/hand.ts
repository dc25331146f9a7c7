/**
 * Which finger, pen or mouse draws while a tool is in the hand, and which scrolls. One draws; two fingers scroll, and pinch.ts
 * zooms. Once a pen has been seen, fingers only scroll: the palm rests on the page. A wide touch is a palm at any time.
 */

const PALM = 60; // pixels

export interface Hand {
  begin(event: PointerEvent): boolean;
  move(events: PointerEvent[]): void;
  end(): void;
  /** What was begun was not meant: a second finger came to scroll. */
  drop(): void;
  /** Pixels that the page is pushed. */
  scroll(dx: number, dy: number): void;
}

export function follow(container: HTMLElement, active: () => boolean, hand: Hand, signal: AbortSignal): void {
  const fingers = new Map<number, PointerEvent>();
  let drawing: PointerEvent | null = null;
  let scrolling = false;
  let pen = false;

  const start = (event: PointerEvent): void => {
    if (!hand.begin(event)) return;
    drawing = event;
    container.setPointerCapture(event.pointerId);
  };
  const drop = (): void => {
    if (drawing) hand.drop();
    drawing = null;
  };
  const down = (event: PointerEvent): void => {
    if (!active() || (event.pointerType === "mouse" && event.button !== 0)) return;
    if (event.pointerType !== "touch") {
      pen ||= event.pointerType === "pen";
      if (drawing?.pointerType === "touch") drop();
      if (!drawing) start(event);
      return;
    }
    if (Math.max(event.width, event.height) > PALM || (drawing && drawing.pointerType !== "touch")) return;
    fingers.set(event.pointerId, event);
    if (fingers.size > 1 || pen) {
      drop();
      scrolling = true;
    } else if (!scrolling) start(event);
  };
  const move = (event: PointerEvent): void => {
    if (drawing?.pointerId === event.pointerId) return hand.move(event.getCoalescedEvents?.().length ? event.getCoalescedEvents() : [event]);
    const before = fingers.get(event.pointerId);
    if (!before) return;
    fingers.set(event.pointerId, event);
    if (scrolling) hand.scroll((before.clientX - event.clientX) / fingers.size, (before.clientY - event.clientY) / fingers.size);
  };
  const up = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    if (fingers.size === 0) scrolling = false;
    if (drawing?.pointerId !== event.pointerId) return;
    drawing = null;
    // The system takes a finger back for a gesture of its own; what a pen wrote stays.
    if (event.type === "pointercancel" && event.pointerType === "touch") hand.drop();
    else hand.end();
  };
  container.addEventListener("pointerdown", down, { signal });
  container.addEventListener("pointermove", move, { signal });
  container.addEventListener("pointerup", up, { signal });
  container.addEventListener("pointercancel", up, { signal });
  // Text is not chosen, nor a drag begun, while something is drawn.
  container.addEventListener("mousedown", (event) => active() && event.preventDefault(), { signal });
  container.addEventListener("touchstart", (event) => active() && event.cancelable && event.preventDefault(), { signal, passive: false });
}
