import { type AgendaLine, whyMissing } from "../domain/agenda";
import type { Legal, MissingWord } from "../domain/shapes";
import { w } from "./index";
import { dateWords } from "./time";

/** Why something is not here, in a sentence; with the legal basis when it is exempt. */
export function missingWords(missing: MissingWord | null, exemption: Legal | null): string {
  const word = missing ?? (exemption ? "exempt" : null);
  if (word === null) return "";
  return exemption && word === "exempt" ? `${w.missing.exempt} ${legalWords(exemption)}`.trim() : w.missing[word];
}

/** "(offl. § 13, til tirsdag 1. juni 2027)": inside a sentence the law's name has a small letter. */
export function legalWords(exemption: Legal): string {
  if (!exemption.legal_basis) return "";
  const basis = exemption.legal_basis.replace(/^Offl/, "offl");
  return w.legal(basis, exemption.until ? dateWords(exemption.until) : null);
}

/** Why no papers stand under an item. */
export const whyBare = (line: AgendaLine): string => missingWords(whyMissing(line), line.item.exemption) || w.meeting.noPapers;
