/** A notice: where it leads, and which earlier one on a screen it takes the place of. */

import type { NoticeShown } from "./shapes";

export type NoticeWord = NoticeShown["kind"];
/** What a device may know of it. `committee` is empty when it is not to be told; `facts` are counts. */
export type Told = Pick<NoticeShown, "kind" | "package" | "committee" | "date" | "starts_at" | "facts" | "subject">;

const AT_THE_DESK: readonly NoticeWord[] = ["absence", "answered", "not_published"];
const OF_THE_PAPERS: readonly NoticeWord[] = ["package", "supplement", "withdrawn", "minutes"];

/** The address of what it is about: the paper with a shared note, else the meeting, or its desk. */
export function leadsTo({ kind, package: id, subject }: Pick<Told, "kind" | "package" | "subject">): string {
  if (id === "") return "/meg/varsler";
  if (kind === "shared" && subject !== "") return `/moter/${encodeURIComponent(id)}/${encodeURIComponent(subject)}`;
  const place = `/${AT_THE_DESK.includes(kind) ? "skrivebord" : "moter"}/${encodeURIComponent(id)}`;
  return kind === "absence" || kind === "answered" ? `${place}/deltakere` : place;
}

/** Of one meeting's papers only the newest notice stands; another kind of thing stands beside it. */
export function standsAs({ kind, package: meeting }: Pick<Told, "kind" | "package">, id: string): string {
  if (meeting === "") return id;
  return OF_THE_PAPERS.includes(kind) ? meeting : `${kind} ${meeting}`;
}

/** The count in a fact; 0 when it is not told. */
export function fact({ facts }: Pick<Told, "facts">, name: string): number {
  const count = facts[name];
  return typeof count === "number" ? count : 0;
}
