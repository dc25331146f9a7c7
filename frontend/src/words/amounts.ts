import { w } from "./index";

/** Bytes as people say them: "840 B", "34 kB", "2,4 MB" (1 kB = 1,000 bytes, as shops and phones count). */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  const [amount, unit] = bytes < 999_950_000 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${amount.toFixed(amount < 10 ? 1 : 0).replace(".", w.decimal)} ${unit}`;
}
