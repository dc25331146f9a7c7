/** What is exempt from public access, as the lists here and the notes' log say: what is written about it lies sealed on this device. */

import type { Manifest } from "../domain/shapes";
import { type PersonDatabase, rows } from "./database";
import type { LogEntry, NoteRow, Secret } from "./note-rows";
import { lockState } from "./vault";

export interface Exempt {
  /** Papers and lines of the agenda. With "" a list here says so; else the log did while that manifest was shown, and a newer one decides. */
  subjects: Record<string, string>;
  /**
   * Versions that lie as ciphertext, with their paper and number where a list says so: what was written on one stays sealed when
   * a washed version of the paper is open, and not when that very number is.
   */
  versions: Record<string, string>;
  /** Papers and lines of them that are given to their reader now. */
  given: string[];
  /** Names of files that are one version, open and sealed: with their paper and number. */
  same: Record<string, string>;
  /** Something came from the server that could not be sealed: the log is to be read anew once the vault is open. */
  unread: boolean;
  /** Rows lie otherwise than they should, until the vault is open. */
  owed: boolean;
}

const NONE: Exempt = { subjects: {}, versions: {}, given: [], same: {}, unread: false, owed: false };

/** What a row is about, as far as it can be told of one that is not opened. */
export type Subject = Pick<NoteRow, "kind" | "document" | "version"> & { content?: { item?: string }; sealed?: Uint8Array | undefined };

/** The same, to be asked of row after row. */
export class Exemptions {
  private readonly versions: ReadonlySet<string>;
  private readonly given: ReadonlySet<string>;
  readonly none: boolean;

  constructor(readonly kept: Exempt) {
    this.versions = new Set(Object.keys(kept.versions));
    this.given = new Set(kept.given);
    this.none = this.versions.size === 0 && Object.keys(kept.subjects).length === 0;
  }

  /** Whether what a row says must lie sealed. Page numbers alone say nothing, so where someone stopped reading does not. */
  cover({ kind, document, version, content }: Subject): boolean {
    if (this.none || kind === "position" || kind === "print") return false;
    if (kind === "runsheet") return (content?.item ?? "") in this.kept.subjects;
    return (document !== null && document in this.kept.subjects) || this.versions.has(version);
  }

  /** Whether a row is to lie sealed. What is loose of any paper stays as it came. */
  seals(row: NoteRow): boolean {
    return row.sealed !== undefined || this.cover(row) || (row.secret === true && row.document === null && row.kind !== "runsheet");
  }

  /** The same of what makes a new row. */
  coversEntry({ fields = {} }: LogEntry): boolean {
    const { kind, document = null, version = "", item = "" } = fields;
    return kind !== undefined && this.cover({ kind, document, version, content: { item } });
  }

  coversVersion(version: string): boolean {
    return this.versions.has(version);
  }

  /** Whether a row cannot be read now, or not be written: it is sealed, or ought to be, and the vault is locked. */
  shut(row: Subject): boolean {
    return row.sealed !== undefined || (lockState() === "locked" && this.cover(row));
  }

  /** Whether a row that was opened may be shown: what is exempt only while the vault is open, and its paper its reader's to read. */
  shows(row: NoteRow): boolean {
    return !this.shut(row) && (this.gives(row) || !(row.secret || this.cover(row)));
  }

  /** The same of what could not go to the server. */
  showsKept({ note, sealed, secret }: { note: Subject } & Secret): boolean {
    return !this.shut({ ...note, sealed }) && (this.gives(note) || !(secret || this.cover(note)));
  }

  /** Whether its paper is its reader's to read. Asked of what is exempt only. */
  gives({ kind, document, content }: Subject): boolean {
    const about = kind === "runsheet" ? content?.item : document;
    return about === null || about === undefined || this.given.has(about);
  }
}

let latest: Exemptions | null = null;

/** As it was last read in this tab, for whoever cannot wait to be told; null before that. */
export const exemptAsRead = (): Exemptions | null => latest;

