/** The pages themselves. One object from opening to destroying; after that nothing of it does anything. */

import "./reader.css";
import "./marks.css";
import type { PaperSource } from "../domain/paper-source";
import type { Colour } from "../domain/shapes";
import { w } from "../words/index";
import { Finding } from "./find";
import { ChangeMarks } from "./changes";
import type { Drawn, OutlineLine, Reader, ReaderEvents, ShownChange, Spot, Tool } from "./index";
import { SafeLinks } from "./links";
import { Marking } from "./marking";
import { outlineOf } from "./outline";
import { dropWorker, pdfjs, SAFE, viewer, worker } from "./pdfjs";
import { pinchToZoom, type Zooming } from "./pinch";
import { firstBytes, PaperTransport, PIECE } from "./transport";

/** The largest canvas an iPad draws, in pixels. */
const MOST_PIXELS = 2 ** 24;
/** So many pages before and after the current one may stand whole in a window too. */
const NEAR = 6;
/** So much of the window a page has when one is brought into it. */
const WITHIN = 0.6;
const FIT: Record<string, string> = { width: "page-width", page: "page-fit" };

export async function open(host: HTMLElement, source: PaperSource, at: Spot, events: ReaderEvents): Promise<Reader> {
  const first = await firstBytes(source).catch(() => null); // what cannot be read now is asked for again, and told then
  const reader = new PaperReader(host, source, first, events);
  await reader.load(at);
  return reader;
}

/** What pdf.js does not tell of a page: `renderingState` is 0 until it is drawn. */
interface DrawnPage {
  div: HTMLElement;
  renderingState: number;
  destroy(): void;
}

class PaperReader implements Reader {
  readonly view = "pages";
  private readonly ending = new AbortController();
  private readonly container = document.createElement("div");
  private readonly bus = new viewer.EventBus();
  private readonly links = new SafeLinks({ eventBus: this.bus });
  private readonly finder = new viewer.PDFFindController({ eventBus: this.bus, linkService: this.links });
  private readonly pages: InstanceType<typeof viewer.PDFViewer>;
  private readonly finding: Finding;
  private readonly marking: Marking;
  private readonly changes: ChangeMarks;
  private readonly transport: PaperTransport;
  private readonly loading: pdfjs.PDFDocumentLoadingTask;
  private readonly resized = new ResizeObserver(() => this.fit());
  private end: () => void = () => undefined;
  private readonly over = new Promise<void>((done) => (this.end = done)); // destroyed, or given up
  private paper: pdfjs.PDFDocumentProxy | null = null;
  private dead = false;

  constructor(
    host: HTMLElement,
    source: PaperSource,
    first: Uint8Array | null,
    private readonly events: ReaderEvents,
  ) {
    this.container.className = "fv-reader";
    this.container.style.position = "absolute"; // pdf.js insists, also before the style sheet is here
    this.container.tabIndex = 0; // to scroll by keys
    this.container.append(Object.assign(document.createElement("div"), { className: "pdfViewer" }));
    host.append(this.container);
    this.pages = new viewer.PDFViewer({
      container: this.container,
      eventBus: this.bus,
      linkService: this.links,
      findController: this.finder,
      l10n: SILENT,
      removePageBorders: true,
      annotationMode: pdfjs.AnnotationMode.ENABLE,
      annotationEditorMode: -1,
      maxCanvasPixels: MOST_PIXELS,
      enableSelectionRendering: false,
      imagesRightClickMinSize: -1,
      ...{ abortSignal: this.ending.signal }, // known to pdf.js, not to its types
    });
    this.links.setViewer(this.pages);
    pinchToZoom(this.container, this.pages as Zooming, this.ending.signal);
    this.finding = new Finding(this.bus, this.finder, () => this.pages.pagesCount, (found) => this.dead || events.find(found));
    this.marking = new Marking(this.container, this.pages, this.bus, events, this.ending.signal);
    this.changes = new ChangeMarks(this.container, this.pages, this.bus, (number) => events.change?.(number), this.ending.signal);
    this.bus.on("pagechanging", ({ pageNumber }: { pageNumber: number }) => this.tellPage(pageNumber));
    this.bus.on("scalechanging", ({ scale }: { scale: number }) => this.dead || events.scale(Math.round(scale * 100)));
    this.transport = new PaperTransport(source, first, () => this.fail("no_bytes"));
    this.loading = pdfjs.getDocument({ ...SAFE, range: this.transport, rangeChunkSize: PIECE, worker: worker() });
  }

  async load(spot: Spot): Promise<void> {
    const paper = await Promise.race([this.loading.promise, this.over]).catch(() => this.fail("broken"));
    if (!paper || this.dead) return;
    this.paper = paper;
    const ready = new Promise<void>((done) => {
      const begin = (): void => {
        if (!this.shown()) return done(); // closed while it loaded
        // At once, before pdf.js draws the first page of a paper that is opened at page 120.
        this.pages.currentScaleValue = "auto";
        this.goTo(spot.page);
        const high = this.pageDiv(spot.page)?.getBoundingClientRect().height ?? 0;
        const most = high - this.container.clientHeight * WITHIN; // further down, and it would be the next page that is read
        this.container.scrollTop += Math.max(0, Math.min((spot.share ?? 0) * high, most));
        done();
      };
      this.bus.on("pagesinit", begin, { once: true });
    });
    this.pages.setDocument(paper);
    this.links.setDocument(paper);
    await Promise.race([ready, this.over]);
    if (this.dead || !this.paper) return;
    this.resized.observe(this.container);
    this.namePages();
    this.tellPage(this.pages.currentPageNumber);
  }

