/** How long to wait before trying again, in ms: doubling from `first` to `most`, with up to a quarter of chance added. */
export function backoff(tries: number, first: number, most: number, chance: number = Math.random()): number {
  return Math.min(most, first * 2 ** Math.max(0, tries - 1)) * (1 + chance / 4);
}
