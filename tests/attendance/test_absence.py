"""Somebody cannot come: who may say so, who is told, and who reads why."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from folkevalgt.access import Reader, Role
from folkevalgt.attendance import absence, presence, sweeping
from folkevalgt.models.attendance import Absence
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.package import Delivery
from folkevalgt.models.person import Person
from tests.attendance.acting import item_id
from tests.attendance.coming import Attending, Own, notices
from tests.engines import ON_SQLITE
from tests.papers import at, harvested, item, meeting, paper, plan

pytestmark = pytest.mark.anyio
MEMBER = "medlem_formannskap"


@pytest.fixture
async def own(visit, package):
    return Own(visit, package)


@pytest.fixture
async def attending(world, package, visit):
    async with visit("sekretaer") as visitor:
        yield Attending(world, package, visitor)


async def test_a_member_says_that_they_cannot_come_and_the_secretariat_and_the_chair_read_why(world, own, attending):
    before = await Delivery.all().values_list("person_id", "manifest_id")
    assert await own.away(MEMBER, reason=" På reise ") == 204
    mine = (await own.sees(MEMBER))["absence"]
    assert (mine["items"], mine["reason"], mine["by"]) == ([], "På reise", "Hilde Rostøl")
    chair = await own.sees("ordforer")
    assert (chair["leads"], [line["absence"]["reason"] for line in chair["people"]]) == (True, ["På reise"])
    seats = (await attending.told())["seats"]
    assert [line["absence"]["reason"] for line in seats if line["absence"]] == ["På reise"]
    assert await Delivery.all().values_list("person_id", "manifest_id") == before
    told = [("sekretaer", {"what": "away", "items": 0}), ("sekretaer_2", {"what": "away", "items": 0})]
    assert await notices(world, "absence") == told
    assert "reise" not in str(await AuditEntry.all().values("detail"))


@ON_SQLITE
async def test_nobody_else_hears_of_it(own):
    assert await own.away(MEMBER) == 204
    for name in ("varaordforer", "medlem_formannskap_2", "ungdomsrad_medlem", "sekretaer"):
        told = await own.sees(name)
        assert (told["people"], told["called"], told["absence"]) == ([], [], None), name
    for name in ("vara_1", "medlem_helse_2"):
        assert (await own.sees(name)).get("error", {}).get("word") == "not_found", name
    assert (await own.sees(None))["error"]["word"] == "not_signed_in"


@ON_SQLITE
async def test_only_who_has_a_seat_says_so(world, own):
    refused = {"sekretaer": 403, "ungdomsrad_medlem": 403, "vara_1": 404, "medlem_helse_2": 404}
    refused |= {"tidligere_medlem": 404, None: 401}
    for name, status in refused.items():
        assert await own.away(name) == status, name
    await harvested(world, meeting(item("annen", 9, paper("annet")), committee="Kommunestyret"), "annen")
    assert await own.away(MEMBER, "annen") == 404
    assert await own.away(MEMBER, reason="  ") == 400
    assert not await Absence.exists()


@ON_SQLITE
async def test_who_takes_it_back_comes_and_the_reason_is_gone(own, attending):
    assert await own.away(MEMBER) == 204
    assert await own.says(MEMBER, "absence/take-back") == 204
    assert (await own.sees(MEMBER))["absence"] is None
    assert (await attending.told())["vacancies"] == []
    assert (await Absence.get()).reason == ""
    assert await own.says(MEMBER, "absence/take-back") == 409


@ON_SQLITE
async def test_after_the_day_of_the_meeting_only_the_secretariat_says_who_was_away(
    world, own, visit, package, clock_at
):
    day = (await package.meeting).date
    clock_at(at(f"{day} 23:59:59"))
    assert await own.away(MEMBER) == 204
    clock_at(at(f"{day} 23:59:59") + timedelta(seconds=1))
    assert [await own.away(MEMBER), await own.says(MEMBER, "absence/take-back")] == [409, 409]
    async with visit("sekretaer") as visitor:
        await Attending(world, package, visitor).act("absence", "varaordforer", reason="Møtte ikke")
    assert await Absence.all().count() == 2


@ON_SQLITE
async def test_the_secretariat_notes_it_for_somebody_and_is_not_told_by_itself(world, attending):
    await attending.act("absence", MEMBER, "personal", reason="Ringte")
    assert [name for name, _ in await notices(world, "absence")] == ["sekretaer_2"]
    assert await attending.act("absence", "medlem_helse_2") == "no_such_person"
    assert await attending.act("take_back", "ordforer") == "stale"


@ON_SQLITE
async def test_the_secretariat_is_told_that_somebody_may_be_disqualified(world, own):
    assert await own.says(MEMBER, "disqualifications", {"item": await item_id("personal"), "reason": "Søster"}) == 204
    facts = {"what": "disqualified", "items": 1}
    assert await notices(world, "absence") == [("sekretaer", facts), ("sekretaer_2", facts)]


@ON_SQLITE
@pytest.mark.parametrize("name", ["ordforer", MEMBER, "vara_1", "leder_helse", None])
async def test_who_comes_is_the_secretariats_to_see_and_to_change(visit, package, name):
    async with visit(name) as visitor:
        address, act = f"/api/packages/{package.id}/attendance", {"act": "take_back", "person": "x"}
        answers = [await visitor.get(address), await visitor.post(address, act)]
    assert {answer.status_code for answer in answers} == {403 if name else 401}


@ON_SQLITE
async def test_a_draft_tells_members_nothing(world, visit):
    draft = await harvested(world, plan())
    assert await Own(visit, draft).away(MEMBER) == 404


@ON_SQLITE
async def test_why_is_forgotten_a_month_after_the_meeting_and_that_they_were_away_is_not(own, package, clock_at):
    day = (await package.meeting).date
    assert await own.away(MEMBER) == 204
    clock_at(at(f"{day} 12:00:00") + timedelta(days=30))
    await sweeping.sweep()
    assert (await Absence.get()).reason == "Reise"
    clock_at(at(f"{day} 12:00:00") + timedelta(days=31))
    await sweeping.sweep()
    row = await Absence.get()
    assert (row.reason, row.state) == ("", "reported")


async def anybody(*_: object) -> bool:
    return True


async def everyone(*_: object) -> set[UUID]:
    return set(await Person.all().values_list("id", flat=True))


async def chairs(*_: object) -> Reader:
    return Reader(frozenset({Role.CHAIR}))


HOLES = {
    "everyone has a seat": (absence, "seated", everyone, "may_say"),
    "nobody is asked what they were given": (absence, "has", anybody, "may_say"),
    "everyone is told what the chair is": (presence.deliveries, "reader", chairs, "hears"),
    "nobody is asked what they may see": (presence, "has", anybody, "hears"),
}


@ON_SQLITE
@pytest.mark.parametrize("hole", HOLES)
async def test_a_hole_in_who_hears_and_who_may_say_so_shows(world, own, monkeypatch, hole):
    *place, tried = HOLES[hole]
    monkeypatch.setattr(*place)
    with pytest.raises(AssertionError):
        await (test_nobody_else_hears_of_it(own) if tried == "hears" else test_only_who_has_a_seat_says_so(world, own))
