/** A page on the screen, and the way between the window's pixels and the points of the paper. */

import type { pdfjs, viewer } from "./pdfjs";

export type Pages = InstanceType<typeof viewer.PDFViewer>;
export type Bus = InstanceType<typeof viewer.EventBus>;
type Viewport = pdfjs.PageViewport;
/** x and y, in PDF points from the bottom left of the unrotated page unless said otherwise. */
export type Point = readonly [number, number];

export interface Sheet {
  page: number;
  div: HTMLElement;
  viewport: Viewport;
  /** The layer of text; null until it is drawn. */
  text: HTMLElement | null;
}

interface PageView {
  div: HTMLElement;
  viewport: Viewport;
  pdfPage: unknown;
  textLayer: { div: HTMLElement } | null;
}

/** Null when there is no such page, or pdf.js does not know it yet. */
export function sheet(pages: Pages, page: number): Sheet | null {
  if (page < 1 || page > pages.pagesCount) return null;
  const view = pages.getPageView(page - 1) as PageView | undefined;
  if (!view?.pdfPage) return null;
  const text = view.textLayer?.div;
  return { page, div: view.div, viewport: view.viewport, text: text?.isConnected && !text.hidden ? text : null };
}

/** Whether the page has been drawn and not been let go of again. */
export function isDrawn({ div }: Sheet): boolean {
  return div.querySelector(".canvasWrapper > canvas") !== null;
}

export function sheetAt(pages: Pages, element: Element | null): Sheet | null {
  const page = element?.closest<HTMLElement>(".page[data-page-number]");
  return page ? sheet(pages, Number(page.dataset["pageNumber"])) : null;
}

/** From the window's pixels to the paper's points. `box` is where the page stands in the window. */
export function toPaper({ viewport }: Sheet, box: DOMRect, x: number, y: number): Point {
  // The page's size on the screen is rounded to whole pixels, the viewport's is not.
  const point: number[] = viewport.convertToPdfPoint(
    ((x - box.left) * viewport.width) / box.width,
    ((y - box.top) * viewport.height) / box.height,
  );
  return [round(point[0]), round(point[1])];
}

/** From the paper's points to the same page at scale 1, origin at the top left, turned as it is shown. */
export function flat({ viewport }: Sheet): { width: number; height: number; at(point: Point): Point } {
  const one = viewport.clone({ scale: 1 });
  return {
    width: one.width,
    height: one.height,
    at: ([x, y]) => {
      const point: number[] = one.convertToViewportPoint(x, y);
      return [round(point[0]), round(point[1])];
    },
  };
}

/** A hundredth of a point is finer than any screen. */
export function round(value: number | undefined): number {
  return Math.round((value ?? 0) * 100) / 100;
}
