"""A publication that is to come by itself, at a time."""

from __future__ import annotations

from datetime import datetime

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import clock, jobs
from folkevalgt.errors import Refusal
from folkevalgt.models.package import Package
from folkevalgt.publishing import gate
from folkevalgt.publishing.assemble import anything_new, assemble


async def schedule(db: BaseDBAsyncClient, package: Package, at: datetime, state: str, note: str, by: str) -> None:
    """Orders it, instead of what was ordered before. The package is held.

    Raises Refusal("too_late") for a time that is over, "stale" when `state` is not what would be published now,
    "nothing_to_publish", and what the gate refuses with.
    """
    if at.tzinfo is None:
        raise Refusal("bad_request", 400, "at")
    if at <= clock.now():
        raise Refusal("too_late", 409)
    draft = await assemble(db, package.id)
    if draft.state != state:
        raise Refusal("stale", 409)
    if not anything_new(draft) and not package.withdrawn_at:
        raise Refusal("nothing_to_publish", 409)
    await gate.pass_through(db, draft.content)
    given = {"publish_at": at, "publish_by": by, "publish_state": state, "publish_note": note, "publish_trouble": ""}
    await Package.filter(id=package.id).using_db(db).update(**given)
    await jobs.order(db, "publish", {"package": str(package.id)}, at=at)


async def unschedule(db: BaseDBAsyncClient, package: Package) -> None:
    """Raises Refusal("stale") when nothing is ordered."""
    waiting = Package.filter(id=package.id, publish_at__not_isnull=True).using_db(db)
    if not await waiting.update(**NOT_ORDERED):
        raise Refusal("stale", 409)


async def over(db: BaseDBAsyncClient, package: Package, trouble: str = "") -> None:
    """It is published, by itself or by somebody, or it could not be: `trouble` says in a word why."""
    await Package.filter(id=package.id).using_db(db).update(**NOT_ORDERED, publish_trouble=trouble)


NOT_ORDERED = {"publish_at": None, "publish_by": "", "publish_state": "", "publish_note": ""}
