/** Who has a package, for the secretariat. Only with network; nothing of it is kept on the device. */

import type { Receipts, ToldAgain } from "../domain/shapes";
import { askJson } from "./http";

const at = (id: string, rest = ""): string => `/api/packages/${encodeURIComponent(id)}/receipts${rest}`;

export const deskReceipts = {
  of: (id: string): Promise<Receipts> => askJson(at(id)),
  tellAgain: (id: string, people: string[]): Promise<ToldAgain> => askJson(at(id, "/again"), { method: "POST", body: { people } }),
  exportUrl: (id: string): string => at(id, "/export"),
};
