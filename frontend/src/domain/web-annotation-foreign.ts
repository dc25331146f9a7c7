/** What annotations say in the model's own words, whichever tool wrote them. */

import type { NoteContent, NoteQuote } from "./notes";
import { cut, wellFormed } from "./strip";
import { LIMITS, list, named, type Part, part } from "./web-annotation-parts";

/** What is said, and the tags. */
export function texts(one: Part): { text: string; tags: string[] } {
  const bodies = [...list(one["body"]), ...list(one["bodyValue"])];
  const said: string[] = [];
  const tags: string[] = [];
  for (const body of bodies) {
    const value = typeof body === "string" ? ("bodyValue" in one ? body : "") : plain(part(body));
    if (value.trim() === "") continue;
    const own = part(body);
    if (own && list(own["purpose"]).includes("tagging")) tags.push(cut(value.trim(), LIMITS.tag));
    else said.push(value);
  }
  return { text: said.join("\n\n"), tags: [...new Set(tags)].slice(0, LIMITS.tags) };
}

const SIGNS: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: "\u00a0" };

/** A body's words; of HTML what one would read. */
function plain(body: Part | null): string {
  const value = body?.["value"];
  if (typeof value !== "string") return "";
  if (body?.["format"] !== "text/html") return wellFormed(value);
  const broken = value.replace(/<(?:br|\/p|\/div|\/li)\b[^>]*>/giu, "\n").replace(/<[^>]*>/gu, "");
  return wellFormed(broken.replace(/&(\w+|#39);/gu, (sign, name: string) => SIGNS[name] ?? sign)).trim();
}

/** All selectors of a target, those that refine others too. */
function selectorsOf(target: Part): Part[] {
  const found: Part[] = [];
  const take = (value: unknown, depth: number): void => {
    for (const one of list(value).map(part)) {
      if (!one || depth > 8 || found.length > 64) continue;
      found.push(one);
      take(one["refinedBy"], depth + 1);
      if (named(one, "Choice")) take(one["items"], depth + 1);
    }
  };
  take(target["selector"], 0);
  return found;
}

/** The quote, cut to what a note may hold; null when there is none. */
export function quoteOf(target: Part): NoteQuote | null | "bad_annotation" {
  const quote = selectorsOf(target).find((one) => named(one, "TextQuoteSelector"));
  if (!quote) return null;
  const { exact, prefix = "", suffix = "" } = quote;
  if (typeof exact !== "string" || typeof prefix !== "string" || typeof suffix !== "string") return "bad_annotation";
  const [before, after] = [cut(wellFormed(prefix), -LIMITS.context), cut(wellFormed(suffix), LIMITS.context)];
  return { exact: cut(wellFormed(exact), LIMITS.quote), prefix: before, suffix: after };
}

/** A note's content from another tool's target: the words it quotes, or the page it names. Where they stand is not known. */
export function foreignContent(target: unknown, said: { text: string }): NoteContent | "bad_annotation" | "no_place" {
  const own = part(target) ?? {};
  if (typeof target !== "string" && typeof own["source"] !== "string" && typeof own["id"] !== "string") return "bad_annotation";
  const quote = quoteOf(own);
  if (quote === "bad_annotation" || selectorsOf(own).some(backwards)) return "bad_annotation";
  const fragment = selectorsOf(own).map((one) => /(?:^|&)page=(\d{1,5})(?:&|$)/u.exec(String(one["value"] ?? ""))?.[1]);
  const inAddress = /#(?:.*&)?page=(\d{1,5})/u.exec(typeof target === "string" ? target : String(own["source"] ?? ""))?.[1];
  const page = Math.max(1, Number(fragment.find((one) => one !== undefined) ?? inAddress ?? 1));
  if (!quote?.exact && said.text === "") return "no_place";
  return { page, quote: quote?.exact ? quote : null, colour: quote?.exact ? "yellow" : null };
}

/** A position that cannot be one. */
function backwards(one: Part): boolean {
  if (!named(one, "TextPositionSelector") && !named(one, "DataPositionSelector")) return false;
  const [start, end] = [one["start"], one["end"]];
  return !Number.isSafeInteger(start) || !Number.isSafeInteger(end) || (start as number) < 0 || (end as number) < (start as number);
}
