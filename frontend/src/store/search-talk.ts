/** What goes between a view that searches and the worker that does it. */

import type { Found, Sought, Told } from "../domain/search";

export type ToSearch = { id: number; sought: Sought; told: Told } | "prepare";

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
