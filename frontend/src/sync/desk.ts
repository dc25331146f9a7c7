/** The secretariat's desk. Only with network; nothing of it is kept on the device. */

import type { Desk, DeskPackage, Gate, GateAct, Harvests, Preview, Publish, Published, RunSheet } from "../domain/shapes";
import { ask, askJson } from "./http";

const at = (id: string, rest = ""): string => `/api/packages/${encodeURIComponent(id)}${rest}`;

export const desk = {
  list: (): Promise<Desk> => askJson("/api/packages"),
  open: (id: string): Promise<DeskPackage> => askJson(at(id)),
  preview: (id: string): Promise<Preview> => askJson(at(id, "/preview")),
  publish: (id: string, what: Publish): Promise<Published> => askJson(at(id, "/publish"), { method: "POST", body: what }),
  /** The chair's run sheet, when they let it be seen; the log tells who opened it. */
  runSheet: (id: string): Promise<RunSheet> => askJson(at(id, "/run-sheet")),
  /** What stands in the way of publishing it. */
  gate: (id: string): Promise<Gate> => askJson(at(id, "/gate")),
  decide: async (id: string, what: GateAct): Promise<void> => void (await ask(at(id, "/gate"), { method: "POST", body: what })),
  harvests: (): Promise<Harvests> => askJson("/api/harvests"),
  /** Runs the harvest now; a large inbox takes a while. */
  harvestNow: (): Promise<Harvests> => askJson("/api/harvests", { method: "POST", patience: 300_000 }),
  fileUrl: (id: string, document: string): string => at(id, `/files/${encodeURIComponent(document)}`),
};
