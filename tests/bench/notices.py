"""How fast notices get out: pushes and e-mails through one worker, and a package to 60 members."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from uuid import uuid4

import httpx2
import msgspec

from folkevalgt import circles, clock, database, notices
from folkevalgt.config import Settings
from folkevalgt.models.committee import Membership
from folkevalgt.models.notification import Notice, Sending
from folkevalgt.models.person import Person
from folkevalgt.notifications.telling import Telling
from folkevalgt.publishing.publish import publish
from tests.bench import Row, at_most
from tests.bench.served import home, peopled
from tests.identity.postbox import posted
from tests.notifications.pushing import PushOffice, Town, push_office, with_hosts
from tests.papers import harvested, plan
from tests.world import World

COUNT = 300
MEMBERS, WITH_DEVICES = 60, 50
LEAST, LONGEST = 1000, 60  # notices a minute; seconds


async def bench_notices() -> list[Row]:
    """Notices through one worker; a package to 60 members of whom 50 have two devices, at 20 pushes a second

    Ratio: against the same number of bare posts to the same push service, 20 at a time.
    """
    with push_office() as service, posted() as (_, port):
        with home() as settings:
            async with peopled(settings) as world:
                rows = await _through_one(world, service, port)
        with home() as settings:
            async with peopled(settings) as world:
                rows += await _to_sixty(world, service, port)
    return rows


async def _through_one(world: World, service: PushOffice, smtp: int) -> list[Row]:
    town = await _town(world, service, smtp)
    await town.browser("ordforer")
    bare = await _bare(service)
    rows = []
    for name, person, ratio in (("pushes", "ordforer", bare), ("e-mails", "medlem_formannskap", None)):
        async with database.write_tx() as db:
            for number in range(COUNT):  # an hour between them, so that each is a letter of its own
                id = world.person(person).id
                await notices.order(db, "not_published", [id], f"{name} {number}")
        if ratio is None:
            await _one_letter_each()
        a_minute = 60 * COUNT / await _seconds(town)
        rows.append(
            Row(
                f"{name} a minute",
                a_minute,
                "",
                ratio and a_minute / ratio,
                f">= {LEAST}",
                a_minute >= LEAST,
            )
        )
    await town.telling.close()
    return rows


async def _one_letter_each() -> None:
    """A letter is one person's; here everybody is somebody else."""
    waiting = await Notice.filter(planned_at=None)
    people = [_person(f"leser-{number}") for number in range(len(waiting))]
    await Person.bulk_create(people)
    for notice, person in zip(waiting, people, strict=True):
        await Notice.filter(id=notice.id).update(person_id=person.id)


async def _seconds(town: Town) -> float:
    began = time.perf_counter()
    await town.turn()
    took = time.perf_counter() - began
    assert not await Notice.filter(told_at=None).exists()
    return took


async def _bare(service: PushOffice) -> float:
    """Posts a minute to the same service, with nothing of ours."""
    async with httpx2.AsyncClient(trust_env=False, verify=False) as client:
        began = time.perf_counter()
        for _ in range(COUNT // 20):
            posts = (client.post(f"{service.origin}/bare", content=b"x" * 200) for _ in range(20))
            await asyncio.gather(*posts)
        return 60 * COUNT / (time.perf_counter() - began)


async def _to_sixty(world: World, service: PushOffice, smtp: int) -> list[Row]:
    town = await _town(world, service, smtp, pushes_per_second=20)
    package = await harvested(world, plan())
    await _sixty(world, town)
    began = time.perf_counter()
    await publish(package.id, "cli")
    published = time.perf_counter() - began
    while await Notice.filter(told_at=None).exists():
        await town.turn()
        assert time.perf_counter() - began < 5 * LONGEST, "they do not get out"
    took = time.perf_counter() - began
    pushes = await Sending.filter(channel="push", ended="sent").count()
    await town.telling.close()
    return [
        at_most("publish to 60 members, the transaction", published, "s", 1),
        Row("pushes that went", pushes, ""),
        at_most("all notices out", took, "s", LONGEST),
    ]


async def _sixty(world: World, town: Town) -> None:
    """Members of formannskapet; the first of them have a tablet and a phone."""
    committee = await world.committee("Formannskapet")
    there = {person for (person,) in await Membership.filter(committee_id=committee.id).values_list("person_id")}
    people = [_person(f"medlem-{number}") for number in range(MEMBERS - len(there))]
    await Person.bulk_create(people)
    day = clock.today() - timedelta(days=30)
    for person in people:
        await Membership.create(
            id=uuid4(), person_id=person.id, committee_id=committee.id, role="member", valid_from=day
        )
    async with database.write_tx() as db:
        await circles.refresh(db)
    for person in people[:WITH_DEVICES]:
        world._people[person.email] = person
        for _ in range(2):
            await town.browser(person.email)


def _person(name: str) -> Person:
    return Person(id=uuid4(), name=name, email=f"{name}@agnesund.example", created_at=clock.now(), language="nb")


async def _town(world: World, service: PushOffice, smtp: int, **more: int) -> Town:
    service.begin()
    settings: Settings = msgspec.structs.replace(with_hosts(world, service, smtp), **more)
    return Town(world, service, Telling(settings, world.key))