/** Notes that lie sealed, as far as this tab has seen: so that nobody who still holds one writes it down readable after a lock. */
const secret = new Set<string>();
export const isSecret = (note: string): boolean => secret.has(note);
export const nowSecret = (note: string, is: boolean): void => void (is ? secret.add(note) : secret.delete(note));

type AboutStore = { get(key: "exempt"): Promise<unknown> };

export async function exemptIn(about: AboutStore): Promise<Exemptions> {
  const kept = ((await about.get("exempt")) as Exempt | undefined) ?? NONE;
  return (latest = new Exemptions(kept));
}

export const exemptions = async (database: PersonDatabase): Promise<Exemptions> => exemptIn({ get: (key) => database.get("about", key) });

/** What the lists here say now, with what is known from before. */
export function asListed(before: Exempt, shown: [name: string, manifest: Manifest][]): Exempt {
  const subjects = { ...before.subjects };
  const versions = { ...before.versions };
  const given = new Set<string>();
  for (const [name, { items, documents }] of shown) {
    const lines = new Map(items.map((item) => [item.id, item.exemption !== null]));
    for (const { id, item, version, missing, exemption } of documents) {
      const exempt = exemption !== null || version?.sealed === true || missing === "exempt" || missing === "disqualified";
      if (version) given.add(id);
      const number = `${id} ${version?.number}`;
      if (version?.sealed) versions[version.sha256] = number;
      else if (version) for (const [sealed, its] of Object.entries(versions)) if (its === number) delete versions[sealed];
      if (exempt) subjects[id] = "";
      else if (version && subjects[id] !== name) delete subjects[id];
      if (exempt && item !== null) lines.set(item, true);
    }
    for (const [id, exempt] of lines) {
      given.add(id);
      if (exempt) subjects[id] = "";
      else if (subjects[id] !== name) delete subjects[id];
    }
  }
  const any = Object.keys(versions).length > 0;
  return { ...before, subjects, versions, given: [...given].filter((id) => any || id in subjects) };
}

/** How each version shown is called, by paper and number; and in `same` which had another name before. */
export function named(before: Record<string, string>, same: Record<string, string>, shown: [name: string, manifest: Manifest][]): { named: Record<string, string>; same: Record<string, string> } {
  const found: Record<string, string> = {};
  const both = { ...same };
  for (const { id, version } of shown.flatMap(([, { documents }]) => documents)) {
    if (!version) continue;
    const key = `${id} ${version.number}`;
    const was = before[key];
    found[key] = version.sha256;
    if (was !== undefined && was !== version.sha256) both[was] = both[version.sha256] = key;
  }
  return { named: found, same: both };
}

/** Whether two names are of one version that was sealed or opened in between: then nothing has moved in it. */
export async function sameVersions(): Promise<(a: string, b: string) => boolean> {
  const database = await rows();
  const same = database ? (await exemptions(database)).kept.same : {};
  return (a, b) => same[a] !== undefined && same[a] === same[b];
}

/** What the log says of the papers, lines and versions that its page is about. `shownBy` tells which manifest shows a paper or line. */
export function asTold(before: Exempt, told: string[], shownBy: ReadonlyMap<string, string>): Exempt {
  const [subjects, versions] = [{ ...before.subjects }, { ...before.versions }];
  for (const one of told) {
    if (/^[0-9a-f]{64}$/.test(one)) versions[one] ??= "";
    else subjects[one] ??= shownBy.get(one) ?? "none";
  }
  return { ...before, subjects, versions };
}

/** The shown manifests by their names. */
export async function shownManifests(database?: PersonDatabase | null): Promise<[string, Manifest][]> {
  database ??= await rows();
  if (!database) return [];
  const tx = database.transaction(["papers", "manifests"]);
  const found: [string, Manifest][] = [];
  for (const { here } of await tx.objectStore("papers").getAll()) {
    const row = here === null ? undefined : await tx.objectStore("manifests").get(here);
    if (row) found.push([row.sha256, row.manifest]);
  }
  return found;
}
