/** The print basket of one package as it is kept: what somebody wants on paper, in which order, and how. */

import type { PrintLayout } from "./shapes";

/** `version` is the sha-256 that the pages were chosen in, `range` is as parseRange reads it; "" is the whole paper. */
export interface PaperPart {
  id: string;
  kind: "paper";
  document: string;
  version: string;
  title: string;
  range: string;
}

/** The pages with my notes on them as they are when it is printed: of one paper, or (document null) of the package. */
export interface NotedPart {
  id: string;
  kind: "noted";
  document: string | null;
  title: string;
}

/** The agenda, or my notes as a list. */
export type MadePart = { id: string; kind: "agenda" } | { id: string; kind: "notes" };

export type BasketPart = PaperPart | NotedPart | MadePart;
export type WantedPart = BasketPart extends infer P ? (P extends BasketPart ? Omit<P, "id"> : never) : never;

export interface Basket {
  parts: BasketPart[];
  layout: PrintLayout;
  /** A first page with contents. */
  cover: boolean;
  /** My notes are drawn on the pages. */
  burnt: boolean;
  /** What a newer app has put there: kept, and not shown. */
  others: unknown[];
}

export const EMPTY: Basket = { parts: [], layout: { per_sheet: 1, both_sides: true }, cover: false, burnt: true, others: [] };
const SCHEMA = 1;

/** Whatever cannot be read is left out; the parts that can be, stay. */
export function readBasket(kept: string): Basket {
  let told: Record<string, unknown> = {};
  try {
    told = Object(JSON.parse(kept || "{}")) as Record<string, unknown>;
  } catch {
    return EMPTY;
  }
  const all = Array.isArray(told["parts"]) ? (told["parts"] as unknown[]) : [];
  const layout = Object(told["layout"]) as Partial<PrintLayout>;
  const per_sheet = ([1, 2, 4] as const).find((many) => many === layout.per_sheet) ?? EMPTY.layout.per_sheet;
  return {
    parts: all.filter(isPart),
    others: all.filter((part) => !isPart(part)),
    layout: { per_sheet, both_sides: layout.both_sides ?? EMPTY.layout.both_sides },
    cover: told["cover"] === true,
    burnt: told["burnt"] !== false,
  };
}

export function writeBasket({ parts, others, ...how }: Basket): string {
  return JSON.stringify({ schema: SCHEMA, ...how, parts: [...parts, ...others] });
}

function isPart(part: unknown): part is BasketPart {
  const { id, kind, document, version, title, range } = Object(part) as Record<string, unknown>;
  const text = (...all: unknown[]) => all.every((one) => typeof one === "string");
  if (!text(id)) return false;
  if (kind === "paper") return text(document, version, title, range);
  if (kind === "noted") return (document === null || text(document)) && text(title);
  return kind === "agenda" || kind === "notes";
}

const same = ({ id: _, ...a }: BasketPart, b: WantedPart): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (part: object) => Object.entries(part).filter(([key]) => key !== "title").sort(([a], [b]) => a.localeCompare(b));

/** What is in it already is not put there twice. */
export function withPart(basket: Basket, part: WantedPart, id: string): Basket {
  if (basket.parts.some((one) => same(one, part))) return basket;
  return { ...basket, parts: [...basket.parts, { ...part, id } as BasketPart] };
}

export const withoutPart = (basket: Basket, id: string): Basket => ({ ...basket, parts: basket.parts.filter((part) => part.id !== id) });

/** Moved so that it becomes number `to` from 0; beyond the ends it stops there. */
export function moved(basket: Basket, id: string, to: number): Basket {
  const part = basket.parts.find((one) => one.id === id);
  if (!part) return basket;
  const parts = basket.parts.filter((one) => one !== part);
  parts.splice(Math.max(0, Math.min(parts.length, to)), 0, part);
  return { ...basket, parts };
}

export const withRange = (basket: Basket, id: string, range: string, version: string): Basket => ({
  ...basket,
  parts: basket.parts.map((part) => (part.id === id && part.kind === "paper" ? { ...part, range, version } : part)),
});
