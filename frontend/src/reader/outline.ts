/** The paper's own table of contents, flat and with page numbers. */

import type { OutlineLine } from "./index";
import type { pdfjs } from "./pdfjs";

type Paper = pdfjs.PDFDocumentProxy;
type Node = Awaited<ReturnType<Paper["getOutline"]>>[number];

const MOST = 1_000;

/** Lines that lead nowhere in the paper are left out. */
export async function outlineOf(paper: Paper): Promise<OutlineLine[]> {
  const lines: OutlineLine[] = [];
  const walk = async (nodes: Node[], level: number): Promise<void> => {
    for (const node of nodes) {
      if (lines.length >= MOST) return;
      const page = await pageOf(paper, node.dest).catch(() => null);
      if (page !== null) lines.push({ title: node.title.trim(), page, level });
      await walk(node.items as Node[], level + 1);
    }
  };
  await walk((await paper.getOutline()) ?? [], 1);
  return lines;
}

async function pageOf(paper: Paper, to: Node["dest"]): Promise<number | null> {
  const place = typeof to === "string" ? await paper.getDestination(to) : to;
  const target: unknown = place?.[0];
  if (typeof target === "number") return target + 1;
  if (typeof target !== "object" || target === null) return null;
  return (await paper.getPageIndex(target as Parameters<Paper["getPageIndex"]>[0])) + 1;
}
