"""What the secretariat does about who sees what, and that it is shown before it is done."""

from __future__ import annotations

import pytest

from folkevalgt.jobs import Job
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.committee import CallIn, Committee
from folkevalgt.models.disqualification import Disqualification, DisqualificationStep
from folkevalgt.models.document import Exemption
from folkevalgt.models.package import Delivery, Manifest
from tests.attendance.acting import Desk, has, item_id
from tests.engines import ON_SQLITE
from tests.papers import harvested, item, meeting, paper, plan

pytestmark = pytest.mark.anyio
MEMBER = "medlem_formannskap"
BASIS = {"legal_basis": "Offl. § 13"}


async def rows() -> list[int]:
    kinds = (Disqualification, CallIn, Exemption, Delivery, Manifest, Job, AuditEntry)
    return [await kind.all().count() for kind in kinds]


async def test_whoever_is_held_back_loses_the_exempt_paper_at_once_and_keeps_the_open(world, desk, package):
    for state, theirs in {"reported": "sealed", "provisional": "disqualified", "decided": "disqualified"}.items():
        done = await desk.act("disqualify", person=MEMBER, item="personal", state=state, reason="Søsken")
        assert await has(world, MEMBER, package) == ["open", theirs], state
        assert len(done["changes"]) == (1 if state == "provisional" else 0)
    await desk.act("disqualify", person=MEMBER, item="personal", state="lifted", reason="Ikke søsken likevel")
    assert await has(world, MEMBER, package) == ["open", "sealed"]
    steps = await DisqualificationStep.all().order_by("at")
    assert [step.state for step in steps] == ["reported", "provisional", "decided", "lifted"]
    assert {step.by for step in steps} == {str(world.person("sekretaer").id)}
    assert await AuditEntry.filter(action="disqualify").count() == 4
    assert "Søsken" not in str(await AuditEntry.all().values("detail"))


@ON_SQLITE
@pytest.mark.parametrize("state", ["decided", "lifted"])
async def test_a_step_that_does_not_follow_is_refused(desk, state):
    assert await desk.act("disqualify", person=MEMBER, item="personal", state=state) == "not_that_step"


@ON_SQLITE
@pytest.mark.parametrize(("now", "state"), [("decided", "provisional"), ("decided", "reported"), ("lifted", "decided")])
async def test_a_step_back_is_refused(desk, now, state):
    for step in ("provisional", "decided", now):
        await desk.act("disqualify", person=MEMBER, item="personal", state=step)
    assert await desk.act("disqualify", person=MEMBER, item="personal", state=state) == "not_that_step"


@ON_SQLITE
async def test_only_who_could_treat_the_item_can_be_disqualified(desk):
    for name in ("ungdomsrad_medlem", "tidligere_medlem", "medlem_helse_2", "sekretaer"):
        assert await desk.act("disqualify", person=name, item="personal") == "no_such_person", name
    assert "grid" in await desk.act("disqualify", person="vara_1", item="personal")


async def test_a_deputy_who_is_called_in_to_an_item_has_that_item_until_it_is_over(world, desk, package, clock_at):
    assert await has(world, "vara_1", package) == []
    await desk.act("call_in", person="vara_1", items=["personal"])
    assert await has(world, "vara_1", package) == ["sealed"]
    assert (await desk.seen())["vara_1"] == ["nothing other_item", "whole treats"]
    await desk.act("call_in", person="vara_1")
    assert await has(world, "vara_1", package) == ["open", "sealed"]
    await desk.act("call_off", person="vara_1")
    assert await has(world, "vara_1", package) == []
    assert [entry.action for entry in await AuditEntry.filter(action__startswith="call").order_by("seq")] == [
        "call_in",
        "call_in",
        "call_off",
    ]


@ON_SQLITE
async def test_only_the_committees_own_deputies_are_called_in(desk):
    for name in ("ordforer", "ungdomsrad_medlem", "medlem_helse_2", "tidligere_medlem"):
        assert await desk.act("call_in", person=name) == "not_a_deputy", name
    assert await desk.act("call_off", person="vara_1") == "stale"
    await desk.act("call_in", person="vara_1")
    assert await desk.act("call_in", person="vara_1") == "stale"


