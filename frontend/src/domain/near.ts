/** Where a bar of tools may stand beside what is chosen, without covering it. All in CSS pixels of the window. */

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Null when there is room neither above nor below. `gap` is kept free between them; `below`: rather below than above. */
export function near(chosen: Box, size: { width: number; height: number }, room: Box, gap: number, below: boolean): { left: number; top: number } | null {
  const middle = (chosen.left + chosen.right - size.width) / 2;
  const left = Math.max(room.left, Math.min(middle, room.right - size.width));
  const above = chosen.top - gap - size.height;
  const under = chosen.bottom + gap;
  const tops = [...(above >= room.top ? [above] : []), ...(under + size.height <= room.bottom ? [under] : [])];
  const top = below ? tops.at(-1) : tops[0];
  return top === undefined ? null : { left, top };
}
