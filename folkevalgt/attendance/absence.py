"""Forfall: somebody says that they cannot come to a meeting, or to some of its items (kommuneloven § 8-1)."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID, uuid4

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import access, audit, clock, database
from folkevalgt.attendance import telling
from folkevalgt.attendance.disqualifying import has
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.attendance import Absence
from folkevalgt.models.committee import Membership
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.package import Package


async def report(package_id: UUID, person: UUID, items: Collection[UUID], reason: str) -> None:
    """A member says so themselves, with a reason: whether it is a valid one is the secretariat's to see.

    Raises Refusal("needs_reason"), "not_found" for what they have not been given, "not_allowed" when they have no seat
    in the committee that day, "meeting_over".
    """
    if not reason.strip():
        raise Refusal("needs_reason")
    async with database.write_tx() as db:
        package, meeting = await _given(db, package_id, person)
        if person not in await seated(db, meeting, access.VOTING):
            raise Refusal("not_allowed", 403)
        await put(db, package, person, items, reason, str(person))


async def come_after_all(package_id: UUID, person: UUID) -> None:
    """They can come nevertheless. Raises Refusal("not_found"), "meeting_over", "stale" when they had not said no."""
    async with database.write_tx() as db:
        package, _ = await _given(db, package_id, person)
        await take_back(db, package, person, str(person))


async def put(
    db: BaseDBAsyncClient, package: Package, person: UUID, items: Collection[UUID], reason: str, by: str
) -> None:
    """Notes it, instead of what was said before. Nobody's papers change: whoever is away may still read.

    Raises Refusal("not_found") for an item of another meeting, "no_such_person" for who has no seat there that day.
    """
    meeting = await Meeting.get(id=package.meeting_id, using_db=db)
    if person not in await seated(db, meeting, {*access.VOTING, access.Role.DEPUTY}):
        raise Refusal("no_such_person", 404)
    lines = AgendaItem.filter(id__in=list(items), meeting_id=meeting.id, withdrawn_at=None, held_back=False)
    if items and await lines.using_db(db).count() != len(set(items)):
        raise not_found()
    row = await Absence.get_or_none(person_id=person, meeting_id=meeting.id, using_db=db)
    row = row or Absence(id=uuid4(), person_id=person, meeting_id=meeting.id)
    row.items, row.reason, row.state = sorted(map(str, items)), reason.strip(), "reported"
    row.by, row.at = by, clock.now()
    await row.save(using_db=db)
    await audit.record(db, by, "absence", str(package.id), person=str(person), items=row.items)
    await telling.tell(db, "absence", package, row.id, by, what="away", items=len(row.items))


async def take_back(db: BaseDBAsyncClient, package: Package, person: UUID, by: str) -> None:
    """The reason goes with it. Raises Refusal("stale") when nothing was said."""
    rows = Absence.filter(person_id=person, meeting_id=package.meeting_id, state="reported").using_db(db)
    row = await rows.first()
    if row is None:
        raise Refusal("stale", 409)
    await rows.update(state="taken_back", reason="", by=by, at=clock.now())
    await audit.record(db, by, "absence_back", str(package.id), person=str(person))
    await telling.tell(db, "absence", package, row.id, by, what="back")


async def seated(db: BaseDBAsyncClient, meeting: Meeting, roles: Collection[str]) -> set[UUID]:
    """Who has a seat in one of these roles on the day of the meeting."""
    day = clock.midnight(meeting.date)
    rows = Membership.filter(committee_id=meeting.committee_id, role__in=list(roles), person__revoked_at=None)
    return {
        row.person_id
        for row in await rows.using_db(db)
        if access.seat(row.role, row.valid_from, row.valid_to).holds(day)
    }


async def _given(db: BaseDBAsyncClient, package_id: UUID, person: UUID) -> tuple[Package, Meeting]:
    """The package, held, and its meeting. Raises Refusal("not_found"), "meeting_over"."""
    package = await database.locked(Package.filter(id=package_id), db).first()
    if package is None or not await has(db, package_id, person):
        raise not_found()
    meeting = await Meeting.get(id=package.meeting_id, using_db=db)
    if clock.today() > meeting.date:
        raise Refusal("meeting_over", 409)
    return package, meeting
