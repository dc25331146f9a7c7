/** How wide letters are in Helvetica, and which it has: WinAnsi (ISO 32000-2, annex D), as every PDF program knows it. */

const digits = (text: string) => text.split(" ").map(Number);
const row = (first: number, widths: string): [number, number][] => digits(widths).map((width, i) => [first + i, width]);
const some = (signs: string, widths: string): [number, number][] => digits(widths).map((width, i) => [[...signs][i]!.codePointAt(0)!, width]);
const SIGNS = "ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™";

// Adobe's own metrics for the standard fonts, in thousandths of the letters' size.
const PLAIN = new Map([
  ...row(32, "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"),
  ...row(160, "278 333 556 556 556 556 260 556 333 737 370 556 584 333 737 333 400 584 333 333 333 556 537 278 333 333 365 556 834 834 834 611 667 667 667 667 667 667 1000 722 667 667 667 667 278 278 278 278 722 722 778 778 778 778 778 584 778 722 722 722 722 667 667 611 556 556 556 556 556 556 889 500 556 556 556 556 278 278 278 278 556 556 556 556 556 556 556 584 611 556 556 556 556 500 556 500"),
  ...some(SIGNS, "1000 944 667 500 667 611 500 556 333 333 556 1000 222 222 222 333 333 333 556 556 350 1000 1000 333 333 556 1000"),
]);
const BOLD = new Map([
  ...row(32, "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"),
  ...row(160, "278 333 556 556 556 556 280 556 333 737 370 556 584 333 737 333 400 584 333 333 333 611 556 278 333 333 365 556 834 834 834 611 722 722 722 722 722 722 1000 722 667 667 667 667 278 278 278 278 722 722 778 778 778 778 778 584 778 722 722 722 722 667 667 611 556 556 556 556 556 556 889 556 556 556 556 556 278 278 278 278 611 611 611 611 611 611 611 584 611 611 611 611 611 556 611 556"),
  ...some(SIGNS, "1000 944 667 556 667 611 500 556 333 333 556 1000 278 278 278 500 500 500 556 556 350 1000 1000 333 333 556 1000"),
]);

/** In points. */
export function widthOf(text: string, size: number, bold = false): number {
  const widths = bold ? BOLD : PLAIN;
  let sum = 0;
  for (const letter of text) sum += widths.get(letter.codePointAt(0)!) ?? 556;
  return (sum * size) / 1000;
}

const LIKE: Record<string, string> = { đ: "d", Đ: "D", ŋ: "n", Ŋ: "N", ŧ: "t", Ŧ: "T", ł: "l", Ł: "L", ı: "i", "‑": "-", "−": "–", "→": ">", "←": "<", "≤": "<=", "≥": ">=", "☐": "[ ]", "☑": "[x]", "✓": "x", "\t": "    ", "\u2028": "\n", "\u2029": "\n" };
const SPACE = /[\u2000-\u200a\u202f\u205f\u3000]/u;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Mn}\ufe0f]/u;

/**
 * The text in letters that the font has. What it lacks becomes what looks most like it, or "?"; `replaced` is how many.
 * Line breaks stay.
 */
export function printable(text: string): { text: string; replaced: number } {
  let [said, replaced] = ["", 0];
  for (const letter of text.replace(/\r\n?/gu, "\n").normalize("NFC")) {
    if (letter === "\n" || PLAIN.has(letter.codePointAt(0)!)) said += letter;
    else if (SPACE.test(letter)) said += " ";
    else if (letter in LIKE) [said, replaced] = [said + LIKE[letter], replaced + (/[\t\p{Zl}\p{Zp}‑−]/u.test(letter) ? 0 : 1)];
    else if (!UNSEEN.test(letter)) {
      const bare = letter.normalize("NFKD").replace(/\p{Mn}/gu, "");
      said += [...bare].every((one) => PLAIN.has(one.codePointAt(0)!)) && bare !== "" ? bare : "?";
      replaced += 1;
    }
  }
  return { text: said, replaced };
}
