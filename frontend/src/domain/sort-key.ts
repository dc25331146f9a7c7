/** Where a note comes in its paper, as text that sorts: `NoteContent.sort`. */

export const digits = (value: number, wide: number): string =>
  String(Math.min(Math.max(0, Math.round(value)), 10 ** wide - 1)).padStart(wide, "0");

/** "00004|000312|00101": page, code points before it, points from the top of the page as it is shown. */
export const sortKey = (page: number, offset = 0, top = 0): string => `${digits(page, 5)}|${digits(offset, 6)}|${digits(top, 5)}`;
