"""Which cases one may follow, as the agenda's button asks for it."""

from __future__ import annotations

import pytest

from tests.papers import item, meeting, paper, published

pytestmark = pytest.mark.anyio
CASE = {"case": {"number": "2026/318", "title": "IKT-plan"}}
OTHER = {"case": {"number": "2026/319", "title": "Gebyrer"}}


@pytest.fixture
async def agenda(world):
    """Two items with cases, one without; and a meeting of another body."""
    items = item("plan", 1, paper("plan")) | CASE, item("gebyr", 2, paper("gebyr")) | OTHER, item("spørsmål", 3)
    other = meeting(item("plan-2", 1, paper("plan-2")) | CASE, committee="Ungdomsrådet")
    await published(world, other, "ungdomsråd")
    return await published(world, meeting(*items), "formannskap")


async def asked(visitor, package=None) -> dict:
    return (await visitor.get("/api/follows" + (f"?package={package.id}" if package else ""))).json()


async def test_an_item_that_is_no_treatment_of_a_case_is_not_offered(visit, agenda):
    async with visit("medlem_formannskap") as member:
        told = await asked(member, agenda)
    assert (len(told["can"]), told["follows"]) == (2, [])


async def test_a_case_that_is_followed_is_known_on_every_agenda_of_mine_and_until_i_stop(visit, agenda):
    async with visit("medlem_formannskap") as member:
        first, _ = (await asked(member, agenda))["can"]
        await member.post("/api/follows", {"item": first})
        (line,) = (await asked(member))["follows"]
        assert line["items"] == [first]
        await member.post("/api/follows/remove", {"case": line["case"]})
        assert (await asked(member))["follows"] == []


async def test_nobody_is_offered_the_cases_of_a_list_that_is_not_theirs(visit, agenda):
    async with visit("medlem_formannskap") as member, visit("vara_1") as other:
        items = (await asked(member, agenda))["can"]
        assert (await asked(other, agenda))["can"] == []
        assert (await other.post("/api/follows", {"item": items[0]})).status_code == 404


async def test_an_address_that_is_no_package_is_not_found(visit, world):
    async with visit("medlem_formannskap") as member:
        assert (await member.get("/api/follows?package=x")).status_code == 404
