/** What a note said before, as its author wants to see it again. */

import type { NoteRevision } from "./shapes";

export interface EarlierText {
  ver: number;
  /** When it was written, ISO 8601. */
  at: string;
  text: string;
}

/**
 * The texts that hold something the note does not say now, newest first. What was only the beginning of what came right
 * after is left out: a note is saved many times while somebody types.
 */
export function earlierTexts(revisions: readonly NoteRevision[], now: string): EarlierText[] {
  const found: EarlierText[] = [];
  const seen = new Set([now.trim(), ""]);
  let next = now;
  for (const { ver, at, content } of [...revisions].sort((a, b) => b.ver - a.ver)) {
    const text = content.text ?? "";
    if (!seen.has(text.trim()) && !next.startsWith(text.trimEnd())) {
      seen.add(text.trim());
      found.push({ ver, at, text });
    }
    next = text;
  }
  return found;
}
