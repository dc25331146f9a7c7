"""Finding. What the asker has been given is a condition of the question itself: no row of anything else is ever read.

So totals and filters count what the asker may see, and the compounds that a word is also looked for as are words that
stand in it. Order depends on the hits alone, never on how rare a word is among papers that somebody else has.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from folkevalgt import clock, database, deliveries
from folkevalgt.search import asked, snippets, words
from folkevalgt.search.asked import Asked, Clause, Phrase
from folkevalgt.search.engine import Statement
from folkevalgt.search.shapes import SearchAnswer, SearchFilter, SearchHit

AT_ONCE = 50
MOST_COMPOUNDS = 240  # of all the words together
TITLES, PAGES = "searchpaperwords", "searchpagewords"
FILTERS = {"committee": "committee", "year": "year", "kind": "kind"}  # what one may ask for, and its column


class Found(msgspec.Struct, frozen=True, array_like=True):
    """A hit as the question gives it; `body` is its page's text, or null when it is a title."""

    package: str
    committee: str
    date: str
    item: str
    document: str | None
    kind: str
    title: str
    page: int
    body: str | None


async def find(person: UUID, typed: str, filters: dict[str, str], start: int = 0) -> SearchAnswer:
    """The hits from number `start` on, at most 50, of all that the person has been given now.

    `filters` are values by the names in FILTERS. Every filter's values are counted as if that filter were not set.
    """
    understood = asked.understand(typed)
    if understood is None:
        return SearchAnswer(0, False, [], [], [], [], "too_short")
    clauses = await _with_compounds(person, understood)
    ask = Statement(database.ro())
    rows = await ask.rows(_question(ask, person, understood, clauses, filters, start))
    counted: dict[str, list[SearchFilter]] = {name: [] for name in ("total", *FILTERS)}
    found: list[Found] = []
    for what, value, name, number, told in sorted(rows, key=lambda row: int(row[3])):
        if what == "hit":
            found.append(msgspec.json.decode(told, type=Found))
        else:
            counted[what].append(SearchFilter(value, name, int(number)))
    total = counted["total"][0].hits
    committees = sorted(counted["committee"], key=lambda each: each.name)
    years = sorted(counted["year"], key=lambda each: each.value, reverse=True)
    kinds = sorted(counted["kind"], key=lambda each: (-each.hits, each.value))
    hits = await asyncio.to_thread(lambda: [_hit(each, clauses) for each in found])
    return SearchAnswer(total, start + len(hits) < total, hits, committees, years, kinds)


def _hit(found: Found, clauses: Sequence[Clause]) -> SearchHit:
    snippet = snippets.around(found.title if found.body is None else found.body, clauses)
    shown = msgspec.structs.asdict(found)
    del shown["body"]
    return SearchHit(**shown, snippet=snippet)


def _mine(ask: Statement, person: UUID) -> str:
    """The papers that the person has been given now, as tables `moment` and `mine`."""
    return (
        f"WITH moment(now) AS (SELECT {ask.put(clock.now())}), mine AS MATERIALIZED (SELECT p.*"
        " FROM delivery d JOIN searchsource s ON s.name = d.manifest_id JOIN searchpaper p ON p.manifest_id = s.id"
        f" WHERE d.person_id = {ask.put(person)} AND {deliveries.holds('d')})"
    )


async def _with_compounds(person: UUID, understood: Asked) -> list[Clause]:
    """Each word is looked for also inside the compounds that stand in what the person has been given."""
    parts = sorted({part for clause in understood.clauses for part in clause.parts})
    if not parts:
        return list(understood.clauses)
    ask = Statement(database.ro())
    mine = _mine(ask, person)
    holding = " OR ".join(f"{ask.inside}(w.word, {ask.put(part)}) > 0" for part in parts)
    rows = await ask.rows(
        f"{mine}, sources AS MATERIALIZED (SELECT manifest_id AS id FROM mine UNION SELECT text_id FROM mine)"
        f" SELECT w.word FROM searchword w WHERE ({holding}) AND EXISTS"
        " (SELECT 1 FROM searchuse u WHERE u.word_id = w.id AND u.source_id IN (SELECT id FROM sources))"
    )
    known, most = [str(word) for (word,) in rows], MOST_COMPOUNDS // len(parts)
    return [_widened(clause, known, most) for clause in understood.clauses]


