import type { TextWords } from "./text";

const paragraphs = (count: number) => `${count} ${count === 1 ? "paragraph" : "paragraphs"}`;

export const en: TextWords = {
  asText: "Show as text",
  asPages: "Show the pages",
  page: (page) => `Page ${page}`,
  showPage: (page) => `Show page ${page}`,
  noTextHere: "This page has no text. It may be scanned, or only a picture.",
  figure: "Figure",
  noFigure: "No description. See it on the page.",
  tableWide: "Table that can be scrolled sideways",
  usualSize: "Usual text size",
  coming: "The layout with headings, lists and tables is not here yet. Until then the text is shown without it.",
  waiting: "The text is not stored on this device yet. It comes by itself when you are online.",
  scanned: "The paper is scanned and has no text to show. You can read it on the pages.",
  garbage: "The text in the file is damaged and cannot be read as text. You can read the paper on the pages. Please tell the secretariat.",
  unplaced: "The words are kept, but it is not certain where on the page they stand. Look at them in the page view.",

  inserted: "inserted",
  insertedEnd: "end of inserted",
  deleted: "deleted",
  deletedEnd: "end of deleted",
  kinds: { changed: "Changed", new: "New", removed: "Deleted", moved: "Moved" },
  movedFrom: (page) => `Moved from page ${page}`,

  changes: "New since you read",
  since: (version) => `Changes since version ${version}`,
  sinceRead: "Changes since you last read",
  told: (words) => `New since you read: ${words}.`,
  mark: "Mark the changes in the paper",
  open: (count) => `New since you read, ${count} ${count === 1 ? "change" : "changes"}`,
  see: "See the changes",
  showSince: (version) => `Show changes since version ${version}`,
  nothing: "The paper was replaced, but its text is the same as when you read it.",
  previous: "Previous change",
  next: "Next change",
  at: (current, total) => `${current} of ${total}`,
  label: (number, total, kind) => `Change ${number} of ${total}: ${kind}`,
  proposal: "In a proposal for a decision",
  under: (section) => `Under “${section}”`,
  none: { no_text_before: "The paper was replaced. The version you read is scanned and has no text, so the changes cannot be shown.", no_text_now: "The paper was replaced by a scanned one without text, so the changes cannot be shown.", too_different: "So much of the paper was rewritten that it is best read anew." },
  before: "The version you read",
  beforeBeside: "Show the version you read",
  beforeGone: "The version you read is no longer on this device.",

  keys: [
    ["t", "Show as text or as pages"],
    ["n / p", "Next and previous change"],
  ],

  sum: {
    changed: (count, first) => (first ? `${paragraphs(count)} changed` : `${count} changed`),
    new: (count, first) => (first ? `${count} new ${count === 1 ? "paragraph" : "paragraphs"}` : `${count} new`),
    removed: (count, first) => (first ? `${paragraphs(count)} deleted` : `${count} deleted`),
    moved: (count, first) => (first ? `${paragraphs(count)} moved` : `${count} moved`),
    proposal: (count) => `${count} in a proposal for a decision`,
  },
};
