"""The outbox: ordered with a commit, done once, tried again when it failed."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest

from folkevalgt import clock, database, jobs
from folkevalgt.jobs import Job
from tests.papers import at

pytestmark = pytest.mark.anyio
NOW = at("2026-11-22 12:00:00")


async def order(key: str | None = None, kind: str = "notify") -> None:
    async with database.write_tx() as db:
        await jobs.order(db, kind, {"publication": "1"}, key=key)


async def test_nothing_is_ordered_without_a_commit(db):
    with suppress(ZeroDivisionError):
        async with database.write_tx() as writing:
            await jobs.order(writing, "notify", {})
            raise ZeroDivisionError
    assert await jobs.claim() == []


async def test_the_same_work_is_ordered_once(db):
    await asyncio.gather(*(order("notify 1") for _ in range(6)))
    assert len(await jobs.claim()) == 1


async def test_what_is_done_is_not_ordered_again_while_it_is_remembered(db):
    await order("notify 1")
    await jobs.finish((await jobs.claim())[0])
    await order("notify 1")
    assert await jobs.claim() == []


async def test_two_claimers_never_get_the_same_job(db):
    for _ in range(30):
        await order()
    claimed = await asyncio.gather(*(jobs.claim(limit=10) for _ in range(6)))
    names = [job.id for some in claimed for job in some]
    assert len(names) == len(set(names)) == 30


async def test_a_worker_that_died_gives_its_job_back_when_the_lease_is_over(db, clock_at):
    clock_at(NOW)
    await order()
    assert len(await jobs.claim()) == 1
    clock_at(NOW + jobs.LEASE)
    assert await jobs.claim() == []
    clock_at(NOW + jobs.LEASE + timedelta(seconds=1))
    assert [job.tries for job in await jobs.claim()] == [2]


async def test_what_failed_is_tried_again_ever_later_and_at_last_left_alone(db, clock_at):
    moment = NOW
    clock_at(moment)
    await order()
    for seconds in jobs.BACK_OFF:
        await jobs.postpone((await jobs.claim())[0], "ConnectionError")
        clock_at(moment + timedelta(seconds=seconds - 1))
        assert await jobs.claim() == []
        clock_at(moment := moment + timedelta(seconds=seconds))
    await jobs.postpone((await jobs.claim())[0], "ConnectionError")
    clock_at(moment + timedelta(days=2))
    assert await jobs.claim() == []
    assert (await Job.get()).failed == "ConnectionError"


async def test_finished_jobs_are_swept_away_and_others_kept(db):
    await order("a")
    await jobs.finish((await jobs.claim())[0])
    await order("b")
    assert await jobs.sweep(clock.now() + timedelta(seconds=1)) == 1
    assert [job.key for job in await Job.all()] == ["b"]
