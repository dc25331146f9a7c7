"""What a deputy who is called in says: yes, or no; and whoever says no is no substitute any more."""

from __future__ import annotations

from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.queryset import QuerySet

from folkevalgt import audit, clock, database, deliveries, notices
from folkevalgt.attendance import telling
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.committee import CallIn
from folkevalgt.models.meeting import Meeting
from folkevalgt.models.package import Package


async def answer(package_id: UUID, person: UUID, word: str) -> None:
    """Their own answer. Raises Refusal("not_found") for who is not called in, "meeting_over"."""
    async with database.write_tx() as db:
        package = await database.locked(Package.filter(id=package_id), db).first()
        if package is None or not await _called(db, package, person).exists():
            raise not_found()
        meeting = await Meeting.get(id=package.meeting_id, using_db=db)
        if clock.today() > meeting.date:
            raise Refusal("meeting_over", 409)
        await put(db, package, person, word, str(person))
        await deliveries.refresh(db, package_id)


async def put(db: BaseDBAsyncClient, package: Package, person: UUID, word: str, by: str) -> None:
    """Notes it. The same answer once more is no news. Whoever calls derives the lists anew in the same transaction.

    Raises Refusal("stale") when they are not called in.
    """
    row = await database.locked(_called(db, package, person), db).first()
    if row is None:
        raise Refusal("stale", 409)
    if row.answer == word:
        return
    now = clock.now()
    gone = now if word == "no" else None
    await CallIn.filter(id=row.id).using_db(db).update(answer=word, answered_at=now, revoked_at=gone)
    await notices.call_off(db, "answered", kind="called_in", person_id=person, package_id=package.id)
    await audit.record(db, by, "answer_call", str(package.id), person=str(person), answer=word)
    await telling.tell(db, "answered", package, row.id, by, answer=word)


def _called(db: BaseDBAsyncClient, package: Package, person: UUID) -> QuerySet[CallIn]:
    return CallIn.filter(person_id=person, meeting_id=package.meeting_id, revoked_at=None).using_db(db)
