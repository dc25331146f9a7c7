/**
 * Notes as a document to read, send or print: paper, page, quote, my text. One HTML file that needs nothing else.
 *
 *     notesDocument({ title, made, groups }, outWords(language))   // words/notes-document.ts
 */

import type { Note } from "./notes";
import type { Standing } from "./note-place";

export interface NotesPaper {
  /** As "PS 112/26 · IKT-plan". */
  title: string;
  /** In the order they are to be read. `at` is where the note stands in the version that is shown, when that is known. */
  notes: { note: Note; at: Standing | null }[];
}

/** A meeting and its papers: "Formannskapet, torsdag 3. desember 2026". */
export interface NotesGroup {
  title: string;
  papers: NotesPaper[];
}

export interface DocumentWords {
  code: string;
  page: (page: number) => string;
  colours: Record<"blue" | "green" | "pink" | "yellow", string>;
  kinds: Record<"bookmark" | "comment" | "highlight" | "ink" | "reply" | "textbox", string>;
  tags: string;
  by: (name: string) => string;
  earlier: (page: number) => string;
  uncertain: string;
  shared: string;
  none: string;
  made: (when: string, notes: number) => string;
  contents: string;
  private: string;
}

/** A whole HTML document. `made` is when, in words. */
export function notesDocument(about: { title: string; made: string; groups: NotesGroup[] }, words: DocumentWords): string {
  const groups = about.groups.map((group) => ({ ...group, papers: group.papers.filter(({ notes }) => notes.length > 0) })).filter(({ papers }) => papers.length > 0);
  const count = groups.flatMap(({ papers }) => papers).reduce((sum, { notes }) => sum + notes.length, 0);
  const body = groups.map((group, i) => meeting(group, i, words)).join("\n");
  return `<!doctype html>
<html lang="${words.code}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${safe(about.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${safe(about.title)}</h1>
<p>${safe(words.made(about.made, count))}. ${safe(words.private)}</p>
</header>
${groups.length > 1 || (groups[0]?.papers.length ?? 0) > 1 ? contents(groups, words) : ""}<main>
${count === 0 ? `<p>${safe(words.none)}</p>` : body}
</main>
</body>
</html>
`;
}

function contents(groups: NotesGroup[], words: DocumentWords): string {
  const line = (paper: NotesPaper, key: string): string => `<li><a href="#p${key}">${safe(paper.title)}</a> (${paper.notes.length})</li>`;
  const lists = groups.map(({ title, papers }, i) => `<p>${safe(title)}</p>\n<ul>\n${papers.map((paper, j) => line(paper, `${i}-${j}`)).join("\n")}\n</ul>`);
  return `<nav aria-labelledby="contents">\n<h2 id="contents">${safe(words.contents)}</h2>\n${lists.join("\n")}\n</nav>\n`;
}

function meeting({ title, papers }: NotesGroup, i: number, words: DocumentWords): string {
  const sections = papers.map((paper, j) => `<section>\n<h3 id="p${i}-${j}">${safe(paper.title)}</h3>\n<ol>\n${threads(paper.notes, words)}\n</ol>\n</section>`);
  return `<section>\n<h2>${safe(title)}</h2>\n${sections.join("\n")}\n</section>`;
}

/** A reply stands under what it replies to, when that is here. */
function threads(notes: NotesPaper["notes"], words: DocumentWords): string {
  const here = new Set(notes.map(({ note }) => note.id));
  const replies = (id: string): NotesPaper["notes"] => notes.filter(({ note }) => note.parent === id);
  const item = (one: NotesPaper["notes"][number], above: Set<string>): string => {
    const below = above.has(one.note.id) ? [] : replies(one.note.id);
    const inner = below.map((reply) => item(reply, new Set([...above, one.note.id]))).join("\n");
    return `<li>\n${entry(one, words)}${inner ? `\n<ul>\n${inner}\n</ul>` : ""}\n</li>`;
  };
  return notes.filter(({ note }) => note.parent === null || !here.has(note.parent)).map((one) => item(one, new Set())).join("\n");
}

function entry({ note, at }: NotesPaper["notes"][number], words: DocumentWords): string {
  const { kind, content, mine, name, scope } = note;
  const { quote, colour, text = "", tags = [], page = 1 } = content;
  const lost = at?.how === "orphan";
  const known = kind as keyof DocumentWords["kinds"];
  const what = [words.kinds[known] ?? "", colour && kind !== "reply" ? `(${words.colours[colour]})` : ""].filter(Boolean).join(" ");
  const where = kind === "reply" ? "" : lost ? words.earlier(page) : words.page(at?.page ?? page);
  const who = mine ? (scope === "private" ? "" : words.shared) : words.by(name);
  const head = [where, what, who, at?.how === "review" ? words.uncertain : ""].filter(Boolean).map(safe).join(" · ");
  const parts = [
    `<p class="where"${colour && kind !== "reply" ? ` data-colour="${colour}"` : ""}>${head}</p>`,
    quote && kind !== "reply" ? `<blockquote dir="auto">${safe(quote.exact)}</blockquote>` : "",
    text ? `<p class="text" dir="auto">${safe(text)}</p>` : "",
    tags.length ? `<p class="tags">${safe(words.tags)}: ${tags.map(safe).join(", ")}</p>` : "",
  ];
  return parts.filter(Boolean).join("\n");
}

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
/** Whatever somebody wrote, as text; signs that XML and HTML do not allow are left out. */
const safe = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "").replace(/[&<>"']/gu, (sign) => SIGNS[sign]!);

const STYLE = `
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 46rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid #767676; }
ol, section ul { padding-left: 1.5rem; }
li { margin: 0 0 1.1rem; }
nav li { margin: .2rem 0; }
a { color: #0b4f9e; }
.where { margin: 0; font-weight: 600; }
.where[data-colour] { border-left: .4rem solid; padding-left: .5rem; }
.where[data-colour="yellow"] { border-color: #d9a400; }
.where[data-colour="green"] { border-color: #2c8a3d; border-left-style: double; }
.where[data-colour="blue"] { border-color: #1f6fc4; border-left-style: dashed; }
.where[data-colour="pink"] { border-color: #c2377f; border-left-style: dotted; }
blockquote { margin: .35rem 0; padding: .1rem 0 .1rem .75rem; border-left: 2px solid #767676; color: #3a3a3a; font-style: italic; white-space: pre-line; }
.text { margin: .35rem 0; white-space: pre-wrap; }
.tags { margin: .2rem 0; font-size: .9rem; color: #3a3a3a; }
@media print {
  @page { margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, h3, .where { break-after: avoid; }
  li { break-inside: avoid-page; }
  a { color: inherit; text-decoration: none; }
}
`;
