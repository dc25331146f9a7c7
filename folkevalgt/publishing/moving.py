"""An item that is put off to another meeting: its papers go along, so everyone's notes stay on them."""

from __future__ import annotations

from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import deliveries, notices
from folkevalgt.errors import Refusal
from folkevalgt.models.document import Document
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.package import Package
from folkevalgt.publishing import desk_log


async def move(db: BaseDBAsyncClient, package: Package, row: AgendaItem, target: UUID, by: str) -> None:
    """In the list that is out its papers are withdrawn at once; in the other meeting's they are from its next
    publication on. Both packages are held.

    Raises Refusal("no_such_package"), "other_committee", "stale" when that meeting has such an item already.
    """
    other = await Package.get_or_none(id=target, using_db=db)
    if other is None:
        raise Refusal("no_such_package", 404)
    there = await Meeting.get(id=other.meeting_id, using_db=db)
    if there.committee_id != row.committee_id:
        raise Refusal("other_committee", 409)
    papers = await Document.filter(item_id=row.id).using_db(db)
    names = [each.source_id for each in papers]
    taken = await AgendaItem.filter(meeting_id=there.id, source_id=row.source_id).using_db(db).exists()
    if names and not taken:
        taken = await Document.filter(meeting_id=there.id, source_id__in=names).using_db(db).exists()
    if taken or other.id == package.id:
        raise Refusal("stale", 409)
    last = await AgendaItem.filter(meeting_id=there.id).using_db(db).order_by("-position").first()
    row.moved_from_id, row.meeting_id, row.own_meeting = row.meeting_id, there.id, True
    row.position, row.own_position = (last.position if last else -1) + 1, None
    changed = ["moved_from_id", "meeting_id", "own_meeting", "position", "own_position"]
    await row.save(using_db=db, update_fields=changed)
    await Document.filter(item_id=row.id).using_db(db).update(meeting_id=there.id)
    await desk_log.write(db, other, "move_item", by, item=row.id)
    await deliveries.refresh(db, other.id)
    await notices.stir(db, other.id)
