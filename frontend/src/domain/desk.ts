/** A meeting as it lies on the secretariat's desk: what belongs together, and what is to be told of it. */

import type { DeskItem, DeskLine, DeskMeeting, DeskPaper, DeskState, Difference, DryRun, LeftOut, Paragraphs } from "./shapes";

export interface DeskAgendaLine {
  item: DeskItem;
  papers: DeskPaper[];
}

/** The items in their order with the papers of each, and the meeting's own papers apart. */
export function deskAgenda({ items, papers }: Pick<DeskState, "items" | "papers">): { own: DeskPaper[]; lines: DeskAgendaLine[] } {
  const of = (item: string) => papers.filter((paper) => paper.item === item);
  return { own: of(""), lines: items.map((item) => ({ item, papers: of(item.id) })) };
}

/** What a line of the log is about, as it is called now; empty when it is not there any more. */
export const named = ({ items, papers }: Pick<DeskState, "items" | "papers">, line: Pick<DeskLine, "item" | "document">): string => {
  const paper = papers.find(({ id }) => id === line.document && line.document !== "");
  const item = items.find(({ id }) => id === (paper?.item || line.item) && id !== "");
  return paper ? paper.title : item ? [item.number, item.title].filter(Boolean).join(" ") : "";
};

/** What others have done since one looked, the oldest first. */
export const doneByOthers = (log: DeskLine[], since: number): DeskLine[] => log.filter(({ number, mine, undone }) => number > since && !mine && !undone).reverse();

/** What a note about the changes may say: the kinds that are news, each with what it is about, as it stands on the agenda. */
export function news(differences: Difference[]): { kind: "new" | "changed" | "withdrawn"; what: string[] }[] {
  return (["new", "changed", "withdrawn"] as const)
    .map((kind) => ({ kind, what: [...new Set(differences.filter((one) => one.kind === kind).map(({ what }) => what))] }))
    .filter(({ what }) => what.length > 0);
}

/** Paragraphs that differ, as two counts: all of them, and those that stand in a proposal. */
export const changedParagraphs = ({ changed, new: added, removed, moved, in_proposal }: Paragraphs): { all: number; proposal: number } => ({ all: changed + added + removed + moved, proposal: in_proposal });

/** Those who get less than the others, the most surprising first: people by name before everyone. */
export const leftOut = ({ left_out }: Pick<DryRun, "left_out">): LeftOut[] => [...left_out].sort((one, other) => Number(one.everyone) - Number(other.everyone) || one.people.length - other.people.length);

/** The stages that every meeting goes through. */
export const STAGES = ["harvested", "prepared", "published", "held", "minutes"] as const;

/** What is to be published by itself is prepared; "changed" is published, with something newer behind it. */
export const stageOf = ({ stage, scheduled_at }: DeskMeeting): (typeof STAGES)[number] | "changed" => (stage === "harvested" && scheduled_at ? "prepared" : stage);
