/** A long list is shown a part at a time: laying out a thousand notes takes seconds. */

export interface Portion {
  from: number;
  to: number;
}

const PORTION = 100;
const FEW = 20; // so few more are shown at once
const ABOVE = 10; // shown before the one that is asked for

const whole = ({ from, to }: Portion, length: number): Portion => ({ from: from <= FEW ? 0 : from, to: to + FEW >= length ? Math.max(to, length) : to });

export function portionFrom(index: number, length: number): Portion {
  const from = Math.max(0, Math.min(index, length - PORTION));
  return whole({ from, to: from + PORTION }, length);
}

export const more = ({ from, to }: Portion, length: number): Portion => whole({ from, to: to + PORTION }, length);

export const earlier = ({ from, to }: Portion, length: number): Portion => whole({ from: Math.max(0, from - PORTION), to }, length);

/** The same portion as long as it has what must be shown; `index` is below 0 when there is no such thing. */
export function portionWith(index: number, { from, to }: Portion, length: number): Portion {
  return index < 0 || (index >= from && index < to) ? whole({ from, to }, length) : portionFrom(Math.max(0, index - ABOVE), length);
}
