/** Ink, text boxes and areas: what is drawn with a tool in the hand, shown while it is drawn and told when it is done. */

import type { Colour, NoteGeometry } from "../domain/shapes";
import { Frame } from "./frame";
import { follow } from "./hand";
import { paths } from "./ink";
import { part } from "./mark-drawing";
import { area, points, stroke } from "./mark-paths";
import type { Drawn, MarkingEvents, Tool } from "./marking";
import { ShownText } from "./page-text";
import { sortedAs } from "./picking";
import { type Box, corners, quad } from "./quads";
import { flat, type Pages, type Point, type Sheet, sheetAt, toPaper } from "./sheet";

const WIDTH = 1.8; // of a stroke, in PDF points
const BOX: Point = [180, 44]; // a text box that is only tapped, in PDF points
const TAP = 8; // pixels: less is no drag

interface Drawing {
  sheet: Sheet;
  page: DOMRect;
  /** In pixels of the window. */
  trail: [number, number][];
  layer: HTMLElement;
  path: SVGElement;
}

export class Tools {
  private mode: Tool = "none";
  private colour: Colour = "yellow";
  private drawing: Drawing | null = null;
  private area: HTMLElement | null = null;
  private readonly waiting = new Map<string, HTMLElement>(); // strokes that are told, until they come back as notes
  private readonly frame: Frame;

  constructor(
    private readonly container: HTMLElement,
    private readonly pages: Pages,
    private readonly events: Partial<MarkingEvents>,
    signal: AbortSignal,
  ) {
    this.frame = new Frame(container, pages, () => this.mode === "textbox" || this.mode === "area", (sheet, box) => this.framed(sheet, box), signal);
    const hand = {
      begin: (event: PointerEvent) => this.begin(event),
      move: (events: PointerEvent[]) => this.move(events),
      end: () => this.end(),
      drop: () => this.drop(),
      scroll: (dx: number, dy: number) => container.scrollBy(dx, dy),
    };
    follow(container, () => this.mode !== "none", hand, signal);
  }

  set(mode: Tool, colour: Colour): void {
    const other = mode !== this.mode;
    if (other) {
      this.drop();
      this.clear();
      this.frame.hide();
    }
    this.mode = mode;
    this.colour = colour;
    this.container.classList.toggle("fv-tool", mode !== "none");
    this.container.dataset["tool"] = mode;
    // Whoever chose the tool by keys goes on by keys.
    if (other && (mode === "textbox" || mode === "area") && document.activeElement?.matches(":focus-visible:not(input, textarea)")) this.frame.show();
  }

  /** The area that is chosen is let go of. */
  clear(): void {
    if (!this.area) return;
    this.area.remove();
    this.area = null;
    this.events.picked?.(null, null);
  }

  /** Strokes that are notes now are drawn as such. */
  shown(list: readonly Drawn[]): void {
    const known = new Set(list.flatMap(({ geometry }) => geometry?.paths.map((path) => path.join()) ?? []));
    for (const [path, layer] of this.waiting) {
      if (!known.has(path)) continue;
      layer.remove();
      this.waiting.delete(path);
    }
  }

  private begin(event: PointerEvent): boolean {
    const sheet = sheetAt(this.pages, event.target as Element);
    if (!sheet) return false;
    this.clear();
    const [layer, path] = this.layer(sheet);
    this.drawing = { sheet, page: sheet.div.getBoundingClientRect(), trail: [], layer, path };
    this.move([event]);
    return true;
  }

  private move(events: readonly PointerEvent[]): void {
    if (!this.drawing) return;
    const { page, trail } = this.drawing;
    const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
    for (const { clientX, clientY } of events) trail.push([within(clientX, page.left, page.right), within(clientY, page.top, page.bottom)]);
    this.draw();
  }

  private draw(): void {
    if (!this.drawing) return;
    const { sheet, page, trail, path } = this.drawing;
    const view = flat(sheet);
    const at = ([x, y]: Point): Point => [((x - page.left) * view.width) / page.width, ((y - page.top) * view.height) / page.height];
    if (this.mode === "ink") path.setAttribute("d", stroke(trail.map(at)));
    else path.setAttribute("d", area(quad(boxOf(trail), (x, y) => at([x, y]))));
  }

