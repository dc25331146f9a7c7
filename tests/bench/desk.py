"""The secretariat's work on a meeting: looking, publishing, sending a supplement."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from statistics import median
from uuid import uuid4

from folkevalgt import app as application
from folkevalgt import clock, database
from folkevalgt.api.events import Hub
from folkevalgt.api.http import House
from folkevalgt.archive import harvest as harvesting
from folkevalgt.models.committee import Membership
from folkevalgt.models.disqualification import Disqualification
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.notification import Notice
from folkevalgt.models.package import Delivery, Package
from folkevalgt.models.person import Person
from folkevalgt.publishing.publish import publish
from tests.bench import Row, at_most
from tests.bench.papers import delivery, press, put
from tests.bench.served import home, peopled
from tests.world import Visitor, World, visiting

PEOPLE, READERS, PAPERS, ROUNDS = 60, 20, 40, 5
KIB = 1024


async def bench_desk() -> list[Row]:
    """A meeting of 40 papers and 60 members on the desk: harvested, looked at, published, supplemented

    The clock of a publication is that of its transaction, notices ordered. A supplement's bytes are what a device asks
    for to know of it, its list and the manifest, as they come over the wire; the new papers' own bytes are not in it.
    """
    with press() as made:
        papers = {f"papir-{number:02}": made.paper(2, number) for number in range(1, PAPERS + 1)}
        newer = made.paper(2, 99)
    with home() as settings:
        async with peopled(settings) as world:
            await _seated(world)
            began = time.perf_counter()
            package = await _taken(world, papers, "levering")
            async with _at_the_desk(world) as (secretary, member):
                assert (await secretary.get(f"/api/packages/{package.id}")).status_code == 200
                on_the_desk = time.perf_counter() - began
                await _different(package)
                dry, looked = await _looked(secretary, package)
                published = await _published(package)
                await _taken(world, papers | {"papir-01": newer}, "ettersending")
                supplement = await _published(package)
                told = await _weighed(member)
    return [
        at_most("harvested, and on the desk", on_the_desk, "s", 30),
        at_most(f"what {PEOPLE} would get, {READERS} of them each otherwise", median(dry) * 1000, "ms", 300),
        at_most("the very list as one of them would have it", median(looked) * 1000, "ms", 300),
        at_most(f"publishing to {PEOPLE}", published, "s", 1),
        at_most("publishing a supplement", supplement, "s", 1),
        at_most("a supplement, to a device", told / KIB, "KiB", 20),
    ]


@asynccontextmanager
async def _at_the_desk(world: World) -> AsyncIterator[tuple[Visitor, Visitor]]:
    made = application.build(world.settings, work=False)
    made.state.house = House(world.settings, world.files, world.key, Hub())
    async with visiting(made, world.person("sekretaer")) as one, visiting(made, world.person("ordforer")) as other:
        yield one, other


async def _seated(world: World) -> None:
    """Members enough that 60 are given the package."""
    now, committee = clock.now(), await world.committee("Formannskapet")
    people = [
        Person(id=uuid4(), name=f"Medlem {number}", email=f"{number}@agnesund.example", created_at=now)
        for number in range(PEOPLE)
    ]
    async with database.write_tx() as db:
        await Person.bulk_create(people, using_db=db)
        first = clock.today() - timedelta(days=1)
        seats = [
            Membership(id=uuid4(), person_id=each.id, committee_id=committee.id, role="member", valid_from=first)
            for each in people
        ]
        await Membership.bulk_create(seats, using_db=db)


async def _taken(world: World, papers: dict[str, bytes], name: str) -> Package:
    day = (clock.today() + timedelta(days=7)).isoformat()
    put(world.settings.inbox_path / name, *delivery(papers, day))
    (report,) = await harvesting.harvest(world.settings, world.files, world.key)
    assert report.outcome == "done", report
    return await world.package()


async def _different(package: Package) -> None:
    """So many members are disqualified, each in items of their own, that no two of them read alike."""
    items = await AgendaItem.filter(meeting_id=package.meeting_id)
    people = await Person.filter(name__startswith="Medlem ").limit(READERS)
    now = clock.now()
    async with database.write_tx() as db:
        for number, person in enumerate(people, 1):
            for place, item in enumerate(items):
                if number >> place & 1:
                    given = {"person_id": person.id, "item_id": item.id, "state": "decided", "at": now}
                    await Disqualification.create(using_db=db, id=uuid4(), **given)


async def _looked(secretary: Visitor, package: Package) -> tuple[list[float], list[float]]:
    people = await Person.filter(name__startswith="Medlem ").limit(ROUNDS)
    dry, looked = [], []
    for person in people:
        began = time.perf_counter()
        told = (await secretary.get(f"/api/packages/{package.id}/dry-run")).json()
        dry.append(time.perf_counter() - began)
        assert told["recipients"] >= PEOPLE, told
        began = time.perf_counter()
        seen = (await secretary.get(f"/api/packages/{package.id}/preview/{person.id}")).json()
        assert len(seen["manifest"]["documents"]) == PAPERS
        looked.append(time.perf_counter() - began)
    return dry, looked


async def _published(package: Package) -> float:
    began = time.perf_counter()
    made = await publish(package.id, "cli")
    taken = time.perf_counter() - began
    people = await Delivery.filter(package_id=package.id).count()
    assert people >= PEOPLE
    assert await Notice.filter(publication_id=made.id).count() == people
    return taken


async def _weighed(member: Visitor) -> int:
    """Bytes over the wire, heads aside, of a list and the manifest it names."""
    papers = await member.get("/api/papers", accept_encoding="gzip")
    listed = await member.get(f"/api/manifests/{papers.json()['papers'][0]['manifest']}", accept_encoding="gzip")
    assert len(listed.json()["documents"]) == PAPERS
    return sum(int(each.headers["content-length"]) for each in (papers, listed))
