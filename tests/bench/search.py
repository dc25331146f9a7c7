"""The search in everything someone has been given."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing
from datetime import date, timedelta
from statistics import median

import msgspec

from folkevalgt import clock, database, deliveries
from folkevalgt.config import Settings
from folkevalgt.models.document import DocumentVersion
from folkevalgt.models.package import Package
from folkevalgt.publishing.publish import publish
from folkevalgt.search import asked, erasing, find, index
from tests.bench import Row, at_most
from tests.bench.notes_made import running_text
from tests.bench.served import home, peopled
from tests.papers import harvested, item, meeting, paper
from tests.world import World

MEETINGS, PAPERS, PAGES = 25, 16, 25
CHARACTERS = 2_500  # of a page
FIRST = date(2024, 1, 10)
LONGEST = 300  # milliseconds
# A rare compound, one that is inside many, one that stands everywhere, several, a phrase, and a number.
ASKED = ("sakenshøring", "barnehage", "plan", "kommune", "skole budsjett helse", '"økonomi budsjett"', "PS 107/26")


async def bench_search_online() -> list[Row]:
    """Searching in 10,000 pages of 400 papers: SQLite, Norwegian stems, compounds, filters and snippets

    Bare: FTS5 giving the numbers of the pages with the first word and its compounds, whoever asks, in no order.
    """
    with home() as settings:
        async with peopled(settings) as world:
            before = time.perf_counter()
            await _laid_out(world)
            laid = time.perf_counter()
            await index.keep(world.files)
            while await _waits():
                await index.keep(world.files)
            whole = f"indexing {MEETINGS * PAPERS * PAGES:,} pages ({laid - before:.0f} s to lay them out)"
            rows = [Row(whole, time.perf_counter() - laid, "s")]
            rows += [await _one(world, settings, typed) for typed in ASKED]
            rows.append(await _erased(world))
    return rows


async def _laid_out(world: World) -> None:
    """Real packages with small papers, given longer texts before they are published."""
    chance = random.Random(4)
    text = running_text(chance, 4_000_000)
    for number in range(MEETINGS):
        day = (FIRST + timedelta(days=21 * number)).isoformat()
        names = [f"{number}-{each}" for each in range(PAPERS)]
        items = [item(f"{each} sak", None, paper(each, f"Papir {each}")) for each in names]
        package: Package = await harvested(world, meeting(*items, date=day, id=day), f"levering {number}")
        for row in await DocumentVersion.filter(document__meeting_id=package.meeting_id):
            pages = [text[at : at + CHARACTERS] for at in (chance.randrange(3_990_000) for _ in range(PAGES))]
            name = await world.files.put(msgspec.json.encode(pages))
            await DocumentVersion.filter(id=row.id).update(text_sha256=name, pages=PAGES)
        await publish(package.id, "cli")


async def _waits() -> bool:
    return bool((await database.read("SELECT count(*) FROM searchsource WHERE made_at IS NULL"))[0][0])


async def _one(world: World, settings: Settings, typed: str) -> Row:
    """In processor time: what else the machine does is no matter of the search."""
    person, understood = world.person("ordforer").id, asked.understand(typed)
    clauses = await find._with_compounds(person, understood)
    ways = asked.on_sqlite(clauses[0].ways)
    taken, bare = [], []
    for _ in range(7):
        began = time.process_time()
        answer = await find.find(person, typed, {})
        taken.append(1000 * (time.process_time() - began))
        bare.append(1000 * _bare(settings, ways))
    row = at_most(f"{typed} ({answer.total:,} hits)", median(taken), "ms", LONGEST)
    return Row(row.name, row.figure, row.unit, median(taken) / median(bare), row.limit, row.ok)


def _bare(settings: Settings, ways: str) -> float:
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite://"))) as db:
        began = time.process_time()
        db.execute("SELECT rowid FROM searchpagewords WHERE searchpagewords MATCH ?", (ways,)).fetchall()
        return time.process_time() - began


async def _erased(world: World) -> Row:
    """A package is withdrawn: from the job's beginning until no byte of it is left."""
    package = await world.package()
    async with database.write_tx() as db:
        await Package.filter(id=package.id).using_db(db).update(withdrawn_at=clock.now())
        await deliveries.refresh(db, package.id)
    began = time.perf_counter()
    await index.keep(world.files)
    await erasing.scrub()
    return Row(f"erasing {PAPERS * PAGES:,} pages", time.perf_counter() - began, "s")
