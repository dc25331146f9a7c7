import type { Shelf } from "../domain/note-list";
import type { ManifestMeeting } from "../domain/shapes";
import { manifest, papers } from "../store/rows";
import { dateWords } from "../words/time";

/** Where a paper belongs, with what its places are called. `version` is the sha-256 of what is given now. */
export interface Shelved extends Shelf {
  committee: string;
  meeting: ManifestMeeting;
  /** "PS 112/26 IKT-plan for kommunen", empty for the meeting's own papers. */
  title: string;
  paper: string;
  version: string | null;
}

/** Every paper this person is given, by its id. */
export async function shelves(): Promise<Map<string, Shelved>> {
  const found = new Map<string, Shelved>();
  for (const shown of await Promise.all((await papers()).map((paper) => manifest(paper.package)))) {
    const items = new Map(shown?.items.map((item) => [item.id, item]));
    for (const document of shown?.documents ?? []) {
      const item = document.item === null ? undefined : items.get(document.item);
      found.set(document.id, {
        package: shown?.package ?? "",
        item: item?.id ?? "",
        committee: shown?.committee.name ?? "",
        meeting: shown?.meeting as ManifestMeeting,
        title: item ? [item.number, item.title].filter(Boolean).join(" ") : "",
        paper: document.title,
        version: document.version?.sha256 ?? null,
      });
    }
  }
  return found;
}

/** "Formannskapet, torsdag 3. desember". */
export const meetingName = ({ committee, meeting }: Pick<Shelved, "committee" | "meeting">): string => `${committee}, ${dateWords(meeting.date)}`;
