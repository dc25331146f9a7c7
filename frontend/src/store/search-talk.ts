/** What goes between a view that searches and the worker that does it. */

import type { Found, Sought } from "../domain/search";

/** `most` hits are told with the words around them. */
export type ToSearch = { id: number; sought: Sought; most: number } | "prepare";

/** `preparing`: so many of the meetings whose words are being gathered are ready; null when all are. */
export type FromSearch =
  | { id: number; found: Found }
  | { id: number; overtaken: true }
  | { preparing: Preparing | null }
  | "prepared"
  | { failed: string };

export interface Preparing {
  ready: number;
  of: number;
}