  where(): Spot {
    const page = this.pages.currentPageNumber;
    const box = this.pageDiv(page)?.getBoundingClientRect();
    const above = box ? (this.container.getBoundingClientRect().top - box.top) / box.height : 0;
    return { page, share: Math.min(1, Math.max(0, above)) };
  }

  showChanges(list: readonly ShownChange[]): void {
    if (!this.dead) this.changes.show(list);
  }

  goToChange(number: number): void {
    if (this.paper) this.changes.goTo(number);
  }

  goTo(page: number): void {
    if (!this.paper || !this.shown()) return;
    this.pages.currentPageNumber = Math.min(Math.max(1, Math.round(page)), this.pages.pagesCount);
    this.pages.update(); // at once: a change of size goes back to where pdf.js knows that one was
  }

  /** pdf.js complains of every page that it is to show where nobody sees it. */
  private shown(): boolean {
    return !this.dead && this.container.offsetParent !== null;
  }

  next(): void {
    if (this.paper) this.pages.nextPage();
  }

  previous(): void {
    if (this.paper) this.pages.previousPage();
  }

  zoom(to: "in" | "out" | "width" | "page" | number): void {
    if (!this.paper) return;
    if (to === "in") this.pages.increaseScale();
    else if (to === "out") this.pages.decreaseScale();
    else this.pages.currentScaleValue = typeof to === "number" ? String(to / 100) : (FIT[to] ?? "auto");
  }

  find(text: string, go: "new" | "next" | "previous"): void {
    if (this.paper) this.finding.find(text, go);
  }

  endFind(): void {
    if (this.paper) this.finding.end();
  }

  async outline(): Promise<OutlineLine[]> {
    return this.paper ? outlineOf(this.paper) : [];
  }

  async thumbnail(page: number, canvas: HTMLCanvasElement): Promise<void> {
    const drawn = await this.paper?.getPage(page);
    if (!drawn || this.dead) return;
    const natural = drawn.getViewport({ scale: 1 });
    const width = canvas.clientWidth || canvas.width;
    const viewport = drawn.getViewport({ scale: (width * Math.min(devicePixelRatio, 2)) / natural.width });
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    await drawn.render({ canvas, viewport, annotationMode: pdfjs.AnnotationMode.ENABLE }).promise.catch(() => undefined);
  }

  showNotes(list: readonly Drawn[]): void {
    if (!this.dead) this.marking.show(list);
  }

  goToNote(note: Drawn): void {
    if (this.paper) this.marking.goTo(note);
  }

  tool(mode: Tool, colour: Colour): void {
    if (!this.dead) this.marking.tool(mode, colour);
  }

  pickByKeyboard(): void {
    if (this.paper) this.marking.pickByKeyboard();
  }

  clearPicked(): void {
    if (!this.dead) this.marking.clearPicked();
  }

  rest(): void {
    if (!this.paper) return;
    const window = this.container.getBoundingClientRect();
    for (let index = 0; index < this.pages.pagesCount; index += 1) {
      const page = this.pages.getPageView(index) as DrawnPage | undefined;
      if (!page?.renderingState) continue; // not begun
      const { top, bottom } = page.div.getBoundingClientRect();
      if (bottom < window.top || top > window.bottom) page.destroy(); // as pdf.js does with those it has drawn too many of
    }
  }

  inView(): number[] {
    if (!this.paper) return [];
    const window = this.container.getBoundingClientRect();
    const now = this.pages.currentPageNumber;
    return Array.from({ length: 2 * NEAR + 1 }, (_, index) => now - NEAR + index).filter((number) => {
      if (number === now) return true;
      const page = number < 1 || number > this.pages.pagesCount ? undefined : this.pages.getPageView(number - 1)?.div;
      const { top, bottom } = page?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
      return page !== undefined && top >= window.top - 1 && bottom <= window.bottom + 1;
    });
  }

  async destroy(): Promise<void> {
    if (this.dead) return;
    this.dead = true;
    this.finding.end();
    this.resized.disconnect();
    this.transport.abort();
    this.pages.setDocument(null as never); // how pdf.js is told to let go; its types do not say so
    this.links.setDocument(null);
    this.ending.abort();
    this.end();
    this.container.remove();
    await this.loading.destroy().catch(dropWorker);
  }

  /** A width that follows the window goes on doing so. */
  private fit(): void {
    const value = this.pages.currentScaleValue;
    if (!this.paper || !this.shown()) return;
    if (["auto", "page-width", "page-fit"].includes(value)) this.pages.currentScaleValue = value;
    this.pages.update();
  }

  private pageDiv(page: number): HTMLElement | undefined {
    return (this.pages.getPageView(page - 1) as { div: HTMLElement } | undefined)?.div;
  }

  private namePages(): void {
    const total = this.pages.pagesCount;
    for (const page of this.container.querySelectorAll<HTMLElement>(".page[data-page-number]")) {
      page.setAttribute("aria-label", w.reader.announce(Number(page.dataset["pageNumber"]), total));
    }
  }

  private tellPage(page: number): void {
    if (!this.dead) this.events.page(page, this.pages.pagesCount);
  }

  private fail(word: "broken" | "no_bytes"): void {
    if (this.dead) return;
    this.paper = null;
    this.end();
    this.events.failed(word);
  }
}

/** pdf.js would label things in English; what needs a name here gets it from our own words. */
const SILENT = {
  getLanguage: () => "nb",
  getDirection: () => "ltr",
  get: async () => "",
  translate: async () => undefined,
  translateOnce: async () => undefined,
  destroy: async () => undefined,
  pause: () => undefined,
  resume: () => undefined,
} as unknown as NonNullable<ConstructorParameters<typeof viewer.PDFViewer>[0]["l10n"]>;
