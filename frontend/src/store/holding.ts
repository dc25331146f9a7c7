/**
 * Keeps a file-system handle alive while it works. Chromium forgets the answer to a handle that was collected
 * as garbage meanwhile: without this, one of two downloads of 40 files never ended.
 */
const held = new Set<object>();

export async function holding<H extends object, T>(handle: H, work: (handle: H) => Promise<T>): Promise<T> {
  held.add(handle);
  try {
    return await work(handle);
  } finally {
    held.delete(handle);
  }
}

/** A folder below another, made when it is not there. */
export function folderIn(parent: FileSystemDirectoryHandle, name: string): Promise<FileSystemDirectoryHandle> {
  return holding(parent, (folder) => folder.getDirectoryHandle(name, { create: true }));
}
