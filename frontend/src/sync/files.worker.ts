/** Brings files to the device's disk, away from the thread that draws. One message in, outcomes out. */

import { Arriving, begun, hex } from "../store/disk.worker";
import type { Told, Want } from "./freight";
import { ask, onContact, Refused } from "./http";

/** So much is gathered in memory before it goes to disk; most papers are smaller and are written at one stroke. */
const WINDOW = 4 * 2 ** 20;
const TELL_EVERY = 200; // ms

const tell = (told: Told): void => postMessage(told);
onContact((contact) => tell({ contact }));
onmessage = (event: MessageEvent<Want>) => void (event.data.layer === undefined ? bring(event.data) : bringLayer(event.data, event.data.layer));

async function bring({ sha256, size: told, path }: Want): Promise<void> {
  let file: Arriving | null = null;
  try {
    const first = told === 0 ? await askFor(sha256, 0) : null;
    const size = told || Number(first?.headers.get("Content-Length"));
    if (!(size > 0)) return tell({ sha256, is: "broken" });
    const resumed = first === null && (await begun(path));
    const opening = Arriving.open(path, size);
    opening.catch(() => undefined); // told below, when it is waited for
    const answer = first ? Promise.resolve(first) : resumed ? null : askFor(sha256, 0); // asked for while its place is made
    answer?.catch(() => undefined);
    file = await opening;
    if (first) file.startOver();
    let found = await download(file, sha256, answer);
    if (found !== sha256 && resumed) {
      // What was here before may have been damaged by a power cut: once more, from the start.
      file.startOver();
      found = await download(file, sha256, null);
    }
    if (found !== sha256) file.startOver();
    file.close();
    tell(found === sha256 ? { sha256, is: "here", size } : { sha256, is: "broken" });
  } catch (trouble) {
    file?.close();
    tellTrouble(sha256, trouble);
  }
}

function tellTrouble(sha256: string, trouble: unknown): void {
  if (trouble instanceof Refused) tell({ sha256, is: "refused", word: trouble.word, status: trouble.status });
  else if (trouble instanceof DOMException && trouble.name === "QuotaExceededError") tell({ sha256, is: "no_space" });
  else tell({ sha256, is: "refused", word: "offline", status: 0 });
}

/** Some kilobytes, asked for whole. The text layer is named by its sha-256; the server tells that of any other. */
async function bringLayer({ sha256, path }: Want, layer: string): Promise<void> {
  let file: Arriving | null = null;
  try {
    const answer = await ask(`/files/${layer}`, { patience: 60_000 });
    const bytes = await answer.arrayBuffer().catch(() => Promise.reject(new Refused("offline", 0)));
    const promised = sha256 === layer ? sha256 : answer.headers.get("ETag")?.replace(/^(W\/)?"|"$/g, "");
    if (bytes.byteLength === 0 || hex(await crypto.subtle.digest("SHA-256", bytes)) !== promised) return tell({ sha256, is: "broken" });
    file = await Arriving.open(path, bytes.byteLength);
    file.startOver();
    file.append(new Uint8Array(bytes));
    file.close();
    tell({ sha256, is: "here", size: bytes.byteLength });
  } catch (trouble) {
    file?.close();
    tellTrouble(sha256, trouble);
  }
}

function askFor(sha256: string, from: number): Promise<Response> {
  const rest: Record<string, string> = from > 0 ? { Range: `bytes=${from}-`, "If-Range": `"${sha256}"` } : {};
  return ask(`/files/${sha256}`, { headers: { Accept: "*/*", ...rest }, patience: 30_000, stream: true });
}

/** Gets what is lacking onto the disk and gives the sha-256 of the whole. */
async function download(file: Arriving, sha256: string, asked: Promise<Response> | null): Promise<string> {
  if (file.written === file.size && file.size > 0) return file.sha256();
  const answer = await (asked ?? askFor(sha256, file.written));
  if (answer.status !== 206) file.startOver();
  return (await pour(answer, file, sha256)) ?? file.sha256();
}

/**
 * Pours the answer into the file. If all of it came in one window, its sha-256 is given back: made while
 * the disk was busy, and without reading it again.
 */
async function pour(answer: Response, file: Arriving, sha256: string): Promise<string | null> {
  const reader = answer.body?.getReader();
  if (!reader) throw new Refused("offline", 0);
  const from = file.written;
  const window = new Uint8Array(Math.min(WINDOW, file.size - from));
  let filled = 0;
  let told = performance.now();
  const save = (): void => {
    file.append(window.subarray(0, filled));
    filled = 0;
  };
  let digest: Promise<ArrayBuffer> | null = null;
  try {
    for (let part = await next(reader); part; part = await next(reader)) {
      if (file.written + filled + part.length > file.size) throw new Refused("server_error", 0);
      for (let at = 0; at < part.length; ) {
        const piece = part.subarray(at, at + window.length - filled);
        window.set(piece, filled);
        filled += piece.length;
        at += piece.length;
        if (filled === window.length && file.size > window.length) save();
      }
      if (performance.now() - told < TELL_EVERY) continue;
      told = performance.now();
      tell({ sha256, is: "bytes", bytes: file.written + filled });
    }
    if (from === 0 && filled === file.size) digest = crypto.subtle.digest("SHA-256", window);
  } finally {
    void reader.cancel().catch(() => undefined);
    if (filled > 0) save(); // a connection cut half-way goes on from here
  }
  if (file.written !== file.size) throw new Refused("offline", 0);
  return digest && hex(await digest);
}

/** The next part, or undefined at the end; a silent minute is a dead connection. */
async function next(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Refused("offline", 0)), 60_000);
  });
  try {
    return (await Promise.race([reader.read(), silence])).value;
  } catch {
    throw new Refused("offline", 0);
  } finally {
    clearTimeout(timer);
  }
}
