"""The secretariat is told of what members and deputies say, and its open screens look again."""

from __future__ import annotations

from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import access, clock, jobs, notices
from folkevalgt.models.committee import Membership
from folkevalgt.models.meeting import Meeting
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person


async def staff(db: BaseDBAsyncClient, committee: UUID) -> list[UUID]:
    """Who serves the committee now: the political secretariat, and this committee's own."""
    there = await Person.filter(secretariat=True, revoked_at=None).using_db(db)
    return [each.id for each in there] + await _seated(db, committee, "secretariat")


async def tell(
    db: BaseDBAsyncClient, kind: notices.Kind, package: Package, about: UUID, by: str, **facts: int | str
) -> None:
    """Of something that was said now (`about` is the row that says it), to all but whoever did it themselves.

    The chair's open page looks again too.
    """
    meeting = await Meeting.get(id=package.meeting_id, using_db=db)
    people = [each for each in await staff(db, meeting.committee_id) if str(each) != by]
    key = f"{about} {clock.now().isoformat()}"
    await notices.order(db, kind, people, key, package=package.id, subject=str(about), facts=facts)
    if chairs := await _seated(db, meeting.committee_id, "chair"):
        await jobs.order(db, "pull", {"people": [str(each) for each in chairs]})
    await notices.stir(db, package.id)


async def _seated(db: BaseDBAsyncClient, committee: UUID, role: str) -> list[UUID]:
    seats = await Membership.filter(committee_id=committee, role=role, person__revoked_at=None).using_db(db)
    now = clock.now()
    return [each.person_id for each in seats if access.seat(each.role, each.valid_from, each.valid_to).holds(now)]
