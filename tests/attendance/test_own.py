"""What members and chairs do about disqualification themselves, and who may do nothing at all."""

from __future__ import annotations

import pytest

from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.disqualification import Disqualification
from tests.attendance.acting import Desk, has, item_id
from tests.engines import ON_SQLITE
from tests.papers import harvested, item, meeting, paper, plan
from tests.world import World

pytestmark = pytest.mark.anyio
MEMBER = "medlem_formannskap"


def address(package, rest="disqualifications") -> str:
    return f"/api/packages/{package.id}/{rest}"


async def report(visit, package, name, item="personal", reason="Han er broren min") -> int:
    async with visit(name) as visitor:
        answer = await visitor.post(address(package), {"item": await item_id(item), "reason": reason})
    return answer.status_code


async def lead(visit, world: World, package, name, state, about=MEMBER, item="personal") -> int:
    async with visit(name) as visitor:
        told = {"person": str(world.person(about).id), "item": await item_id(item), "state": state}
        return (await visitor.post(address(package, "disqualifications/steps"), told)).status_code


async def own(visit, package, name) -> dict:
    async with visit(name) as visitor:
        return (await visitor.get(address(package))).json()


async def test_a_member_reports_themselves_and_keeps_the_papers_until_the_chair_holds_them_back(world, visit, package):
    assert await report(visit, package, MEMBER) == 204
    assert await has(world, MEMBER, package) == ["open", "sealed"]
    told = await own(visit, package, MEMBER)
    assert [(line["state"], line["reason"]) for line in told["lines"]] == [("reported", "Han er broren min")]
    assert (told["leads"], told["people"]) == (False, [])
    assert await report(visit, package, MEMBER) == 409
    shown = await own(visit, package, "ordforer")
    assert (shown["leads"], [line["person"] for line in shown["people"]]) == (True, [str(world.person(MEMBER).id)])
    assert await lead(visit, world, package, "ordforer", "provisional") == 204
    assert await has(world, MEMBER, package) == ["open", "disqualified"]
    assert await lead(visit, world, package, "ordforer", "lifted") == 204
    assert await has(world, MEMBER, package) == ["open", "sealed"]
    actors = await AuditEntry.filter(action="disqualify").order_by("seq").values_list("actor", flat=True)
    assert actors == [str(world.person(name).id) for name in (MEMBER, "ordforer", "ordforer")]


async def test_nobody_but_the_chair_leads_and_nobody_leads_about_themselves(world, visit, package):
    assert await report(visit, package, MEMBER) == 204
    refused = {"varaordforer": 403, MEMBER: 403, "sekretaer": 403, "ungdomsrad_medlem": 403}
    refused |= {"vara_1": 404, "medlem_helse_2": 404, "leder_helse": 404}
    for name, status in refused.items():
        assert await lead(visit, world, package, name, "provisional") == status, name
    assert await report(visit, package, "ordforer") == 204
    assert await lead(visit, world, package, "ordforer", "lifted", "ordforer") == 403
    assert {row.state for row in await Disqualification.all()} == {"reported"}


async def test_the_chair_neither_begins_nor_decides_nor_undoes_a_decision(world, visit, package):
    async with visit("sekretaer") as visitor:
        desk = Desk(world, package, visitor)
        assert await lead(visit, world, package, "ordforer", "provisional") == 409
        await desk.act("disqualify", person=MEMBER, item="personal", state="provisional")
        await desk.act("disqualify", person=MEMBER, item="personal", state="decided")
        assert await lead(visit, world, package, "ordforer", "lifted") == 409
        assert await lead(visit, world, package, "ordforer", "decided") == 400
    assert (await Disqualification.get()).state == "decided"


@ON_SQLITE
async def test_only_who_treats_an_item_reports_themselves_in_it(world, visit, package):
    for name, status in {"ungdomsrad_medlem": 403, "sekretaer": 403, "vara_1": 404, "medlem_helse_2": 404}.items():
        assert await report(visit, package, name) == status, name
    await harvested(world, meeting(item("annen", 9, paper("annet")), committee="Kommunestyret"), "annen")
    assert await report(visit, package, MEMBER, "annen") == 404
    assert await report(visit, package, MEMBER, reason="  ") == 400
    assert not await Disqualification.exists()


@ON_SQLITE
async def test_a_substitute_in_one_item_reports_in_that_and_knows_of_no_other(world, visit, package):
    async with visit("sekretaer") as visitor:
        await Desk(world, package, visitor).act("call_in", person="vara_1", items=["personal"])
    assert await report(visit, package, "vara_1", "plan") == 404
    assert await report(visit, package, "vara_1", "personal") == 204


@ON_SQLITE
async def test_nobody_sees_what_others_reported_or_acts_on_what_is_not_theirs(world, visit, package):
    assert await report(visit, package, MEMBER) == 204
    for name in ("varaordforer", "ungdomsrad_medlem", "sekretaer"):
        assert await own(visit, package, name) == {"lines": [], "leads": False, "people": []}, name
    missing = {"error": {"word": "not_found", "message": "Finnes ikke."}}
    for name in ("vara_1", "medlem_helse_2"):
        assert await own(visit, package, name) == missing
    assert (await own(visit, await harvested(world, plan(), "ny"), None))["error"]["word"] == "not_signed_in"


@ON_SQLITE
@pytest.mark.parametrize("name", ["ordforer", MEMBER, "ungdomsrad_medlem", "vara_1", "leder_helse", None])
async def test_the_grid_is_the_secretariats(world, visit, package, name):
    async with visit(name) as visitor:
        act = {"acts": [{"act": "exempt_on_devices", "allowed": False}], "dry_run": False}
        answers = [await visitor.get(address(package, "access")), await visitor.post(address(package, "access"), act)]
    assert {answer.status_code for answer in answers} == {403 if name else 401}


@ON_SQLITE
async def test_bodies_that_say_nothing_sensible_are_refused(visit, package):
    bad = [{}, {"acts": [], "dry_run": True}, {"acts": [{"act": "rule"}], "dry_run": True}]
    bad += [{"acts": [{"act": "disqualify", "person": "x", "item": "y"}], "dry_run": True}]
    async with visit("sekretaer") as visitor:
        answers = [await visitor.post(address(package, "access"), each) for each in bad]
        strange = await visitor.get("/api/packages/00000000-0000-4000-8000-000000000000/access")
    assert [answer.status_code for answer in answers] == [400, 400, 400, 404]
    assert strange.status_code == 404
