"""The secretariat's acts on one meeting's desk: all or none, and none on top of what somebody else did unseen."""

from __future__ import annotations

from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock, database, deliveries, notices
from folkevalgt.errors import Refusal
from folkevalgt.models.desk import DeskAct
from folkevalgt.models.package import Package
from folkevalgt.publishing import desk_log
from folkevalgt.publishing.desk_shapes import DeskEdits
from folkevalgt.publishing.edits import VERBS, identity
from folkevalgt.publishing.undoing import take_back


async def do(package_id: UUID, asked: DeskEdits, by: str) -> None:
    """Raises Refusal("no_such_package"), "stale" when the desk is at another number by now, and what the acts do."""
    others = {identity(each.package) for each in asked.acts if each.package}
    async with database.write_tx() as db:
        package = await _held(db, package_id, others)
        if asked.edits != package.edits:
            raise Refusal("stale", 409)
        lists = False
        for edit in asked.acts:
            done = await VERBS[edit.act](db, package, edit, by)
            lists |= done.lists
            await desk_log.write(db, package, edit.act, by, item=done.item, document=done.document, undo=done.undo)
        if lists:
            await deliveries.refresh(db, package_id)
        await notices.stir(db, package_id)


async def undo(package_id: UUID, number: int, by: str) -> None:
    """Takes back the newest of one's own acts. Raises Refusal("no_such_package"), "cannot_undo" when nothing does,
    "stale" when it is not the newest, or what it changed has been changed again."""
    async with database.write_tx() as db:
        package = await _held(db, package_id, set())
        last = await desk_log.newest(db, package_id, by)
        if last is None or last.number != number:
            raise Refusal("stale", 409)
        if last.undo is None:
            raise Refusal("cannot_undo", 409)
        await take_back(db, last.undo)
        await DeskAct.filter(id=last.id).using_db(db).update(undone_at=clock.now())
        item, document = (UUID(last.detail[name]) if last.detail[name] else None for name in ("item", "document"))
        await desk_log.write(db, package, "undo", by, item=item, document=document)
        await deliveries.refresh(db, package_id)
        await notices.stir(db, package_id)


async def _held(db: BaseDBAsyncClient, package_id: UUID, others: set[UUID]) -> Package:
    """The package, locked with the others in the order of their ids, so that no two wait for each other."""
    rows = await database.locked(Package.filter(id__in=[package_id, *others]), db).order_by("id")
    package = next((row for row in rows if row.id == package_id), None)
    if package is None:
        raise Refusal("no_such_package", 404)
    return package
