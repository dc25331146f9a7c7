"""Whom one may share with, as the app asks for it."""

from __future__ import annotations

import pytest

from folkevalgt.models.person import PartyGroup
from tests.papers import item, meeting, paper, published
from tests.world import World

pytestmark = pytest.mark.anyio
PATH = "/api/notes/circles"


async def offered(visitor, *kinds: str) -> list[dict]:
    circles = (await visitor.get(PATH)).json()["circles"]
    return [each for each in circles if each["kind"] in (kinds or ("group", "chair"))]


async def test_readers_are_named_and_the_asker_is_not_one_of_them(world, visit, package):
    async with visit("leder_oppvekst") as leader:
        (circle,) = await offered(leader, "group")
    colleague = world.person("medlem_formannskap")
    assert circle == {
        "package": str(package.id),
        "scope": f"group:{colleague.party_group_id}",
        "kind": "group",
        "name": "Arbeiderpartiet",
        "readers": [{"id": str(colleague.id), "name": colleague.name}],
        "refused": "",
        "body": "",
        "present": 0,
        "seats": 0,
    }


async def test_a_member_may_write_to_chair_and_secretariat_who_are_named(world, visit, planned):
    async with visit("medlem_formannskap") as member:
        (circle,) = await offered(member, "chair")
    names = {world.person(each).name for each in ("ordforer", "sekretaer", "sekretaer_2")}
    assert ({each["name"] for each in circle["readers"]}, circle["refused"]) == (names, "")


async def test_a_chair_of_a_body_of_three_is_half_of_it_with_one_member(world, visit):
    await published(world, meeting(item("u", 1, paper("u1")), committee="Ungdomsrådet"), "ungdomsradet")
    async with visit("ungdomsrad_medlem_2") as member:
        (circle,) = await offered(member, "chair")
    assert (circle["refused"], circle["body"], circle["present"], circle["seats"]) == ("quorum", "Ungdomsrådet", 2, 3)


async def test_a_circle_without_readers_is_told_with_its_reason(world, visit, planned):
    async with visit("varaordforer") as deputy:
        assert [(each["readers"], each["refused"]) for each in await offered(deputy, "group")] == [([], "nobody")]


async def test_every_package_has_its_own_readers(world, visit, planned):
    await published(world, meeting(item("k", 1, paper("k1")), committee="Kommunestyret"), "kommunestyret")
    async with visit("leder_teknikk") as member:
        told = [[reader["name"] for reader in each["readers"]] for each in await offered(member, "group")]
    assert sorted(told) == [[], [world.person("medlem_helse").name]]  # who sits in Kommunestyret alone


async def test_an_unchanged_answer_costs_nothing(world: World, visit, package):
    async with visit("ordforer") as mayor:
        etag = (await mayor.get(PATH)).headers["etag"]
        assert (await mayor.get(PATH, if_none_match=etag)).status_code == 304
        await world.call_in("vara_1", package)
        assert (await mayor.get(PATH, if_none_match=etag)).status_code == 200
        await PartyGroup.filter(name="Senterpartiet").update(name="Et nytt navn")
        assert {each["name"] for each in await offered(mayor)} == {"Et nytt navn", "Formannskapet"}


@pytest.mark.parametrize("name", ["ungdomsrad_medlem", "tidligere_medlem"])
async def test_who_is_in_no_circle_is_told_of_none(world, visit, name, planned):
    async with visit(name) as nobody:
        assert await offered(nobody) == []
