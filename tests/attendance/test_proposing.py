"""Which deputy is next, why another is passed over, and what becomes of a yes and of a no."""

from __future__ import annotations

import pytest

from folkevalgt import clock
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.committee import CallIn
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.notification import Notice
from tests.attendance.acting import Desk, has
from tests.attendance.coming import Attending, Own, notices
from tests.engines import ON_SQLITE

pytestmark = pytest.mark.anyio
CHAIR, MEMBER = "ordforer", "medlem_formannskap"
FREE = ["vara_1 personal", "vara_2 personal", "vara_3 other_list"]


@pytest.fixture
async def own(visit, package):
    return Own(visit, package)


@pytest.fixture
async def attending(world, package, visit):
    async with visit("sekretaer") as visitor:
        yield Attending(world, package, visitor)


async def test_the_next_on_the_members_own_list_is_called_in_and_says_yes(world, own, attending, package):
    await own.away(CHAIR)
    assert await attending.proposed() == {(CHAIR, "absence"): FREE}
    told = await attending.act("call_in", "vara_1", instead_of=CHAIR)
    assert (told["vacancies"], [line["answer"] for line in told["called"]]) == ([], [""])
    assert await has(world, "vara_1", package) == ["open", "sealed"]
    assert await notices(world, "called_in") == [("vara_1", {"items": 0})]
    assert (await own.sees("vara_1"))["call"]["instead_of"] == "Solveig Brattland"
    assert await own.answers("vara_1", "yes") == 204
    assert await own.answers("vara_1", "yes") == 204
    assert await notices(world, "answered") == [("sekretaer", {"answer": "yes"}), ("sekretaer_2", {"answer": "yes"})]
    lines = {line["name"]: (line["comes"], line["instead_of"]) for line in (await attending.told())["presence"]}
    assert lines["Solveig Brattland"] == ("away", "")
    assert lines["Anne Grete Sløgdal"] == ("whole", "Solveig Brattland")
    acts = ["absence", "call_in", "answer_call"]
    assert await AuditEntry.filter(action__in=acts).order_by("seq").values_list("action", flat=True) == acts


async def test_who_says_no_loses_the_papers_and_the_next_one_is_proposed(world, own, attending, package):
    await own.away(CHAIR)
    await attending.act("call_in", "vara_1", instead_of=CHAIR)
    assert await own.answers("vara_1", "no") == 204
    assert await has(world, "vara_1", package) == []
    told = await own.sees("vara_1")
    assert (told["call"]["answer"], told["people"], told["may_report"]) == ("no", [], False)
    assert await attending.proposed() == {(CHAIR, "absence"): ["vara_1 personal said_no", *FREE[1:]]}
    assert await own.answers("vara_1", "yes") == 404
    assert await attending.act("call_in", "vara_1", instead_of=CHAIR) == "stale"
    assert "called" in await attending.act("call_in", "vara_2", instead_of=CHAIR)


@ON_SQLITE
async def test_those_who_are_away_disqualified_or_called_already_are_passed_over(own, attending, world, package):
    desk = Desk(world, package, attending.visitor)
    await desk.act("disqualify", person=MEMBER, item="personal", state="provisional")
    assert await attending.proposed() == {(MEMBER, "disqualified"): [
        "vara_3 list", "vara_1 other_list", "vara_2 other_list",
    ]}  # fmt: skip
    await desk.act("disqualify", person="vara_3", item="personal", state="reported")
    await attending.act("absence", "vara_1", "personal")
    await desk.act("call_in", person="vara_2", items=["plan"])
    assert await attending.proposed() == {(MEMBER, "disqualified"): [
        "vara_3 list disqualified", "vara_1 other_list away", "vara_2 other_list called",
    ]}  # fmt: skip


@ON_SQLITE
async def test_whoever_stands_in_for_a_member_in_one_item_is_first_for_the_next(own, attending, world, package):
    await own.away(MEMBER, "personal")
    await attending.act("call_in", "vara_3", "personal", instead_of=MEMBER)
    await own.answers("vara_3", "yes")
    await own.away(MEMBER, "personal", "plan")
    assert (await attending.proposed())[MEMBER, "absence"][0] == "vara_3 same_seat"
    told = await attending.act("call_in", "vara_3", "plan", "personal", instead_of=MEMBER)
    assert (told["vacancies"], told["called"][0]["answer"], len(told["called"][0]["items"])) == ([], "", 2)


