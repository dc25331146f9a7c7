/** Devices, mine and for the secretariat everybody's. Only with network; nothing of it is kept here. */

import type { AccessList, Devices, StaffPeople } from "../domain/shapes";
import { ask, askJson } from "./http";

const named = encodeURIComponent;

export const devices = {
  mine: (): Promise<Devices> => askJson("/api/devices"),
  /** One of my own: it is signed out, and emptied at its next contact. */
  revoke: (id: string): Promise<unknown> => ask(`/api/devices/${named(id)}/revoke`, { method: "POST" }),
  people: (): Promise<StaffPeople> => askJson("/api/people"),
  /** Somebody has lost it. */
  lost: (person: string, id: string): Promise<unknown> => ask(`/api/people/${named(person)}/devices/${named(id)}/revoke`, { method: "POST" }),
  /** What I was given, opened and did. */
  accessList: (): Promise<AccessList> => askJson("/api/me/access"),
};
