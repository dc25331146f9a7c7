/** In which order files are brought to the device: what is needed first, first. */

import type { DocumentKind, Manifest, ManifestVersion } from "./shapes";

/**
 * `size` in bytes, 0 when it is not known: for an `older` version, that notes were made on and no manifest names, and for a
 * layer. There `sha256` is the name of its file here, and `layer` where under /files/ the server has it.
 * `sealed`: the version whose content key opens it.
 */
export interface Wanted {
  sha256: string;
  size: number;
  package: string;
  older?: true;
  layer?: string;
  sealed?: string;
}

const RANK: Record<DocumentKind, number> = {
  case_paper: 0,
  summons: 1,
  supplement: 1,
  item_minutes: 2,
  minutes: 2,
  attachment: 3,
  other: 4,
};

/** The nearest meeting first: those to come in order of time, then those that were, latest first. `today` is ISO 8601. */
export function nearestFirst<T extends { meeting: { date: string; starts_at: string | null } }>(all: T[], today: string): T[] {
  const when = ({ meeting }: T): string => meeting.starts_at ?? meeting.date;
  const coming = all.filter((one) => one.meeting.date >= today);
  const past = all.filter((one) => one.meeting.date < today);
  return [
    ...coming.sort((a, b) => a.meeting.date.localeCompare(b.meeting.date) || when(a).localeCompare(when(b))),
    ...past.sort((a, b) => b.meeting.date.localeCompare(a.meeting.date)),
  ];
}

export const sealedBy = ({ sha256, sealed }: Pick<ManifestVersion, "sha256" | "sealed">): { sealed?: string } => (sealed ? { sealed: sha256 } : {});

/** Every file that is named and not here, each once; `first` is a package somebody asked for. */
export function downloadOrder(shown: Manifest[], here: ReadonlySet<string>, today: string, first: string | null = null): Wanted[] {
  const named = new Set(here);
  const wanted: Wanted[] = [];
  const order = nearestFirst(shown, today);
  for (const manifest of [...order.filter((one) => one.package === first), ...order.filter((one) => one.package !== first)]) {
    for (const { version } of [...manifest.documents].sort((a, b) => RANK[a.kind] - RANK[b.kind])) {
      if (!version || named.has(version.sha256)) continue;
      named.add(version.sha256);
      wanted.push({ sha256: version.sha256, size: version.size, package: manifest.package, ...sealedBy(version) });
    }
  }
  return wanted;
}
