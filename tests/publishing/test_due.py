"""A publication that comes by itself: at its time, as it was looked at, or word to the secretariat why not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from folkevalgt import clock, database
from folkevalgt.errors import Refusal
from folkevalgt.jobs import Job
from folkevalgt.models.notification import Notice
from folkevalgt.models.package import Package, Publication
from folkevalgt.publishing.assemble import assemble
from folkevalgt.publishing.desk_shapes import DeskEdit
from folkevalgt.publishing.publish import publish
from folkevalgt.publishing.withdraw import withdraw
from folkevalgt.worker import Worker
from tests.papers import harvested, plan, say_nothing
from tests.publishing.desking import desk_state, done, named_paper
from tests.world import World

pytestmark = pytest.mark.anyio


async def ordered(world: World, package: Package, note: str = "") -> datetime:
    """To be published in an hour."""
    at = clock.now() + timedelta(hours=1)
    state = (await assemble(database.ro(), package.id)).state
    await done(world, package, DeskEdit("schedule", at=at.isoformat(), state=state, text=note))
    return at


async def worked(world: World) -> None:
    await Job.exclude(kind__in=["publish"]).delete()
    await Worker(world.settings, world.files, world.key, say_nothing).tick()


@pytest.fixture
async def harvested_plan(world):
    return await harvested(world, plan())


async def test_it_is_published_at_its_time_and_not_before(world, harvested_plan, clock_at):
    at = await ordered(world, harvested_plan, "Velkommen")
    await worked(world)
    assert await Publication.all().count() == 0
    clock_at(at + timedelta(seconds=1))
    await worked(world)
    made = await Publication.get(package_id=harvested_plan.id)
    assert (made.change_note, made.by) == ("Velkommen", str(world.person("sekretaer").id))
    assert (await desk_state(world, harvested_plan)).scheduled is None


async def test_what_was_called_off_is_not_published(world, harvested_plan, clock_at):
    at = await ordered(world, harvested_plan)
    await done(world, harvested_plan, DeskEdit("unschedule"))
    clock_at(at + timedelta(seconds=1))
    await worked(world)
    assert (await Publication.all().count(), await Notice.all().count()) == (0, 0)


async def test_what_was_put_off_is_published_then(world, harvested_plan, clock_at):
    at = await ordered(world, harvested_plan)
    clock_at(at - timedelta(minutes=1))
    await ordered(world, harvested_plan)
    clock_at(at + timedelta(seconds=1))
    await worked(world)
    assert await Publication.all().count() == 0
    clock_at(at + timedelta(hours=1))
    await worked(world)
    assert await Publication.all().count() == 1


async def test_what_is_another_by_then_is_not_published_and_the_secretariat_told(world, harvested_plan, clock_at):
    at = await ordered(world, harvested_plan)
    await done(world, harvested_plan, DeskEdit("add_item", text="Ny"))
    scheduled = (await desk_state(world, harvested_plan)).scheduled
    assert scheduled
    assert scheduled.stale
    clock_at(at + timedelta(seconds=1))
    await worked(world)
    told = await Notice.filter(kind="not_published")
    staff = {world.person(name).id for name in ("sekretaer", "sekretaer_2")}
    assert ({row.person_id for row in told}, told[0].facts) == (staff, {"why": "stale"})
    assert (await desk_state(world, harvested_plan)).trouble == "stale"
    await publish(harvested_plan.id, "cli")
    assert (await desk_state(world, harvested_plan)).trouble == ""


async def test_it_is_published_once_though_the_worker_died_after_it(world, harvested_plan, clock_at):
    clock_at(await ordered(world, harvested_plan) + timedelta(seconds=1))
    await worked(world)
    await Job.filter(kind="publish").update(done_at=None, locked_until=None)
    await worked(world)
    assert await Publication.all().count() == 1


async def test_a_package_taken_back_does_not_come_out_by_itself(world, package, clock_at):
    await done(world, package, DeskEdit("hold_back", document=await named_paper("framlegg")))
    at = await ordered(world, package)
    await withdraw(package.id, "cli", "feil")
    clock_at(at + timedelta(seconds=1))
    await worked(world)
    assert await Publication.all().count() == 1


@pytest.mark.parametrize("given", [{"at": "i morgen"}, {"at": "2026-12-03T12:00"}, {"at": "2020-01-01T12:00+01:00"}])
async def test_a_time_that_is_none_or_over_is_refused(world, harvested_plan, given):
    with pytest.raises(Refusal, match=r"bad_request|too_late"):
        await done(world, harvested_plan, DeskEdit("schedule", **given))
