/** The people as the secretariat keeps them. Only with network; nothing of it is kept on the device. */

import type { Book, DeputyOrder, ImportAsked, Imported, InvitationLetters, InvitationsSent, Made, PersonGiven, SeatGiven, TermAsked, TermChanged, Terms, TermUndone } from "../domain/shapes";
import { ask, askJson } from "./http";

const named = encodeURIComponent;
const of = (person: string, rest = ""): string => `/api/people/${named(person)}${rest}`;
const post = <T>(path: string, body?: unknown, patience = 60_000): Promise<T> => askJson(path, { method: "POST", body, patience });
const tell = async (path: string, body?: unknown): Promise<void> => void (await ask(path, { method: "POST", body, patience: 60_000 }));

export const people = {
  book: (): Promise<Book> => askJson("/api/people/book"),
  add: (who: PersonGiven): Promise<Made> => post("/api/people", who),
  change: (id: string, who: PersonGiven): Promise<void> => tell(of(id), who),
  /** Ends everything they have: sessions, devices, papers. */
  revoke: (id: string): Promise<void> => tell(of(id, "/revoke")),
  readmit: (id: string): Promise<void> => tell(of(id, "/readmit")),
  seat: (id: string, seat: SeatGiven): Promise<Made> => post(of(id, "/seats"), seat),
  changeSeat: (id: string, seat: SeatGiven): Promise<void> => tell(`/api/seats/${named(id)}`, seat),
  removeSeat: (id: string): Promise<void> => tell(`/api/seats/${named(id)}/remove`),
  rank: (committee: string, order: DeputyOrder): Promise<void> => tell(`/api/committees/${named(committee)}/deputies`, order),
  /** With `dry_run` nothing is changed: the answer is what would be. */
  bringIn: (what: ImportAsked): Promise<Imported> => post("/api/people/import", what, 120_000),
  terms: (): Promise<Terms> => askJson("/api/people/terms"),
  changeTerm: (what: TermAsked): Promise<TermChanged> => post("/api/people/terms", what, 120_000),
  undoTerm: (id: string): Promise<TermUndone> => post(`/api/people/terms/${named(id)}/undo`, undefined, 120_000),
  /** New links, each of which signs its person in once. */
  letters: (ids: string[]): Promise<InvitationLetters> => post("/api/people/letters", { people: ids }),
  invite: (ids: string[]): Promise<InvitationsSent> => post("/api/people/invite", { people: ids }),
};
