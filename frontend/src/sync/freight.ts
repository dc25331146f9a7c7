/** What goes between the thread that plans downloads and the worker that carries them. */

import type { Contact } from "./http";

/** A `size` of 0 bytes: it is not known beforehand. `layer`: it is a small file that the server has under that name. */
export interface Want {
  sha256: string;
  size: number;
  path: string[];
  layer?: string;
}

/** `bytes` = how much of the file is on disk or in hand. The other words end the matter for that file. */
export type Told =
  | { sha256: string; is: "bytes"; bytes: number }
  | Outcome
  | { contact: Contact };

export type Outcome =
  | { sha256: string; is: "here"; size: number }
  | { sha256: string; is: "no_space" | "broken" }
  | { sha256: string; is: "refused"; word: string; status: number };