def _widened(clause: Clause, known: Iterable[str], most: int) -> Clause:
    """Those that end in the word come first, then those that begin with it; of too many, the shorter."""
    found = [word for word in known if words.holds(word, clause.parts)]
    found.sort(key=lambda word: (not word.endswith(clause.parts), not word.startswith(clause.parts), len(word), word))
    ways: list[Phrase] = [*clause.ways, *((word,) for word in found[:most])]
    return Clause(tuple(dict.fromkeys(ways)), clause.parts)


def _question(
    ask: Statement, person: UUID, understood: Asked, clauses: list[Clause], filters: dict[str, str], start: int
) -> str:
    mine = _mine(ask, person)
    limits = {name: f"{column} = {ask.put(filters[name])}" for name, column in FILTERS.items() if filters.get(name)}

    def within(*without: str) -> str:
        return " AND ".join(limit for name, limit in limits.items() if name not in without) or "TRUE"

    order = "f.page = 0 DESC, f.whole DESC, f.exact DESC, f.date DESC, f.package, f.place, f.page"
    counts = " UNION ALL ".join(
        f"SELECT '{name}', {column}, max({'committee_name' if name == 'committee' else column}), sum(hits), ''"
        f" FROM counted WHERE {within(name)} GROUP BY {column}"
        for name, column in FILTERS.items()
    )
    told = f"{ask.array}(m.package, m.committee_name, m.date, m.item, m.document, m.kind, m.title, f.page, g.body)"
    return (
        f"{mine}, found AS MATERIALIZED ({_found(ask, understood, clauses)}), counted AS MATERIALIZED"
        " (SELECT committee, committee_name, year, kind, count(*) AS hits FROM found"
        " GROUP BY committee, committee_name, year, kind)"
        f" SELECT 'total', '', '', coalesce(sum(hits), 0), '' FROM counted WHERE {within()} UNION ALL {counts}"
        f" UNION ALL SELECT 'hit', '', '', row_number() OVER (ORDER BY {order}), CAST({told} AS text)"
        f" FROM (SELECT * FROM found f WHERE {within()} ORDER BY {order} LIMIT {AT_ONCE} OFFSET {ask.put(start)}) f"
        " JOIN mine m ON m.id = f.paper LEFT JOIN searchpage g ON g.id = f.passage"
    )


def _found(ask: Statement, understood: Asked, clauses: list[Clause]) -> str:
    """Every hit: titles in which all stands, and pages in which, with their titles, all stands."""
    beside = [f"m.id IN ({ask.matching(TITLES, each.ways, ('title', 'context'))})" for each in clauses]
    title = [f"m.id IN ({ask.matching(TITLES, each.ways, ('title',))})" for each in clauses]
    page = [f"g.id IN ({ask.matching(PAGES, [way for each in clauses for way in each.ways], ('words',))})"]
    if len(clauses) > 1:
        pairs = zip(clauses, beside, strict=True)
        page += [f"(g.id IN ({ask.matching(PAGES, each.ways, ('words',))}) OR {other})" for each, other in pairs]
    columns = "m.committee, m.committee_name, substr(m.date, 1, 4) AS year, m.kind, m.date, m.package, m.place"
    return (
        f"SELECT m.id AS paper, 0 AS passage, 0 AS page, {columns}, {_ranks(ask, 'm', TITLES, 'title', understood)}"
        f" FROM mine m WHERE {' AND '.join(beside)} AND ({' OR '.join(title)})"
        f" UNION ALL SELECT m.id, g.id, g.page, {columns}, {_ranks(ask, 'g', PAGES, 'words', understood)}"
        f" FROM searchpage g JOIN mine m ON m.text_id = g.text_id WHERE {' AND '.join(page)}"
    )


def _ranks(ask: Statement, row: str, table: str, column: str, understood: Asked) -> str:
    """Whether all stands in a row as it was typed, and how many of the clauses stand there as words of their own."""

    def stands(ways: Iterable[Phrase]) -> str:
        return f"CASE WHEN {row}.id IN ({ask.matching(table, ways, (column,))}) THEN 1 ELSE 0 END"

    whole = stands([understood.whole]) if understood.whole else "0"
    return f"{whole} AS whole, {' + '.join(stands(clause.ways) for clause in understood.clauses)} AS exact"
