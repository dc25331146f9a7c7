/**
 * The stem of a Norwegian word, as the server makes it (folkevalgt/search/words.py): by the Snowball algorithm for Norwegian
 * (snowballstem.org, version 3.1), which sees no ending in words as short as "veien"; there a rule of our own does.
 * A stem is always the beginning of its word.
 */

const SHORT = /^(.+[aiouyæøå])(?:en|et|er|ene|ens|ets|ers|enes)$/u;
const VOWELS = "aeiouyåæêòóôø";
/** After these an "s" is an ending. */
const BEFORE_S = "bcdfghjlmnoptvyz";

const MAIN = longestFirst(
  "a e ede ande ende ane ene hetene erte en heten ar er heter s as es edes endes enes hetenes ens hetens ers ets et het ert ast",
);
const OTHER = longestFirst("leg eleg ig eig lig elig els lov elov slov hetslov");
/** Before "ers" these are of one piece with it ("vinkers"); the second line is an exception to the first. */
const KEEPS_ERS = ["ind", "kk", "nk", "amm", "omm", "kap", "pp", "lt", "ast", "øst", "v"];
const LOSES_ERS = ["skap", "hav", "giv"];

/** `word` in small letters. */
export function stem(word: string): string {
  return word.slice(0, stemLength(word));
}

/** How many letters of `word`, in small letters, are its stem. */
export function stemLength(word: string): number {
  if (word.length < 3) return word.length;
  const short = word.length >= 4 && word.length <= 7 ? SHORT.exec(word)?.[1] : undefined;
  if (short !== undefined) return short.length;
  const region = Math.max(3, regionOf(word));
  let end = withoutMain(word, region);
  if (end - 2 >= region && (word.endsWith("dt", end) || word.endsWith("vt", end))) end -= 1;
  end -= OTHER.find((one) => fits(word, one, region, end))?.length ?? 0;
  return word.endsWith("'", end) ? end - 1 : end;
}

/** Where endings may begin: after the first consonant that follows a vowel, or after the first apostrophe. */
function regionOf(word: string): number {
  const apostrophe = word.indexOf("'");
  if (apostrophe >= 0) return apostrophe + 1;
  let at = 0;
  while (at < word.length && !isVowel(word, at)) at += 1;
  while (at < word.length && isVowel(word, at)) at += 1;
  return Math.min(word.length, at + 1);
}

function withoutMain(word: string, region: number): number {
  const ending = MAIN.find((one) => fits(word, one, region, word.length));
  if (ending === undefined) return word.length;
  const rest = word.length - ending.length;
  if (ending === "erte" || ending === "ert") return rest + 2;
  const before = word.slice(0, rest);
  if (ending === "s") return endsInS(before) ? rest : word.length;
  if (ending === "ers" && KEEPS_ERS.some((one) => before.endsWith(one)) && !LOSES_ERS.some((one) => before.endsWith(one))) return word.length;
  return rest;
}

function endsInS(before: string): boolean {
  const last = before.length - 1;
  if (BEFORE_S.includes(before.charAt(last))) return true;
  if (before.endsWith("r")) return !before.endsWith("er");
  return before.endsWith("k") && last > 0 && !isVowel(before, last - 1);
}

const fits = (word: string, ending: string, region: number, end: number): boolean => end - ending.length >= region && word.endsWith(ending, end);
const isVowel = (word: string, at: number): boolean => VOWELS.includes(word.charAt(at));

function longestFirst(endings: string): string[] {
  return endings.split(" ").sort((a, b) => b.length - a.length);
}
