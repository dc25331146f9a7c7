import type { Act, Acts, Grid, GridPerson } from "../domain/shapes";
import { a } from "../words/access";
import { itemName, paperName, personName } from "./access-names";

/** An act with every field, as it is filled in. */
export type Draft = Required<Act>;

const BLANK: Draft = { act: "disqualify", person: "", item: "", document: "", items: [], state: "reported", reason: "", code: "", legal_basis: "", until: "", allowed: true };

/** An act with what is known of it; the rest is asked for. */
export const blankAct = (known: Act): Draft => ({ ...BLANK, ...known });

/** Whether someone may be disqualified: who treats the items, the secretariat apart. */
export const mayTreat = ({ roles, called_to }: GridPerson): boolean => called_to.length > 0 || roles.some((role) => ["member", "chair", "deputy_chair", "substitute", "deputy"].includes(role));

/** What is not filled in yet, so that nothing can be told of what it would do. */
export function complete(act: Draft, whole: boolean): boolean {
  switch (act.act) {
    case "disqualify": return act.person !== "" && act.item !== "";
    case "call_in": return whole || act.items.length > 0;
    case "exempt": return (act.item !== "" || act.document !== "") && act.legal_basis.trim() !== "";
    default: return true;
  }
}

/** What decides the effect: the reason does not. */
export const effectKey = (act: Draft): string => JSON.stringify({ ...act, reason: "", code: "", until: "" });

export const asked = (grid: Grid, act: Draft, dry_run: boolean): Acts => ({ acts: [act], dry_run, state: grid.state });

/** Whom and what an act is about, in words. */
export function aboutOf(grid: Grid, act: Draft): { name: string; item: string; what: string } {
  const person = grid.people.find(({ id }) => id === act.person && act.person !== "") ?? grid.substitutes.find((one) => one.person === act.person);
  const item = grid.items.find(({ id }) => id === act.item && act.item !== "");
  const paper = grid.papers.find(({ document }) => document === act.document && act.document !== "");
  return { name: person?.name ?? "", item: item ? itemName(item, true) : "", what: paper ? paperName(paper) : (item ? itemName(item) : "") };
}

/** The title of the dialog, what its green button says, and what is told when it is done. */
export function wordsOf(grid: Grid, act: Draft): { title: string; yes: string; done: string } {
  const { name, item, what } = aboutOf(grid, act);
  switch (act.act) {
    case "disqualify": return { title: name && item ? a.disqualify.about(name, item) : a.disqualify.title, yes: a.disqualify.yes[act.state](name), done: a.disqualify.done[act.state](name) };
    case "call_in": return { title: a.substitutes.dialog(name), yes: act.items.length > 0 ? a.substitutes.yesItems(name, act.items.length) : a.substitutes.yes(name), done: a.substitutes.done(name) };
    case "call_off": return { title: a.substitutes.off(name), yes: a.substitutes.off(name), done: a.substitutes.offDone(name) };
    case "exempt": return { title: what ? a.exemption.of(what) : a.exemption.add, yes: a.exemption.yes(what), done: a.exemption.done(what) };
    case "lift_exemption": return { title: a.exemption.liftOf(what), yes: a.exemption.liftYes(what), done: a.exemption.liftDone(what) };
    case "exempt_on_devices": return { title: act.allowed ? a.devices.allowTitle : a.devices.forbidTitle, yes: act.allowed ? a.devices.allow : a.devices.forbid, done: act.allowed ? a.devices.done.true : a.devices.done.false };
  }
}

/** Who may be disqualified, by name. */
export const treating = (grid: Grid): { id: string; name: string }[] => grid.people.filter((person) => person.id !== "" && mayTreat(person)).map((person) => ({ id: person.id, name: personName(person) }));
