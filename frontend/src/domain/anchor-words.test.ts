import { expect, it } from "vitest";
import { carry, type Carried } from "./anchor";
import { cut, lengthOf, strip } from "./strip";

const BEFORE = "Saken gjelder utvidelse av barnehagen på Kvås, der det er venteliste for de minste barna.";
const AFTER = "Arbeidet er beregnet til 12,4 mill. kroner og kan stå ferdig i august om to år.";
const FILL = "Resten av siden handler om noe ganske annet, blant annet om brøyting av veier i Åptadalen.";

/** A note on `words` in a page of three paragraphs, carried over to `pages`. */
function carried(words: string, pages: string[], { page = 1, context = [BEFORE, AFTER] } = {}): Carried {
  const start = lengthOf(strip(context[0]!));
  const quote = { exact: words, prefix: context[0]!.slice(-128), suffix: context[1]!.slice(0, 128) };
  const place = { start, end: start + lengthOf(strip(words)) };
  return carry([{ id: "note", quote, place, page }], pages.map(strip))[0]!;
}

const at = (pages: string[], { page, place }: Carried): string =>
  cut(cut(strip(pages[page - 1]!), place!.end), place!.start - place!.end);

it("is exact when page and words are as they were, also further down the page", () => {
  const pages = [`Ny overskrift. ${BEFORE} Vi må bygge nå. ${AFTER}`];
  const found = carried("Vi må bygge nå.", pages);
  expect([found.state, at(pages, found)]).toEqual(["exact", "Vimåbyggenå."]);
});

it("says moved when the words stand on another page", () => {
  const found = carried("Vi må bygge nå.", [FILL, `${BEFORE} Vi må bygge nå. ${AFTER}`]);
  expect([found.state, found.page]).toEqual(["moved", 2]);
});

it("says moved when the words were changed", () => {
  const pages = [`${BEFORE} Vi må bygge snart. ${AFTER}`];
  const found = carried("Vi må bygge nå.", pages);
  expect([found.state, at(pages, found)]).toEqual(["moved", "Vimåbyggesnart."]);
});

it("knows words again that a line end divides with a hyphen, and those with ligatures", () => {
  const before = "Kommunedirektørens finansieringsplan er uﬀisiell.";
  const pages = [`${BEFORE} Kommunedirek-\ntørens ﬁnansierings\u00ad\nplan er uffisiell. ${AFTER}`];
  const found = carried(before, pages);
  expect([found.state, at(pages, found)]).toEqual(["exact", "Kommunedirek-tørensfinansierings\u00adplaneruffisiell."]);
});

it("counts in code points across surrogate pairs", () => {
  const pages = [`𝒜𠮷 😀😀 ${BEFORE} Prisen er 𠮷𠮷😀 for tomten. ${AFTER}`];
  const found = carried("Prisen er 𠮷𠮷😀 for tomten.", pages);
  expect([found.state, at(pages, found)]).toEqual(["exact", "Prisener𠮷𠮷😀fortomten."]);
});

it("finds right-to-left words, with or without the marks that turn them", () => {
  const pages = [`${FILL} ${BEFORE} \u202bמועצת העיר أهلاً وسهلاً\u202c ${AFTER}`];
  const found = carried("מועצת העיר أهلاً وسهلاً", pages);
  expect([found.state, at(pages, found)]).toEqual(["exact", strip("מועצת העיר أهلاً وسهلاً")]);
});

it("puts words that now run over the page's end on the page with the most of them", () => {
  const pages = [`${BEFORE} Vi`, `må bygge nå, for ventelisten er lang. ${AFTER}`];
  const found = carried("Vi må bygge nå, for ventelisten er lang.", pages);
  expect([found.state, found.page, at(pages, found)]).toEqual(["moved", 2, "måbyggenå,forventelistenerlang."]);
});

it("asks when two places are as good", () => {
  const same = `${BEFORE} Saken tas til etterretning. ${AFTER}`;
  expect(carried("Saken tas til etterretning.", [same, FILL, same]).state).toBe("review");
});

it("asks when the words stand elsewhere without what was around them", () => {
  const pages = [`${FILL} Saken tas til ${FILL}`];
  const found = carried("Saken tas til", pages);
  expect([found.state, at(pages, found)]).toEqual(["review", "Sakentastil"]);
});

it("is an orphan when nothing like the words is there", () => {
  expect(carried("Vi må bygge nå.", [FILL])).toMatchObject({ state: "orphan", page: 0, place: null });
});

it("stays on a page that says what it said, whatever else there is", () => {
  const words = strip("Innhold Innhold Innhold");
  const note = { id: "note", quote: { exact: "Innhold", prefix: "", suffix: "" }, place: { start: 7, end: 14 }, page: 1, words };
  expect(carry([note], [words, strip(FILL)])[0]).toMatchObject({ state: "exact", place: { start: 7, end: 14 } });
  expect(carry([note], [words, words])[0]?.state).toBe("review");
});

const drawn = (words: string | undefined, pages: string[], page = 1): [string, number] => {
  const [found] = carry([{ id: "ink", quote: null, place: null, page, ...(words === undefined ? {} : { words: strip(words) }) }], pages.map(strip));
  return [found!.state, found!.page];
};

it("keeps a drawing on its page when the page says what it said, and asks when it does not", () => {
  expect(drawn(FILL, [FILL, BEFORE])).toEqual(["exact", 1]);
  expect(drawn(FILL, [BEFORE, FILL])).toEqual(["moved", 2]);
  expect(drawn(FILL, [`${FILL} Og mer.`, BEFORE])).toEqual(["review", 1]);
  expect(drawn(`${FILL} ${AFTER}`, [BEFORE, `${FILL} Nytt. ${AFTER}`])).toEqual(["review", 2]);
});

it("asks about a drawing on a scan, where pages have no words, and about one whose old paper is not here", () => {
  expect(drawn("", ["", ""])).toEqual(["review", 1]);
  expect(drawn(undefined, [FILL])).toEqual(["review", 1]);
  expect(drawn(undefined, [FILL], 3)).toEqual(["orphan", 0]);
});

it("carries nothing over to a paper without pages or words, and says so", () => {
  expect(carried("Vi må bygge nå.", []).state).toBe("orphan");
  expect(carried("Vi må bygge nå.", [""]).state).toBe("orphan");
});
