/** Hands a made print to the printer, to another app, or to the folder of downloads; and counts it. */

import type { Unsent } from "../store/outbox";
import { queue } from "../store/outbox";
import { newId } from "../store/notes";
import type { Made } from "./print-making";

/** Print frames there are empty pages, or the whole app; the system's own sheet has "Print" in it. */
export const isApple = (): boolean => /iPhone|iPad/.test(navigator.userAgent) || (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);

const asFile = ({ file, name }: Made): File => new File([file], name, { type: "application/pdf" });
export const canShare = (made: Made): boolean => typeof navigator.canShare === "function" && navigator.canShare({ files: [asFile(made)] });

/** Gives false when nothing came of it; giving up is not that. */
export async function share(made: Made): Promise<boolean> {
  try {
    await navigator.share({ files: [asFile(made)], title: made.title });
    return true;
  } catch (trouble) {
    return trouble instanceof DOMException && trouble.name === "AbortError";
  }
}

let frame: HTMLIFrameElement | null = null;

/** The browser's own print dialog with the file in it; where that cannot be, the file in a tab of its own. */
export function print({ file, title }: Made): void {
  const address = URL.createObjectURL(file);
  frame?.remove();
  frame = Object.assign(document.createElement("iframe"), { className: "print-frame", title, src: address, tabIndex: -1 });
  frame.setAttribute("aria-hidden", "true");
  frame.onload = () => {
    try {
      frame?.contentWindow?.focus();
      frame?.contentWindow?.print();
    } catch {
      open(address);
    }
  };
  document.body.append(frame);
}

export function openFile({ file }: Made): void {
  open(URL.createObjectURL(file));
}

const counted = new WeakSet<Made>();

/** A print counts once, whatever is done with the file; the server hears of it at the next contact. */
export async function count(made: Made, of: number): Promise<void> {
  if (counted.has(made)) return;
  counted.add(made);
  const id = newId();
  const entry: Unsent = { id: `printed ${id}`, at: Date.now(), printed: { id, pages: made.pages, of_pages: Math.max(1, of), sheets: made.sheets } };
  await queue(entry);
}
