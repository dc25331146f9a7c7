"""The outbox: work that a transaction orders and the worker does. A job is a row, so a crash between loses nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tortoise import fields
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q
from tortoise.models import Model

from folkevalgt import clock, database

LEASE = timedelta(minutes=2)
# What may take a while waits in a lane of its own, so that nothing else waits for it.
LANES = {"slow": ("structure", "compare"), "mail": ("email_link", "invitation"), "brought": ("take_upload",)}
ASIDE = tuple(kind for kinds in LANES.values() for kind in kinds)
BACK_OFF = (5, 30, 120, 600, 3600)  # seconds before try 2, 3, ...; after the last the job stays as failed


class Job(Model):
    """`key`, when set, is unique among the jobs kept: the same work is never ordered twice."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(40)
    args: Any = fields.JSONField(default=dict)
    key = fields.CharField(200, null=True, unique=True)
    run_at = fields.DatetimeField(db_index=True)
    tries = fields.IntField(default=0)
    locked_until = fields.DatetimeField(null=True)
    done_at = fields.DatetimeField(null=True, db_index=True)
    failed = fields.TextField(default="")


async def order(
    db: BaseDBAsyncClient, kind: str, args: dict[str, Any], *, key: str | None = None, at: datetime | None = None
) -> None:
    """Orders work inside the caller's transaction, now or `at` a later time; nothing happens unless that commits."""
    job = Job(kind=kind, args=args, key=key, run_at=at or clock.now())
    await Job.bulk_create([job], ignore_conflicts=True, using_db=db)


async def claim(limit: int = 20, *, lane: str = "") -> list[Job]:
    """Due jobs, each leased to the caller for two minutes; a worker that dies gives them back by time passing.

    Either those of one lane, or all that are in none.
    """
    now = clock.now()
    async with database.write_tx() as db:
        free = Q(locked_until=None) | Q(locked_until__lt=now)
        kind = Q(kind__in=LANES[lane]) if lane else ~Q(kind__in=ASIDE)
        due = Job.filter(free, kind, done_at=None, run_at__lte=now, tries__lte=len(BACK_OFF)).using_db(db)
        if db.capabilities.support_for_update:
            due = due.select_for_update(skip_locked=True)
        jobs = await due.order_by("run_at", "id").limit(limit)
        for job in jobs:
            job.locked_until, job.tries = now + LEASE, job.tries + 1
            await job.save(using_db=db, update_fields=["locked_until", "tries"])
    return jobs


async def finish(job: Job) -> None:
    async with database.write_tx() as db:
        await Job.filter(id=job.id).using_db(db).update(done_at=clock.now(), locked_until=None, failed="")


async def postpone(job: Job, why: str) -> None:
    """The job failed this time; it is tried again later, five times in all."""
    wait = BACK_OFF[min(job.tries, len(BACK_OFF)) - 1]
    async with database.write_tx() as db:
        await (
            Job.filter(id=job.id)
            .using_db(db)
            .update(run_at=clock.now() + timedelta(seconds=wait), locked_until=None, failed=why[:500])
        )


async def sweep(before: datetime) -> int:
    """Removes finished jobs older than `before`; returns how many."""
    async with database.write_tx() as db:
        return await Job.filter(done_at__lt=before).using_db(db).delete()
