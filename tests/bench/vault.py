"""The keys of exempt papers, and how soon something that is taken is taken."""

from __future__ import annotations

import time
from statistics import median

from folkevalgt import app as application
from folkevalgt import clock, database, deliveries
from folkevalgt.api.events import Hub
from folkevalgt.api.http import House
from folkevalgt.journal import Journal
from folkevalgt.models.device import Device
from folkevalgt.models.disqualification import Disqualification
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.publishing.publish import publish
from tests.bench import Row, at_most
from tests.bench.served import home, peopled
from tests.papers import BASIS, harvested, item, meeting, paper
from tests.world import Visitor, World, visiting

ITEMS, PAPERS, ROUNDS = 10, 4, 21
LONGEST = 50  # milliseconds


async def bench_vault() -> list[Row]:
    """A device's keys to 40 exempt papers, given for the first time and again; something taken from its person

    Bare: the same person asking who they are.
    """
    with home() as settings:
        async with peopled(settings) as world:
            app = application.build(settings, work=False)
            app.state.house = House(settings, world.files, world.key, Hub())
            await _laid_out(world)
            first = []
            for _ in range(5):
                async with visiting(app, world.person("ordforer")) as fresh:
                    first.append(await _ms(fresh, "/api/vault"))
            async with visiting(app, world.person("medlem_formannskap")) as member:
                await _ms(member, "/api/vault")
                again = [await _ms(member, "/api/vault") for _ in range(ROUNDS)]
                bare = [await _ms(member, "/api/me") for _ in range(ROUNDS)]
                rows = [at_most("keys of 40 papers, first time on a device", median(first), "ms", LONGEST)]
                row = at_most("keys of 40 papers, again", median(again), "ms", LONGEST)
                rows.append(Row(row.name, row.figure, row.unit, median(again) / median(bare), row.limit, row.ok))
                rows += await _taken(world, member)
    return rows


async def _laid_out(world: World) -> None:
    items = []
    for number in range(ITEMS):
        papers = [paper(f"p{number}-{each}", f"Hemmelig {number}-{each}") for each in range(PAPERS)]
        items.append(item(f"sak {number}", number + 1, *papers, title=f"Sak {number}", exemption=BASIS))
    package = await harvested(world, meeting(*items))
    await publish(package.id, "cli")


async def _ms(visitor: Visitor, path: str) -> float:
    """In processor time: what else the machine does is no matter of the vault."""
    began = time.process_time()
    answer = await visitor.get(path)
    assert answer.status_code == 200, answer.status_code
    return 1000 * (time.process_time() - began)


async def _taken(world: World, member: Visitor) -> list[Row]:
    """Disqualified in one item: the next request has four keys less. Revoked: the next request is refused."""
    before = len((await member.get("/api/vault")).json()["keys"])
    person = world.person("medlem_formannskap").id
    async with database.write_tx() as db:
        one = await AgendaItem.get(source_id="sak 0", using_db=db)
        await Disqualification.create(using_db=db, person_id=person, item_id=one.id, state="decided")
        await deliveries.refresh(db, (await world.package()).id)
    fewer = before - len((await member.get("/api/vault")).json()["keys"])
    keeping = Journal(world.settings)
    began = time.perf_counter()
    await keeping.keep()
    noted = 1000 * (time.perf_counter() - began)
    await Device.filter(person_id=person).update(revoked_at=clock.now())
    out = (await member.get("/api/vault")).status_code == 401
    return [
        Row("keys gone at the next request after a disqualification", fewer, "", None, f"= {PAPERS}", fewer == PAPERS),
        Row("refused at the next request after a revocation", int(out), "", None, "= 1", out),
        Row("noting what was taken in the journal", noted, "ms"),
    ]
