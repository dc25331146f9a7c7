/** Orders for the service desk. Only with network; nothing of them is kept on the device. */

import type { PrintOrdered, PrintOrders } from "../domain/shapes";
import { ask, askJson } from "./http";

const at = (id: string, what: string): string => `/api/prints/${encodeURIComponent(id)}/${what}`;

export const prints = {
  /** Mine, the newest first. */
  mine: (): Promise<PrintOrders> => askJson("/api/prints/mine"),
  order: (what: PrintOrdered): Promise<unknown> => ask("/api/prints", { method: "POST", body: what, gzip: true, patience: 120_000 }),
  callOff: (id: string): Promise<unknown> => ask(at(id, "call-off"), { method: "POST" }),
  /** Everybody's, for the secretariat. */
  all: (): Promise<PrintOrders> => askJson("/api/prints"),
  fileUrl: (id: string): string => at(id, "file"),
  done: (id: string): Promise<unknown> => ask(at(id, "done"), { method: "POST" }),
};
