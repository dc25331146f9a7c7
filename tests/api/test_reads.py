"""Tens of thousands of reads in made-up states: nobody reads what is not theirs, and everybody what is."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec import structs

from folkevalgt import access, clock, crypto, database, deliveries
from folkevalgt import app as application
from folkevalgt.api import http
from folkevalgt.api.events import Hub
from folkevalgt.api.http import House
from folkevalgt.config import Settings
from folkevalgt.deliveries import narrowing
from folkevalgt.files import Files
from folkevalgt.identity import sessions
from folkevalgt.models.device import Device
from folkevalgt.pdf import sandbox
from tests.api.made_up import DAY, MOMENTS, PEOPLE, Facts, Town, build, somehow
from tests.api.reading import COMING, Count, wrong_reads
from tests.engines import LONG, ON_SQLITE
from tests.papers import at
from tests.world import populate

pytestmark = pytest.mark.anyio
READS = 1_000_000 if LONG else 50_000


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """One database for all tests here."""
    home = tmp_path_factory.mktemp("reads")
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), home / "folkevalgt.sqlite3")
        yield Settings(home=str(home), inbox_rest_seconds=0)
    else:
        cluster = request.getfixturevalue("postgres")
        name = cluster.create(request.getfixturevalue("postgres_template"))
        yield Settings(home=str(home), inbox_rest_seconds=0, database=cluster.url(name))
        cluster.drop(name)


@pytest.fixture(scope="module")
async def town(settings: Settings) -> AsyncIterator[Town]:
    await database.connect(settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_read", lambda: at("2026-11-20 12:00:00"))
        made = await build(await populate(settings, Files(settings.files_url), crypto.instance_key(settings)))
    yield made
    await sandbox.close()
    await database.disconnect()


@pytest.fixture
def served(town: Town):
    made = application.build(town.world.settings, work=False)
    made.state.house = House(town.world.settings, town.world.files, town.world.key, Hub())
    return made


async def test_in_any_state_everybody_reads_what_is_theirs_and_nothing_else(town, served, clock_at):
    """Lists are derived at the moment of asking, or at an earlier one: a worker that lags gives nobody more."""
    chance, count, began = random.Random(int(os.environ.get("SEED", "5"))), Count(), time.perf_counter()
    while count.reads < (READS if town.world.settings.on_sqlite else READS // 40):
        facts, moments = somehow(chance), sorted(chance.sample(MOMENTS, 2))
        await town.stand(facts)
        for derived, moment in ((moments[0], moments[0]), (moments[0], moments[1]), (moments[1], moments[1])):
            clock_at(derived)
            await town.derive()
            clock_at(moment)
            lags, other = derived != moment, chance.choice(("device", "idle", "expired", "lost", "nobody"))
            people, coming = chance.sample(PEOPLE, 2 if lags else 4), ("person",) if lags else ("person", other)
            asked = wrong_reads(town, served, facts, moment, count, people=people, coming=coming, lagging=lags)
            assert [line async for line in asked] == [], (facts, derived)
    print(f"{count.reads} reads, {count.reads / (time.perf_counter() - began):.0f} a second")


FIXED = Facts(
    called={("vara_1", "F"): ("personal",), ("vara_2", "F"): (), ("vara_3", "F"): ("klage",)},
    barred={
        ("ordforer", "klage"): "decided",
        ("medlem_formannskap", "personal"): "provisional",
        ("varaordforer", "personal"): "reported",
        ("vara_2", "klage"): "decided",
    },
    last_day={("leder_teknikk", "F"): DAY - timedelta(days=1)},
    revoked={"medlem_formannskap_3"},
    made_exempt={"o1"},
    withdrawn={"notat"},
)
ASKING = ("vara_1", "vara_2", "ordforer", "medlem_formannskap", "leder_teknikk", "ungdomsrad_medlem", "medlem_oppvekst")
ASKING += ("varaordforer",)


async def nobody(*_: Any) -> dict[Any, Any]:
    return {}


def with_items_forgotten(since: Any, day: Any, hours: int, items: Any = ()) -> access.Standing:
    return called_in(since, day, hours)


def an_hour_more(since: Any, day: Any, hours: int, items: Any = ()) -> access.Standing:
    return called_in(since, day, hours + 1, items)


def from_the_day(since: Any, day: Any, hours: int, items: Any = ()) -> access.Standing:
    return called_in(since - timedelta(seconds=1), day, hours, items)


def a_day_more(role: str, first: date, last: date | None) -> access.Standing:
    return seat(role, first, (last and last < date(2100, 1, 1) and last + timedelta(days=1)) or last)


def changed_paper(**so: Any) -> Any:
    return lambda document, limits: structs.replace(paper(document, limits), **so)


def any_item(reader: access.Reader, asked: access.Paper) -> Any:
    return sight(reader, structs.replace(asked, item=None))


def devices_are_people(route: http.Route, request: Any, house: Any, who: Any) -> None:
    admit(route, request, house, who and structs.replace(who, kind="person"))


async def lost_devices_too(hashes: list[str]) -> Any:
    await Device.all().update(revoked_at=None)
    return await load(hashes)


called_in, seat, sight, paper = access.called_in, access.seat, access.sight, narrowing.paper
admit, load = http._admit, sessions.load
MUTANTS: dict[str, tuple[Any, str, Any]] = {
    "nobody is disqualified": (deliveries, "disqualified", nobody),
    "what is reported is withheld already": (access, "WITHHOLDING", {"reported", "provisional", "decided"}),
    "only what is decided is withheld": (access, "WITHHOLDING", {"decided"}),
    "only what is provisional is withheld": (access, "WITHHOLDING", {"provisional"}),
    "called in to an item is called in to all": (access, "called_in", with_items_forgotten),
    "a call-in lasts an hour more": (access, "called_in", an_hour_more),
    "a call-in begins a second early": (access, "called_in", from_the_day),
    "a seat lasts a day more": (access, "seat", a_day_more),
    "what is made exempt is open until it is sealed": (narrowing, "paper", changed_paper(exempt=False)),
    "what is readable is given out as ciphertext": (narrowing, "paper", changed_paper(sealed=True)),
    "what is withdrawn is not": (narrowing, "paper", changed_paper(withdrawn=False)),
    "papers have no item": (access, "sight", any_item),
    "a deputy called in is never disqualified": (access, "TREATING", access.TREATING - {access.Role.SUBSTITUTE}),
    "the youth council treats": (access, "TREATING", access.TREATING | {access.Role.YOUTH_COUNCIL}),
    "the deputy chair does not treat": (access, "TREATING", access.TREATING - {access.Role.DEPUTY_CHAIR}),
    "a device has its person's keys": (http, "_admit", devices_are_people),
    "an idle or an old session holds": (sessions, "valid", lambda settings, signed: True),
    "a lost device is let in": (sessions, "load", lost_devices_too),
}


@ON_SQLITE
@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=MUTANTS)
async def test_a_mistake_in_the_rules_is_read(town, served, clock_at, monkeypatch, mutant):
    await town.stand(FIXED)
    monkeypatch.setattr(*mutant)
    assert [line async for line in first_wrong(town, served, clock_at)]


@ON_SQLITE
async def test_without_a_mistake_nothing_is_wrong_there(town, served, clock_at):
    await town.stand(FIXED)
    assert [line async for line in first_wrong(town, served, clock_at)] == []


async def first_wrong(town: Town, served: Any, clock_at: Any) -> AsyncIterator[str]:
    """The first wrong answer of a small round."""
    for moment in (MOMENTS[4], MOMENTS[0], MOMENTS[3], MOMENTS[5]):
        clock_at(moment)
        await town.derive()
        few = {"people": ASKING, "coming": COMING[:5] if moment == MOMENTS[4] else COMING[:1], "all_ways": False}
        async for line in wrong_reads(town, served, FIXED, moment, Count(), **few):
            yield line
            return
