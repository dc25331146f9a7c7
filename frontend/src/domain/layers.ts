/** What comes with a paper besides itself: its text, its structure, and what has changed since it was read. */

import { nearestFirst, sealedBy, type Wanted } from "./order";
import type { Manifest, ManifestVersion } from "./shapes";

/** Names among the files on this device; the text layer is named by its own sha-256. All but that one begin with their version's. */
export const structureName = (version: string): string => `${version}.structure`;
export const changesName = (now: string, before: string): string => `${now}.${before}.changes`;

/** The texts of a meeting's papers that are here, each once, in the order of its list: those of open papers, or of sealed ones. */
export function textsHere(shown: Manifest, here: ReadonlySet<string>, sealed = false): string[] {
  const named = shown.documents.flatMap(({ version }) => (hasText(version) && version.sealed === sealed && here.has(version.text) ? [version.text] : []));
  return [...new Set(named)];
}

/** The name of the index over these texts: it is another one when a paper comes or goes. */
export async function indexName(packageId: string, texts: string[]): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode([packageId, ...texts].join(" ")));
  return `${Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("")}.search`;
}

/** The version a layer belongs to, or null when the name is no layer's. */
export const layeredVersion = (name: string): string | null => (name.includes(".") ? name.slice(0, name.indexOf(".")) : null);

/**
 * The layers of every shown version, nearest meeting first, in the order in which they are missed: all texts (search), all structures,
 * all comparisons. `readBefore`: by document, the version its reader knows.
 */
export function layersWanted(shown: Manifest[], here: ReadonlySet<string>, today: string, readBefore: ReadonlyMap<string, string>): Wanted[] {
  const texts: Wanted[] = [];
  const structures: Wanted[] = [];
  const changes: Wanted[] = [];
  const named = new Set(here);
  for (const { package: packageId, documents } of nearestFirst(shown, today)) {
    const want = (list: Wanted[], sha256: string, layer: string): void => {
      if (named.has(sha256)) return;
      named.add(sha256);
      list.push({ sha256, size: 0, package: packageId, layer, ...sealed });
    };
    let sealed: ReturnType<typeof sealedBy> = {};
    for (const { id, version } of documents) {
      if (!hasText(version)) continue;
      sealed = sealedBy(version);
      want(texts, version.text, version.text);
      want(structures, structureName(version.sha256), `${version.sha256}/structure`);
      const before = readBefore.get(id);
      if (before && !version.sealed) want(changes, changesName(version.sha256, before), `${version.sha256}/changes/${before}`);
    }
  }
  return [...texts, ...structures, ...changes];
}

export const hasText = (version: ManifestVersion | null): version is ManifestVersion & { text: string } => typeof version?.text === "string";