  private drop(): void {
    this.drawing?.layer.remove();
    this.drawing = null;
  }

  private end(): void {
    const { drawing } = this;
    if (!drawing) return;
    this.drawing = null;
    const { sheet, page, trail, layer } = drawing;
    const box = boxOf(trail);
    const dragged = Math.hypot(box.right - box.left, box.bottom - box.top) >= TAP;
    if (this.mode === "ink") return this.inked(sheet, page, trail, layer);
    layer.remove();
    if (this.mode === "textbox") this.placed(sheet, dragged ? box : tapped(sheet, page, box));
    else if (dragged) this.framed(sheet, box);
  }

  private inked(sheet: Sheet, page: DOMRect, trail: readonly [number, number][], layer: HTMLElement): void {
    const parts = paths(trail.map(([x, y]) => toPaper(sheet, page, x, y)));
    layer.remove();
    for (const one of parts) {
      const [shown, path] = this.layer(sheet);
      path.setAttribute("d", stroke(points(one).map(flat(sheet).at)));
      this.waiting.set(one.join(), shown);
      this.events.drew?.(sheet.page, { quads: [], paths: [one], width: WIDTH }, this.sort(sheet, one));
    }
  }

  private framed(sheet: Sheet, box: Box): void {
    if (this.mode === "textbox") return this.placed(sheet, box);
    const geometry = geometryOf(sheet, box);
    const [layer, path] = this.layer(sheet);
    path.setAttribute("d", area(corners(geometry.quads[0] ?? []).flatMap((point) => flat(sheet).at(point))));
    this.area = layer;
    const at = new DOMRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    this.events.picked?.([{ page: sheet.page, place: null, quote: null, geometry, sort: this.sort(sheet, geometry.quads[0]) }], at);
  }

  private placed(sheet: Sheet, box: Box): void {
    const geometry = geometryOf(sheet, box);
    this.events.placed?.(sheet.page, geometry, this.sort(sheet, geometry.quads[0]));
  }

  /** After the text that stands above it. */
  private sort(sheet: Sheet, first: readonly number[] | undefined): string {
    if (!sheet.text || !first) return sortedAs(sheet, 0, first);
    const text = new ShownText(sheet.text);
    const page = sheet.div.getBoundingClientRect();
    const view = flat(sheet);
    const down = page.top + (view.at([first[0] ?? 0, first[1] ?? 0])[1] * page.height) / view.height;
    const below = text.runs().find(({ box }) => box.top >= down);
    return sortedAs(sheet, below ? text.strip.place({ start: below.start, end: below.start }).start : text.strip.length, first);
  }

  private layer(sheet: Sheet): [HTMLElement, SVGElement] {
    const layer = Object.assign(document.createElement("div"), { className: "fv-live" });
    layer.dataset["colour"] = this.colour;
    const { width, height } = flat(sheet);
    const svg = part("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    const path = part("path", this.mode === "ink" ? { class: "fv-stroke", "stroke-width": String(WIDTH) } : { class: "fv-dashes" });
    svg.append(path);
    layer.append(svg);
    sheet.div.append(layer);
    return [layer, path];
  }
}

function boxOf(trail: readonly (readonly [number, number])[]): Box {
  const [first = [0, 0]] = trail;
  const last = trail.at(-1) ?? first;
  return {
    left: Math.min(first[0], last[0]),
    top: Math.min(first[1], last[1]),
    right: Math.max(first[0], last[0]),
    bottom: Math.max(first[1], last[1]),
  };
}

/** A text box of the usual size where a finger tapped, inside the page. */
function tapped(sheet: Sheet, page: DOMRect, { left, top }: Box): Box {
  const scale = page.width / flat(sheet).width;
  const [wide, high] = [Math.min(BOX[0] * scale, page.width), BOX[1] * scale];
  const [x, y] = [Math.min(left, page.right - wide), Math.min(top, page.bottom - high)];
  return { left: x, top: y, right: x + wide, bottom: y + high };
}

function geometryOf(sheet: Sheet, box: Box): NoteGeometry {
  const page = sheet.div.getBoundingClientRect();
  return { quads: [quad(box, (x, y) => toPaper(sheet, page, x, y))], paths: [], width: 0 };
}
