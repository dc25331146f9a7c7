import type { Grid, GridCell, GridItem, GridPaper, GridPerson } from "../domain/shapes";
import { a } from "../words/access";
import { w } from "../words/index";
import { momentWords } from "../words/time";

/** "ser bare tittelen. Personen er inhabil i saken." */
export const cellWords = (cell: GridCell): string => `${a.seesInside[cell.sees]}. ${whyWords(cell)}`;

export const whyWords = (cell: GridCell): string => a.reasons[cell.why] ?? a.noReason;

export const personName = ({ id, name }: { id: string; name: string }): string => (id === "" ? a.public : name);

/** "PS 113/26 Personalsak"; the number alone when `short`. */
export function itemName(item: GridItem | undefined, short = false): string {
  if (!item) return a.own;
  return short && item.number ? item.number : [item.number, item.title].filter(Boolean).join(" ");
}

export const paperName = (paper: GridPaper): string => (paper.item && !paper.title.startsWith(paper.item) ? `${paper.item} ${paper.title}` : paper.title);

const SOON = 60 * 86_400_000; // ms: a seat that ends in years is no news

/** What someone is in the meeting, and if it ends soon until when: "innkalt vara, innkalt til PS 113/26, til i morgen kl. 00.00". */
export function rolesWords(person: GridPerson, grid: Pick<Grid, "items">): string {
  if (person.id === "") return a.publicRole;
  const called = person.called_to.map((id) => itemName(grid.items.find((item) => item.id === id), true));
  const roles = person.roles.map((role) => (w.role as Record<string, string>)[role] ?? role);
  const ends = person.until && Date.parse(person.until) - Date.now() < SOON ? person.until : null;
  return [...roles, called.length > 0 && a.calledTo(called.join(", ")), person.party, ends && a.until(momentWords(ends))].filter(Boolean).join(", ");
}
