import { textsHere } from "../domain/layers";
import { labelOf, pageLabel } from "../domain/page-label";
import type { Manifest, SearchHit } from "../domain/shapes";
import { filesHere, manifest, papers } from "../store/rows";

/** What a search on this device goes through. */
export interface Here {
  shown: Manifest[];
  /** How many papers have a text that is here. */
  papers: number;
  /** Whether a hit of the server's is found here too: a title is, when its list is; a page, when its text is. */
  has(hit: SearchHit): boolean;
  /** "PS 112/26 s. 12"; empty when the list it stands in is not here. */
  label(hit: SearchHit): string;
}

export async function searchedHere(): Promise<Here> {
  const [listed, files] = await Promise.all([papers(), filesHere()]);
  const shown = (await Promise.all(listed.map((paper) => manifest(paper.package)))).filter((one) => one !== null);
  const lists = new Set(shown.map((one) => one.package));
  const texts = new Set(shown.flatMap((one) => textsHere(one, files)));
  const read = new Set(shown.flatMap(({ documents }) => documents.flatMap(({ id, version }) => (texts.has(version?.text ?? "") ? [id] : []))));
  return {
    shown,
    papers: read.size,
    has: (hit) => (hit.page === 0 || hit.document === null ? lists.has(hit.package) : read.has(hit.document)),
    label: (hit) => {
      const list = shown.find((one) => one.package === hit.package);
      const document = list?.documents.find(({ id }) => id === hit.document);
      return list && document ? (hit.page > 0 ? pageLabel(list, document, hit.page) : labelOf(list, document)) : "";
    },
  };
}
