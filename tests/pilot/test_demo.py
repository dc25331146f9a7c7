"""The demo is loaded the way a real municipality would be: through the inbox."""

from __future__ import annotations

import asyncio
import shutil
from datetime import timedelta

import msgspec
import pytest

from folkevalgt import clock, database
from folkevalgt.config import Settings
from folkevalgt.models.committee import Membership
from folkevalgt.models.package import Delivery, Publication
from folkevalgt.models.person import Person
from folkevalgt.pdf import sandbox
from folkevalgt.pilot import links, load, municipality, report
from folkevalgt.pilot.world import DEMO

pytestmark = pytest.mark.anyio
LONG = ("arealdel-plan", "budsjetthefte", "konseptvalg")


@pytest.fixture(scope="session")
def short_demo(tmp_path_factory):
    """The demo with short annexes, so that loading it takes seconds."""
    folder = tmp_path_factory.mktemp("pilot") / "demo"
    shutil.copytree(DEMO, folder)
    for name in LONG:
        (folder / "papers" / f"{name}.typ").write_text('#import "house.typ": *\n#show: vedlegg\nKort utgave.\n')
    return folder


async def load_into(settings, folder):
    await database.connect(settings)
    await load(settings, folder=folder)
    await sandbox.close()
    await database.disconnect()


@pytest.fixture(scope="session")
def demo_on_sqlite(sqlite_template, short_demo, tmp_path_factory):
    home = tmp_path_factory.mktemp("loaded") / "home"
    home.mkdir()
    shutil.copy(sqlite_template, home)
    asyncio.run(load_into(Settings(home=str(home)), short_demo))
    return home, ""


@pytest.fixture(scope="session")
def demo_on_postgres(postgres, postgres_template, short_demo, tmp_path_factory):
    home, name = tmp_path_factory.mktemp("loaded") / "home", postgres.create(postgres_template)
    asyncio.run(load_into(Settings(home=str(home), database=postgres.url(name)), short_demo))
    return home, name


@pytest.fixture(params=["sqlite", "postgres"])
def home_of_the_demo(request, tmp_path):
    """Settings of a municipality that loaded the demo: a copy of one that was loaded once."""
    home, name = request.getfixturevalue(f"demo_on_{request.param}")
    shutil.copytree(home, tmp_path / "home")
    if request.param == "sqlite":
        yield Settings(home=str(tmp_path / "home"))
    else:
        cluster = request.getfixturevalue("postgres")
        copy = cluster.create(name)
        yield Settings(home=str(tmp_path / "home"), database=cluster.url(copy))
        cluster.drop(copy)


@pytest.fixture
async def loaded(home_of_the_demo):
    await database.connect(home_of_the_demo)
    yield home_of_the_demo
    await sandbox.close()
    await database.disconnect()


async def publications(committee):
    rows = await Publication.filter(package__meeting__committee__name=committee).order_by("revision")
    return [msgspec.json.decode(row.content) for row in rows]


async def test_loading_publishes_every_meeting_and_the_supplement_as_a_second_revision(loaded):
    assert (await report(loaded))["publiseringer"] == 8
    first, second = await publications("Hovedutvalg for oppvekst og levekår")
    assert len(first["items"]) == 2
    assert [item["number"] for item in second["items"]][-1].startswith("PS 29/")
    assert "changed" in {mark for document in second["documents"] for mark in document["marks"]}


async def test_the_past_meeting_ends_with_its_minutes(loaded):
    held = (await publications("Hovedutvalg for teknikk og miljø"))[-1]
    assert held["meeting"]["status"] == "minutes_published"
    assert "minutes" in {document["kind"] for document in held["documents"]}


async def test_loading_again_keeps_everything_also_on_another_day(loaded, short_demo, clock_at):
    before = await report(loaded), await publications("Formannskapet")
    clock_at(clock.now() + timedelta(days=3))
    assert "fra før" in await load(loaded, folder=short_demo)
    assert (await report(loaded), await publications("Formannskapet")) == before


async def test_a_load_that_was_cut_off_is_finished_by_the_next(loaded, short_demo, clock_at):
    await Publication.filter(revision=2).delete()
    clock_at(clock.now() + timedelta(days=1))
    await load(loaded, folder=short_demo)
    assert (await report(loaded))["publiseringer"] == 8


async def test_the_deputy_who_is_called_in_has_the_papers_and_the_other_has_none(loaded, demo):
    async def has(key):
        return await Delivery.filter(person__email=demo.persons[key].email).count()

    assert (await has("vara_1"), await has("vara_2")) == (1, 0)


async def test_the_coordinator_is_secretary_of_the_youth_council_alone(loaded, demo):
    email = demo.persons["ungdomsrad_koordinator"].email
    assert not (await Person.get(email=email)).secretariat
    assert await Membership.filter(person__email=email).values_list("role", flat=True) == ["secretariat"]


async def test_everyone_gets_a_link_and_a_role_in_words(loaded, demo):
    given = {name: role for name, role, link in await links(loaded) if "/logg-inn#" in link}
    assert len(given) == len(demo.persons)
    assert given[demo.persons["ordforer"].name] == "ordfører"
    assert given[demo.persons["vara_2"].name] == "vara, formannskapet"
    assert given[demo.persons["tidligere_medlem"].name] == "tidligere medlem"


async def test_no_byte_of_the_exempt_paper_lies_in_the_open(loaded):
    for file in loaded.home_path.rglob("*"):
        assert not file.is_file() or b"Kanarifugl" not in file.read_bytes(), file


def test_the_municipality_has_the_demos_name_unless_the_settings_give_another():
    assert municipality(Settings()) == "Agnesund kommune"
    assert municipality(Settings(municipality="Lindheia kommune")) == "Lindheia kommune"
