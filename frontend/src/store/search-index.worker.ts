/** The words of each meeting's papers, gathered once and kept beside the papers. For the search worker alone. */

import { indexName, textsHere } from "../domain/layers";
import { SearchIndex } from "../domain/search-index";
import type { Searched } from "../domain/search";
import type { Manifest } from "../domain/shapes";
import { askDeviceAgain, device, serverNow } from "./device";
import { Arriving } from "./disk.worker";
import { arrived, filesOf, folderName, INDEXING, openFile, ROOT } from "./files";
import { textNamed } from "./layers";
import { manifestsKept } from "./list";
import { lockState, withWholeTitles } from "./vault";

const held = new Map<string, { name: string; index: SearchIndex }>();
let heldFor: string | null = null;

/** Every meeting here with the index over its texts. Those that must be made first are told to `making` as they get ready. */
export async function searchable(making: (ready: number, of: number) => void): Promise<Searched[]> {
  const { person } = await device();
  if (person !== heldFor) held.clear();
  heldFor = person;
  if (person === null) return [];
  const here = new Set((await filesOf(person)).keys());
  const now = await serverNow();
  const kept = (await manifestsKept()).filter(({ row }) => Date.parse(row.valid_until) > now).map(({ shown }) => withWholeTitles(shown));
  const wanted = await Promise.all(
    kept.map(async (shown) => {
      const texts = textsHere(shown, here);
      return { shown, texts, name: await indexName(shown.package, texts) };
    }),
  );
  const lacking: typeof wanted = [];
  for (const one of wanted) if (!(await ready(one.shown.package, one.name)) && one.texts.length > 0) lacking.push(one);
  for (const [number, { shown, texts, name }] of lacking.entries()) {
    making(number, lacking.length);
    await navigator.locks.request(INDEXING, async () => {
      askDeviceAgain(); // while it waited, or was busy, the person may have been taken off this device
      if ((await device()).person !== person) return;
      if (await ready(shown.package, name)) return; // another tab has made it
      held.set(shown.package, { name, index: await make(person, name, texts) });
    });
  }
  const searched: Searched[] = [];
  for (const { shown, name } of wanted) {
    const found = held.get(shown.package);
    searched.push({ shown, index: found?.name === name ? found.index : null, sealed: await ofSealed(shown, here) });
  }
  return searched;
}

/** The words of sealed papers are gathered in memory, and only while they are unlocked. */
async function ofSealed(shown: Manifest, here: ReadonlySet<string>): Promise<SearchIndex | null> {
  const texts = lockState() === "open" ? textsHere(shown, here, true) : [];
  return texts.length === 0 ? null : gathered(texts);
}

async function ready(packageId: string, name: string): Promise<boolean> {
  if (held.get(packageId)?.name === name) return true;
  const file = await openFile(name);
  const index = file && SearchIndex.unpacked(await file.read(0, file.size));
  if (index) held.set(packageId, { name, index });
  return index !== null;
}

async function make(person: string, name: string, texts: string[]): Promise<SearchIndex> {
  const index = await gathered(texts);
  await keep(person, name, index.pack()).catch(() => undefined); // no space: it is made again next time
  return index;
}

async function gathered(texts: string[]): Promise<SearchIndex> {
  const from: { sha256: string; pages: string[] }[] = [];
  for (const sha256 of texts) from.push({ sha256, pages: (await textNamed(sha256)) ?? [] });
  return SearchIndex.made(from);
}

async function keep(person: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const file = await Arriving.open([ROOT, folderName(person), name], bytes.length);
  try {
    file.startOver();
    file.append(bytes);
  } finally {
    file.close();
  }
  await arrived(person, [{ sha256: name, size: bytes.length }]);
}