@ON_SQLITE
async def test_a_substitute_who_may_not_treat_an_item_leaves_the_seat_empty_in_that_one(own, attending, world, package):
    await own.away(CHAIR)
    await attending.act("call_in", "vara_1", instead_of=CHAIR)
    await Desk(world, package, attending.visitor).act(
        "disqualify", person="vara_1", item="personal", state="provisional"
    )
    vacancy = (await attending.told())["vacancies"][0]
    assert (attending.name(vacancy["instead_of"]), len(vacancy["items"])) == (CHAIR, 1)
    assert [each["skip"] for each in vacancy["proposals"]] == ["called", "", ""]


@ON_SQLITE
async def test_who_is_called_in_at_the_grid_stands_in_for_the_one_it_can_be(attending, world, package):
    desk = Desk(world, package, attending.visitor)
    await desk.act("disqualify", person=MEMBER, item="personal", state="provisional")
    await desk.act("call_in", person="vara_2", items=["personal"])
    assert await attending.proposed() == {}
    assert [attending.name(line["instead_of"]) for line in (await attending.told())["called"]] == [MEMBER]


@ON_SQLITE
async def test_who_was_called_in_to_an_item_that_left_the_agenda_is_called_in_to_nothing(attending, world, package):
    await Desk(world, package, attending.visitor).act("call_in", person="vara_2", items=["personal"])
    await AgendaItem.filter(source_id="personal").update(withdrawn_at=clock.now())
    assert (await attending.told())["called"] == []


@ON_SQLITE
async def test_two_who_call_in_for_the_same_seat_do_not_fill_it_twice(own, attending):
    await own.away(CHAIR)
    await attending.act("call_in", "vara_1", instead_of=CHAIR)
    assert await attending.act("call_in", "vara_2", instead_of=CHAIR) == "stale"
    assert await CallIn.all().count() == 1


@ON_SQLITE
async def test_when_the_member_comes_after_all_the_substitute_is_told_of_as_not_needed(own, attending, world):
    await own.away(CHAIR)
    await attending.act("call_in", "vara_1", instead_of=CHAIR)
    await Notice.filter(kind="called_in").update(told_at="2026-01-01T00:00:00+00:00")
    await own.says(CHAIR, "absence/take-back")
    assert [line["needed"] for line in (await attending.told())["called"]] == [False]
    told = await attending.act("call_off", "vara_1")
    assert [line["gone"] for line in told["called"]] == [True]
    assert await notices(world, "called_off") == [("vara_1", {})]
    assert await notices(world, "called_in") == []


@ON_SQLITE
async def test_an_answer_on_the_telephone_is_the_secretariats_to_note(own, attending):
    await own.away(CHAIR)
    await attending.act("call_in", "vara_1", instead_of=CHAIR)
    told = await attending.act("answer", "vara_1", answer="yes")
    assert told["called"][0]["answer"] == "yes"
    told = await attending.act("answer", "vara_1", answer="no")
    assert (told["called"][0]["gone"], len(told["vacancies"])) == (True, 1)
    assert await attending.act("answer", "vara_1", answer="yes") == "stale"


@ON_SQLITE
async def test_nobody_answers_who_is_not_called_in(own):
    for name, status in {"vara_1": 404, MEMBER: 404, "sekretaer": 404, "leder_helse": 404, None: 401}.items():
        assert await own.answers(name, "yes") == status, name


@ON_SQLITE
async def test_the_list_for_the_minutes_says_who_was_there_and_never_why_not(own, attending):
    await own.away(MEMBER, "personal", reason="Kanarisk influensa")
    presence = (await attending.told())["presence"]
    assert [line["role"] for line in presence[:3]] == ["chair", "deputy_chair", "member"]
    assert [(line["comes"], line["away"]) for line in presence if line["away"]] == [("part", ["PS 113/26"])]
    assert "influensa" not in str(presence)