@ON_SQLITE
async def test_nothing_of_another_meeting_can_be_acted_on(world, desk):
    told = meeting(item("annen", 9, paper("annet")), committee="Kommunestyret")
    await harvested(world, told, "annen")
    assert await desk.act("disqualify", person=MEMBER, item="annen") == "not_found"
    assert await desk.act("call_in", person="vara_1", items=["annen"]) == "not_found"
    for act in ("exempt", "lift_exemption"):
        for subject in ({"item": "annen"}, {"document": "annet"}, {"item": "plan", "document": "framlegg"}, {}):
            assert await desk.act(act, reason="x", **BASIS, **subject) == "not_found", (act, subject)


ACTS = [
    {"act": "disqualify", "person": MEMBER, "item": "personal", "state": "provisional"},
    {"act": "call_in", "person": "vara_1", "items": ["plan"]},
    {"act": "exempt", "item": "plan", **BASIS},
    {"act": "lift_exemption", "item": "personal", "reason": "Ikke lenger"},
    {"act": "exempt_on_devices", "allowed": False},
]


@pytest.mark.parametrize("act", ACTS, ids=lambda each: each["act"])
async def test_what_would_be_is_what_is_then_and_until_then_nothing_has_happened(desk, act):
    before, seen = await rows(), await desk.seen()
    would = await desk.act(dry=True, **act)
    assert (await rows(), await desk.seen()) == (before, seen)
    done = await desk.act(seen=(await desk.visitor.get(desk.address)).json()["state"], **act)
    unsteady = {"state", "disqualifications"}  # they tell of when
    assert {k: v for k, v in done["grid"].items() if k not in unsteady} == {
        k: v for k, v in would["grid"].items() if k not in unsteady
    }
    assert done["changes"] == would["changes"]
    assert bool(done["changes"]) is (act["act"] != "exempt_on_devices")


@ON_SQLITE
async def test_what_was_thought_out_before_another_grid_is_stale(desk):
    state = (await desk.visitor.get(desk.address)).json()["state"]
    await desk.act("call_in", person="vara_1", seen=state)
    assert await desk.act("call_off", person="vara_1", seen=state) == "stale"


async def test_of_several_acts_all_are_done_or_none(desk, package):
    before = await rows()
    wanted = [await desk.named(ACTS[1]), await desk.named({"act": "call_off", "person": "vara_2"})]
    answer = await desk.visitor.post(desk.address, {"acts": wanted, "dry_run": False})
    assert (answer.status_code, await rows()) == (409, before)


@ON_SQLITE
async def test_a_committee_that_keeps_nothing_on_devices_says_so_and_its_readers_are_told(desk, package):
    await Job.all().delete()
    done = await desk.act("exempt_on_devices", allowed=False)
    assert done["grid"]["exempt_on_devices"] is False
    assert (await Committee.get(name="Formannskapet")).exempt_on_devices is False
    assert len((await Job.get(kind="pull")).args["people"]) == await Delivery.filter(package_id=package.id).count()
    assert await desk.act("exempt_on_devices", allowed=False) == "stale"


@ON_SQLITE
async def test_the_grid_of_what_is_not_published_tells_who_would_see_it(world, visit):
    package = await harvested(world, plan())
    async with visit("sekretaer") as visitor:
        seen = await Desk(world, package, visitor).seen()
    assert seen["ordforer"] == ["whole open", "whole treats"]
    assert seen["ungdomsrad_medlem"] == seen["vara_1"] == ["whole open", "title exempt"]
    assert list(seen)[-1] == "public"
    assert "tidligere_medlem" not in seen


@ON_SQLITE
async def test_the_grid_names_titles_that_everyone_may_read(desk):
    text = (await desk.visitor.get(desk.address)).text
    assert ("Ansettelse" in text, "IKT-plan" in text, "Unntatt offentlighet" in text) == (False, True, True)
    assert await item_id("personal") in text
