"""Deputies called in to a meeting, or to some of its items (kommuneloven § 7-10), and called off again."""

from __future__ import annotations

from uuid import UUID, uuid4

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import access, audit, clock, notices
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.committee import CallIn, Membership
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.notification import Notice
from folkevalgt.models.package import Package


async def deputies(db: BaseDBAsyncClient, meeting: Meeting) -> list[Membership]:
    """Who may be called in: the committee's deputies on the day of the meeting, lowest rank first."""
    noon = clock.midnight(meeting.date)
    seats = Membership.filter(committee_id=meeting.committee_id, role="deputy", person__revoked_at=None).using_db(db)
    rows = await seats.select_related("person").order_by("party", "rank", "person__name")
    return [row for row in rows if access.seat(row.role, row.valid_from, row.valid_to).holds(noon)]


async def call_in(
    db: BaseDBAsyncClient,
    package: Package,
    person: UUID,
    items: list[UUID],
    hours_after: int,
    by: str,
    instead_of: UUID | None = None,
) -> None:
    """To these items, or with none to the whole meeting, from now until `hours_after` its day. Called in already, they
    are called in to this instead, and asked anew. Whoever calls derives the lists anew in the same transaction.

    Raises Refusal("not_a_deputy"), "not_found" for an item of another meeting, "stale" when it is so already.
    """
    meeting = await Meeting.get(id=package.meeting_id, using_db=db)
    if person not in {row.person_id for row in await deputies(db, meeting)}:
        raise Refusal("not_a_deputy", 409)
    there = await AgendaItem.filter(id__in=items, meeting_id=meeting.id).using_db(db).count() if items else 0
    if there != len(set(items)):
        raise not_found()
    names = sorted({str(each) for each in items})
    row = await CallIn.get_or_none(person_id=person, meeting_id=meeting.id, using_db=db)
    if row and row.revoked_at is None and sorted(row.items) == names:
        raise Refusal("stale", 409)
    row = row or CallIn(id=uuid4(), person_id=person, meeting_id=meeting.id, since=clock.now(), hours_after=hours_after)
    if row.revoked_at is not None:
        row.since, row.instead_of_id = clock.now(), None
    row.revoked_at, row.items, row.hours_after = None, names, hours_after
    row.answer, row.answered_at, row.instead_of_id = "", None, instead_of or row.instead_of_id
    await row.save(using_db=db)
    await audit.record(db, by, "call_in", str(package.id), person=str(person), items=names)
    await notices.call_off(
        db, "overtaken", kind__in=["called_in", "called_off"], person_id=person, package_id=package.id
    )
    await _tell(db, "called_in", package, row, items=len(names))


async def call_off(db: BaseDBAsyncClient, package: Package, person: UUID, by: str) -> None:
    """Takes a call-in back. Raises Refusal("stale") when they are not called in."""
    row = await CallIn.get_or_none(person_id=person, meeting_id=package.meeting_id, revoked_at=None, using_db=db)
    if row is None:
        raise Refusal("stale", 409)
    row.revoked_at = clock.now()
    await row.save(using_db=db)
    await audit.record(db, by, "call_off", str(package.id), person=str(person))
    asked = Notice.filter(kind="called_in", person_id=person, package_id=package.id, ended="").using_db(db)
    unheard = await asked.filter(told_at=None).exists()
    await notices.call_off(db, "overtaken", kind="called_in", person_id=person, package_id=package.id)
    if not unheard:
        await _tell(db, "called_off", package, row)


async def _tell(db: BaseDBAsyncClient, kind: notices.Kind, package: Package, row: CallIn, **facts: int) -> None:
    about = f"{row.id} {clock.now().isoformat()}"
    await notices.order(db, kind, [row.person_id], about, package=package.id, subject=str(row.id), facts=facts)
