/** The secretariat's desk. Only with network; nothing of it is kept on the device. */

import type { Desk, DeskEdits, DeskPackage, DeskUndo, DryRun, Gate, GateAct, Harvests, PersonPreview, Preview, Publish, Published, Reminder, RunSheet, Withdraw, Withdrawals } from "../domain/shapes";
import { ask, askJson } from "./http";

const at = (id: string, rest = ""): string => `/api/packages/${encodeURIComponent(id)}${rest}`;

export const desk = {
  list: (): Promise<Desk> => askJson("/api/packages"),
  open: (id: string): Promise<DeskPackage> => askJson(at(id)),
  preview: (id: string): Promise<Preview> => askJson(at(id, "/preview")),
  /** The very list that somebody would be given. */
  previewAs: (id: string, person: string): Promise<PersonPreview> => askJson(at(id, `/preview/${encodeURIComponent(person)}`)),
  /** All of them or none; refused as stale, the body is a DeskStale. */
  act: (id: string, what: DeskEdits): Promise<DeskPackage> => askJson(at(id, "/desk"), { method: "POST", body: what }),
  undo: (id: string, what: DeskUndo): Promise<DeskPackage> => askJson(at(id, "/desk/undo"), { method: "POST", body: what }),
  /** What publishing now would do. */
  dryRun: (id: string): Promise<DryRun> => askJson(at(id, "/dry-run")),
  withdraw: (id: string, what: Withdraw): Promise<Withdrawals> => askJson(at(id, "/withdraw"), { method: "POST", body: what }),
  withdrawals: (id: string): Promise<Withdrawals> => askJson(at(id, "/withdrawals")),
  /** The letter to the case officer about a paper that has not come. */
  reminder: (id: string, document: string): Promise<Reminder> => askJson(at(id, `/reminders/${encodeURIComponent(document)}`)),
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
