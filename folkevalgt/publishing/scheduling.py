"""A publication that is to come by itself, at a time. `due` does it then."""

from __future__ import annotations

from datetime import datetime

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import jobs
from folkevalgt.errors import Refusal
from folkevalgt.models.package import Package

NOT_ORDERED = {"publish_at": None, "publish_by": "", "publish_state": "", "publish_note": ""}


async def schedule(db: BaseDBAsyncClient, package: Package, at: datetime, state: str, note: str, by: str) -> None:
    """Orders it, instead of what was ordered before. The package is held."""
    given = {"publish_at": at, "publish_by": by, "publish_state": state, "publish_note": note, "publish_trouble": ""}
    await Package.filter(id=package.id).using_db(db).update(**given)
    await jobs.order(db, "publish", {"package": str(package.id)}, at=at)


async def unschedule(db: BaseDBAsyncClient, package: Package) -> None:
    """Raises Refusal("stale") when nothing is ordered."""
    waiting = Package.filter(id=package.id, publish_at__not_isnull=True).using_db(db)
    if not await waiting.update(**NOT_ORDERED):
        raise Refusal("stale", 409)


async def over(db: BaseDBAsyncClient, package: Package, trouble: str = "") -> None:
    """It is published or withdrawn, by whomever, or it could not be published: `trouble` says in a word why."""
    await Package.filter(id=package.id).using_db(db).update(**NOT_ORDERED, publish_trouble=trouble)
