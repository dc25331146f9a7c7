/** Who sees what of a meeting, and who is disqualified. Only with network; nothing of it is kept on the device. */

import type { Acts, ActsDone, ChairStep, Grid, OwnDisqualifications, OwnReport } from "../domain/shapes";
import { ask, askJson } from "./http";

const at = (id: string, rest: string): string => `/api/packages/${encodeURIComponent(id)}${rest}`;

export const access = {
  grid: (id: string): Promise<Grid> => askJson(at(id, "/access")),
  /** With `dry_run` nothing is changed: the answer is what would be. */
  act: (id: string, what: Acts): Promise<ActsDone> => askJson(at(id, "/access"), { method: "POST", body: what }),
  /** My own, and for a chair everybody's. */
  disqualifications: (id: string): Promise<OwnDisqualifications> => askJson(at(id, "/disqualifications")),
  report: (id: string, what: OwnReport): Promise<unknown> => ask(at(id, "/disqualifications"), { method: "POST", body: what }),
  /** The chair holds somebody back, or lifts it. */
  step: (id: string, what: ChairStep): Promise<unknown> => ask(at(id, "/disqualifications/steps"), { method: "POST", body: what }),
};
