"""The clock: what is due is done, and one thing that fails stops nothing else."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import msgspec
import pytest
import structlog

from folkevalgt import circles, clock, database, deliveries, jobs
from folkevalgt.archive import harvest
from folkevalgt.jobs import Job
from folkevalgt.models.notification import Notice
from folkevalgt.models.package import Delivery
from folkevalgt.worker import KEEP_JOBS, Worker
from tests.papers import at, bytes_of, harvested, plan, published

pytestmark = pytest.mark.anyio


@pytest.fixture
def told() -> list:
    return []


@pytest.fixture
def worker(world, told) -> Worker:
    async def say(people) -> None:
        told.extend(people)

    return Worker(world.settings, world.files, world.key, say)


async def fails(*given: object, **also: object) -> None:
    raise ZeroDivisionError


async def test_a_tick_tells_open_apps_what_a_publication_ordered(world, worker, told, package):
    await worker.tick()
    readers = set(await Delivery.filter(package_id=package.id).values_list("person_id", flat=True))
    assert set(told) == readers
    assert set(await Notice.all().values_list("person_id", flat=True)) == readers


async def test_a_tick_harvests_what_is_ready(world, worker):
    folder = world.settings.inbox_path / "levering"
    folder.mkdir(parents=True)
    (folder / "package.json").write_bytes(msgspec.json.encode(plan()))
    for path, data in bytes_of(plan()).items():
        (folder / path).write_bytes(data)
    (folder / "READY").touch()
    await worker.tick()
    assert await world.package("Formannskapet")


async def test_a_job_that_fails_waits_and_the_others_are_done(world, worker, monkeypatch):
    async with database.write_tx() as db:
        await jobs.order(db, "unknown", {"title": "Kanarifugl"})
        await jobs.order(db, "pull", {"people": []})
    with structlog.testing.capture_logs() as logged:
        await worker.tick()
    failed, done = await Job.all().order_by("id")
    assert (failed.done_at, failed.failed, done.done_at is None) == (None, "KeyError", False)
    assert "Kanarifugl" not in str(logged)


async def test_an_inbox_that_cannot_be_read_keeps_midnight_from_nobody(world, worker, monkeypatch, clock_at):
    package = await published(world, plan())
    monkeypatch.setattr(harvest, "harvest", fails)
    await Delivery.all().delete()
    with pytest.raises(ZeroDivisionError):
        await worker.tick()
    assert await Delivery.filter(package_id=package.id).count() > 0
    await worker.tick()  # and the inbox is left in peace until its next turn


async def test_midnight_gives_and_takes_seats(world, worker, told, clock_at):
    clock_at(at("2026-10-24 12:00:00"))
    package = await published(world, plan())
    await worker.tick()
    seats = world.person("ordforer").memberships
    await seats.filter(committee__name="Formannskapet").update(valid_to=at("2026-10-25 12:00:00").date())
    told.clear()
    clock_at(at("2026-10-25 23:59:59"))
    await worker.tick()
    clock_at(at("2026-10-26 00:00:00"))
    await worker.tick()
    assert world.person("ordforer").id in told
    assert not await Delivery.exists(person_id=world.person("ordforer").id, package_id=package.id)


async def test_circles_that_cannot_be_derived_keep_the_papers_from_nobody(world, worker, monkeypatch, package):
    await Delivery.all().delete()
    monkeypatch.setattr(circles, "refresh", fails)
    with structlog.testing.capture_logs() as logged:
        await worker.tick()
    assert await Delivery.filter(package_id=package.id).count() > 0
    assert "circles not derived anew" in {line["event"] for line in logged}


async def test_midnight_sweeps_out_old_jobs(world, worker, clock_at):
    await published(world, plan())
    await worker.tick()
    clock_at(clock.now() + KEEP_JOBS + timedelta(days=1))
    await worker.tick()
    assert {job.kind for job in await Job.all()} <= {"structure", "derive", "stir"}  # those wait for their turn


async def test_the_clock_goes_on_after_a_tick_that_failed(world, worker, monkeypatch):
    await harvested(world, plan())
    monkeypatch.setattr("folkevalgt.worker.TICK", 0.01)
    with monkeypatch.context() as patch, structlog.testing.capture_logs() as logged:
        patch.setattr(jobs, "claim", fails)
        running = asyncio.create_task(worker.run())
        await asyncio.sleep(0.2)
    assert {line["event"] for line in logged} == {"tick failed"}
    for _ in range(500):
        if worker._day == clock.today():
            break
        await asyncio.sleep(0.02)
    assert worker._day == clock.today()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_one_package_that_breaks_keeps_the_others_from_nobody(world, worker, monkeypatch):
    first = await published(world, plan())
    real = deliveries.refresh

    async def picky(db, package_id):
        if package_id == first.id:
            raise ZeroDivisionError
        return await real(db, package_id)

    second = await published(world, plan() | {"meetings": [plan()["meetings"][0] | OTHER]}, "andre")
    await Delivery.all().delete()
    monkeypatch.setattr(deliveries, "refresh", picky)
    with structlog.testing.capture_logs():
        await worker.tick()
    assert await Delivery.filter(package_id=second.id).count() > 0


OTHER = {"id": "annet", "committee": "Kommunestyret"}
