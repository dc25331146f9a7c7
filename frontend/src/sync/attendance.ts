/** Who comes to a meeting, and who comes instead. Only with network; nothing of it is kept on the device. */

import type { Attendance, AttendanceAct, OwnAbsence, OwnAnswer, OwnAttendance } from "../domain/shapes";
import { ask, askJson } from "./http";

const at = (id: string, rest: string): string => `/api/packages/${encodeURIComponent(id)}${rest}`;

export const attendance = {
  /** My own part; for a chair also who is away and who comes instead. */
  mine: (id: string): Promise<OwnAttendance> => askJson(at(id, "/absence")),
  report: (id: string, what: OwnAbsence): Promise<unknown> => ask(at(id, "/absence"), { method: "POST", body: what }),
  takeBack: (id: string): Promise<unknown> => ask(at(id, "/absence/take-back"), { method: "POST" }),
  answer: (id: string, what: OwnAnswer): Promise<unknown> => ask(at(id, "/call-in/answer"), { method: "POST", body: what }),
  /** All of it, for the secretariat. */
  of: (id: string): Promise<Attendance> => askJson(at(id, "/attendance")),
  /** One act, and what it came to. */
  act: (id: string, what: AttendanceAct): Promise<Attendance> => askJson(at(id, "/attendance"), { method: "POST", body: what }),
};
