/** Where a link in a paper may lead: to the web or to a mail address, in a window that knows nothing of us. */

import { viewer } from "./pdfjs";

const ALLOWED = new Set(["http:", "https:", "mailto:"]);

export function mayLeadTo(url: string): boolean {
  try {
    return ALLOWED.has(new URL(url).protocol);
  } catch {
    return false;
  }
}

export class SafeLinks extends viewer.PDFLinkService {
  override addLinkAttributes(link: HTMLAnchorElement, url: string): void {
    if (!mayLeadTo(url)) return;
    link.href = url;
    link.title = url; // a paper can say one address and lead to another
    link.target = "_blank";
    link.rel = "noopener noreferrer nofollow";
  }

  /** Actions a paper names (print, save, close) are the reader's to choose, not the paper's. */
  override executeNamedAction(action: string): void {
    if (["NextPage", "PrevPage", "FirstPage", "LastPage"].includes(action)) super.executeNamedAction(action);
  }
}
