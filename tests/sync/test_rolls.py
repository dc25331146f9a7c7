"""Who sits in the committees whose papers one treats: names for a run sheet, and for nobody else."""

from __future__ import annotations

import pytest

from folkevalgt import access
from folkevalgt.models.person import Person
from tests.engines import ON_SQLITE
from tests.world import World

pytestmark = pytest.mark.anyio


async def roll(visit, who: str) -> list[dict]:
    async with visit(who) as visitor:
        rolls = (await visitor.get("/api/rolls")).json()["rolls"]
    return rolls[0]["people"] if rolls else []


def names(world: World, *people: str) -> list[str]:
    return [world.person(each).name for each in people]


async def test_the_roll_is_called_from_the_chair_to_the_deputies_by_name(world, visit, package):
    await world.call_in("vara_1", package)
    people = await roll(visit, "medlem_formannskap")
    roles = [each["role"] for each in people]
    assert [each["name"] for each in people[:2]] == names(world, "ordforer", "varaordforer")
    assert roles == sorted(roles, key=["chair", "deputy_chair", "member", "substitute", "deputy"].index)
    members = [each["name"] for each in people if each["role"] == "member"]
    assert members == sorted(members)
    assert [each["name"] for each in people if each["role"] == "substitute"] == names(world, "vara_1")
    assert len({each["id"] for each in people}) == len(people)
    assert {each["party"] for each in people} >= {"Ap", "H"}
    assert await roll(visit, "sekretaer") == people


@ON_SQLITE
async def test_it_says_nothing_of_where_to_reach_anybody(world, visit, package):
    async with visit("ordforer") as visitor:
        answer = await visitor.get("/api/rolls")
        assert [email for email in await Person.all().values_list("email", flat=True) if email in answer.text] == []
        assert (await visitor.get("/api/rolls", if_none_match=answer.headers["etag"])).status_code == 304


async def test_who_treats_no_papers_is_told_of_nobody(world, visit, package):
    for who in ("ungdomsrad_medlem", "vara_2", "medlem_helse_2", "tidligere_medlem"):
        assert await roll(visit, who) == [], who
    async with visit() as anyone:
        assert (await anyone.get("/api/rolls")).status_code == 401


@ON_SQLITE
async def test_the_youth_council_would_be_told_without_that_rule(world, visit, package, monkeypatch):
    monkeypatch.setattr(access, "TREATING", frozenset(access.Role))
    assert await roll(visit, "ungdomsrad_medlem")


@ON_SQLITE
async def test_who_has_left_is_not_called(world, visit, package):
    await world.end_seat("medlem_formannskap", "Formannskapet")
    assert await roll(visit, "medlem_formannskap") == []
    assert world.person("medlem_formannskap").name not in [each["name"] for each in await roll(visit, "ordforer")]
