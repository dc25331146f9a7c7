/** One file on its way in: written through a sync access handle, which only a dedicated worker may hold. */

import { Sha256 } from "../domain/sha256";
import { folderIn, holding } from "./holding";

/** A file up to this many bytes is verified by the browser's own digest; a larger one piece by piece, to spare memory. */
const WHOLE = 32 * 2 ** 20;
const PIECE = 2 ** 20;

export class Arriving {
  private constructor(
    private readonly handle: FileSystemSyncAccessHandle,
    readonly size: number,
    /** Bytes on disk so far. */
    public written: number,
  ) {}

  /** Opens what there is of the file. Throws when another tab is writing it. */
  static async open(path: string[], size: number): Promise<Arriving> {
    const name = path.at(-1) ?? "";
    const file = await holding(await folderAt(path.slice(0, -1)), (folder) => folder.getFileHandle(name, { create: true }));
    const handle = await holding(file, (one) => one.createSyncAccessHandle());
    const there = handle.getSize();
    if (there > size) handle.truncate(0);
    return new Arriving(handle, size, there > size ? 0 : there);
  }

  /** Appends; throws QuotaExceededError when the device is full, with what was there before intact. */
  append(bytes: Uint8Array<ArrayBuffer>): void {
    const done = this.handle.write(bytes, { at: this.written });
    if (done !== bytes.byteLength) {
      this.handle.truncate(this.written);
      throw new DOMException("The device is full", "QuotaExceededError");
    }
    this.written += done;
  }

  startOver(): void {
    this.handle.truncate(0);
    this.written = 0;
  }

  /** The sha-256 of what is on disk, in hex. */
  async sha256(): Promise<string> {
    if (this.written <= WHOLE) {
      const all = new Uint8Array(this.written);
      this.handle.read(all, { at: 0 });
      return hex(await crypto.subtle.digest("SHA-256", all));
    }
    const hash = new Sha256();
    const piece = new Uint8Array(PIECE);
    for (let at = 0; at < this.written; ) {
      const read = this.handle.read(piece, { at });
      if (read <= 0) break;
      hash.update(piece.subarray(0, read));
      at += read;
    }
    return hex(hash.digest());
  }

  close(): void {
    this.handle.flush();
    this.handle.close();
  }
}

/** Whether there is anything of the file. */
export async function begun(path: string[]): Promise<boolean> {
  return holding(await folderAt(path.slice(0, -1)), (folder) => folder.getFileHandle(path.at(-1) ?? "")).then(
    () => true,
    () => false,
  );
}

const folders = new Map<string, Promise<FileSystemDirectoryHandle>>();

function folderAt(path: string[]): Promise<FileSystemDirectoryHandle> {
  const key = path.join("/");
  const walk = async () => {
    let folder = await navigator.storage.getDirectory();
    for (const name of path) folder = await folderIn(folder, name);
    return folder;
  };
  const found = folders.get(key) ?? walk();
  folders.set(key, found);
  return found;
}

export function hex(bytes: ArrayBuffer | Uint8Array): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
