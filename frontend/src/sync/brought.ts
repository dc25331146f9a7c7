/** What the secretariat brings by hand: files, whole meetings, decisions. Only with network. */

import type { CommitteeChoices, Decisions, MeetingMade, NewDecisions, NewMeeting, NewUpload, UploadBegun, Uploads } from "../domain/shapes";
import { changed } from "../store/notices";
import { ask, askJson } from "./http";

const at = (id: string, rest: string): string => `/api/packages/${encodeURIComponent(id)}${rest}`;
const upload = (id: string, act: string): string => `/api/uploads/${encodeURIComponent(id)}/${act}`;
const UPLOAD_MINUTES = 30;

export const brought = {
  committees: (): Promise<CommitteeChoices> => askJson("/api/committees"),
  makeMeeting: (meeting: NewMeeting): Promise<MeetingMade> => askJson("/api/packages", { method: "POST", body: meeting }),
  uploads: (id: string): Promise<Uploads> => askJson(at(id, "/uploads")),
  /** The file is on the server, whole, when this is done; what it becomes is seen among the uploads. */
  bring: async (id: string, told: NewUpload, file: Blob): Promise<UploadBegun> => {
    const begun = await askJson<UploadBegun>(at(id, "/uploads"), { method: "POST", body: told });
    try {
      await ask(upload(begun.upload, "bytes"), { method: "POST", bytes: file, patience: UPLOAD_MINUTES * 60_000 });
    } catch (trouble) {
      // What did not come whole is not left to be looked after; it stays in the browser's hands.
      await ask(upload(begun.upload, "remove"), { method: "POST" }).catch(() => undefined);
      throw trouble;
    }
    return begun;
  },
  again: async (id: string): Promise<void> => void (await ask(upload(id, "again"), { method: "POST" })),
  remove: async (id: string): Promise<void> => void (await ask(upload(id, "remove"), { method: "POST" })),
  decisions: (id: string): Promise<Decisions> => askJson(at(id, "/decisions")),
  decide: async (id: string, what: NewDecisions): Promise<void> => {
    await ask(at(id, "/decisions"), { method: "POST", body: what });
    changed("desk"); // what would be published now is another than it was
  },
};
