/** Two fingers, or Ctrl and the wheel, change the size around the point they hold. */

export interface Zooming {
  /** `origin` in pixels of the window. Redrawing waits `drawingDelay` ms, so that the fingers are not held up. */
  updateScale(how: { scaleFactor: number; origin: [number, number]; drawingDelay: number }): void;
}

const REDRAW = 300;
const STEP = 0.02; // smaller changes are gathered: the scale is kept in whole percents

export function pinchToZoom(on: HTMLElement, pages: Zooming, signal: AbortSignal): void {
  let gathered = 1;
  let apart = 0;
  const zoom = (factor: number, origin: [number, number]): void => {
    gathered *= factor;
    if (Math.abs(gathered - 1) < STEP) return;
    pages.updateScale({ scaleFactor: gathered, origin, drawingDelay: REDRAW });
    gathered = 1;
  };
  const measure = ({ touches: [a, b] }: TouchEvent): { apart: number; middle: [number, number] } | null =>
    a && b
      ? { apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), middle: [(a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2] }
      : null;

  const begin = (event: TouchEvent): void => {
    apart = measure(event)?.apart ?? 0;
    gathered = 1;
  };
  const move = (event: TouchEvent): void => {
    const now = measure(event);
    if (!now || apart === 0) return;
    event.preventDefault(); // otherwise the browser enlarges the whole app
    zoom(now.apart / apart, now.middle);
    apart = now.apart;
  };
  const wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 200), [event.clientX, event.clientY]);
  };
  on.addEventListener("touchstart", begin, { passive: true, signal });
  on.addEventListener("touchend", begin, { passive: true, signal });
  on.addEventListener("touchmove", move, { passive: false, signal });
  on.addEventListener("wheel", wheel, { passive: false, signal });
}
