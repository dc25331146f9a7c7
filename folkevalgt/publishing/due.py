"""The job "publish": a publication whose time has come, or word to the secretariat why there was none."""

from __future__ import annotations

from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock, database, notices
from folkevalgt.errors import Refusal
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.publishing import desk_log, scheduling
from folkevalgt.publishing.publish import publish


async def publish_due(package_id: UUID) -> None:
    """Publishes what was looked at when it was ordered. Twice changes nothing; one that was called off, or put off,
    is left alone. What is refused is not tried again: somebody has to look."""
    try:
        async with database.write_tx() as db:
            package = await _due(db, package_id)
            if package:
                await publish(package_id, package.publish_by, package.publish_state, package.publish_note)
    except Refusal as refused:
        async with database.write_tx() as db:
            package = await _due(db, package_id)
            if package:
                await _not_published(db, package, refused.word)


async def _due(db: BaseDBAsyncClient, package_id: UUID) -> Package | None:
    rows = Package.filter(id=package_id, publish_at__lte=clock.now())
    return await database.locked(rows, db).first()


async def _not_published(db: BaseDBAsyncClient, package: Package, word: str) -> None:
    about = f"{package.id} {package.publish_at}"
    await scheduling.over(db, package, word)
    await desk_log.write(db, package, "not_published", "worker")
    staff = await Person.filter(secretariat=True, revoked_at=None).using_db(db).values_list("id", flat=True)
    people = [UUID(str(each)) for each in staff]
    await notices.order(db, "not_published", people, about, package=package.id, facts={"why": word})
    await notices.stir(db, package.id)
