/** How much of a package is on the device. */

import type { Manifest } from "./shapes";

export interface Progress {
  package: string;
  files: number;
  filesDone: number;
  bytes: number;
  bytesDone: number;
  state: "waiting" | "downloading" | "complete" | "failed" | "no_space";
}

export interface Arrivals {
  here: ReadonlySet<string>;
  /** Bytes so far of files that are on their way now. */
  live: ReadonlyMap<string, number>;
  trouble: "failed" | "no_space" | null;
  /** Files that are not brought here now. */
  without?: ReadonlySet<string>;
}

/** The sha-256 and size in bytes of each file a manifest names, each once. */
export function filesNamed(manifest: Manifest, without: ReadonlySet<string> = new Set()): Map<string, number> {
  return new Map(manifest.documents.flatMap(({ version }) => (version && !without.has(version.sha256) ? [[version.sha256, version.size]] : [])));
}

export function progressOf(manifest: Manifest, { here, live, trouble, without }: Arrivals): Progress {
  const files = [...filesNamed(manifest, without)];
  const bytesOf = ([sha256, size]: [string, number]): number => (here.has(sha256) ? size : Math.min(size, live.get(sha256) ?? 0));
  const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
  const filesDone = files.filter(([sha256]) => here.has(sha256)).length;
  const moving = files.some(([sha256]) => live.has(sha256));
  return {
    package: manifest.package,
    files: files.length,
    filesDone,
    bytes: sum(files.map(([, size]) => size)),
    bytesDone: sum(files.map(bytesOf)),
    state: filesDone === files.length ? "complete" : moving ? "downloading" : (trouble ?? "waiting"),
  };
}
