"""Following a case: its next step is told of, wherever it stands in something that one may read."""

from __future__ import annotations

import gzip
from uuid import UUID, uuid4

import msgspec
from tortoise.expressions import Q

from folkevalgt import audit, clock, database
from folkevalgt.errors import not_found
from folkevalgt.models.manifest import Item
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.notification import Follow
from folkevalgt.models.package import Delivery
from folkevalgt.preferences.shapes import FollowLine, Follows


class _Items(msgspec.Struct):
    """The part of a list that says which items stand in it."""

    items: tuple[Item, ...]


async def follow(person: UUID, item: UUID) -> None:
    """Follows the case of an item in a list of theirs. Raises Refusal("not_found") for any other."""
    row = await AgendaItem.get_or_none(id=item, using_db=database.ro())
    if row is None or row.case_id is None or str(item) not in await _items(person, {row.meeting_id}):
        raise not_found()
    async with database.write_tx() as db:
        made = Follow(id=uuid4(), person_id=person, case_id=row.case_id, since=clock.now())
        await Follow.bulk_create([made], ignore_conflicts=True, using_db=db)
        await audit.record(db, str(person), "follow", str(row.case_id))


async def unfollow(person: UUID, case: UUID) -> None:
    async with database.write_tx() as db:
        if await Follow.filter(person_id=person, case_id=case).using_db(db).delete():
            await audit.record(db, str(person), "unfollow", str(case))


async def mine(person: UUID, package: UUID | None = None) -> Follows:
    """The cases somebody follows, the newest first; and which they can follow of a package of theirs."""
    db = database.ro()
    rows = await Follow.filter(person_id=person).using_db(db).order_by("-since", "id")
    found = AgendaItem.filter(case_id__in=[row.case_id for row in rows], withdrawn_at=None).using_db(db)
    items = await found.order_by("meeting__date", "id").values_list("id", "case_id", "meeting_id")
    seen = await _items(person, {meeting for _, _, meeting in items}) if items else set()
    return Follows(
        [
            FollowLine(
                case=str(row.case_id),
                items=[str(item) for item, case, _ in items if case == row.case_id and str(item) in seen],
                since=clock.in_norway(row.since),
            )
            for row in rows
        ],
        await _can(person, package) if package else [],
    )


async def _can(person: UUID, package: UUID) -> list[str]:
    """The items of a package in somebody's list that are treatments of a case."""
    treated = AgendaItem.filter(meeting__package__id=package, case_id__not_isnull=True, withdrawn_at=None)
    items = await treated.using_db(database.ro()).values_list("id", "meeting_id")
    seen = await _items(person, {meeting for _, meeting in items}) if items else set()
    return [str(item) for item, _ in items if str(item) in seen]


async def _items(person: UUID, meetings: set[UUID]) -> set[str]:
    """Every item that stands in the lists this person has of these meetings."""
    now = clock.now()
    held = Delivery.filter(Q(until=None) | Q(until__gt=now), person_id=person, since__lte=now)
    rows = held.filter(package__meeting_id__in=list(meetings)).using_db(database.ro()).select_related("manifest")
    lists = [msgspec.json.decode(gzip.decompress(row.manifest.body), type=_Items) for row in await rows]
    return {item.id for each in lists for item in each.items}
