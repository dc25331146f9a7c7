"""A person's calendar at an address of its own: whoever has the address reads it, so it is a secret."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from folkevalgt import audit, calendars, clock, crypto, database
from folkevalgt.config import Settings
from folkevalgt.deliveries.diary import diary
from folkevalgt.errors import not_found
from folkevalgt.models.notification import NoticeChoice

BACK = timedelta(days=366)  # what was longer ago is in no calendar


class Feed(NamedTuple):
    """`etag` is the same as long as the feed says the same."""

    body: bytes
    etag: str


async def renew(settings: Settings, person: UUID) -> str:
    """A new address for somebody's calendar, kept nowhere else; the one they had is nobody's from now on."""
    secret = crypto.new_token()
    fresh = NoticeChoice(id=uuid4(), person_id=person)
    async with database.write_tx() as db:
        await NoticeChoice.bulk_create([fresh], ignore_conflicts=True, using_db=db)
        row = await database.locked(NoticeChoice.filter(person_id=person), db).get()
        act = "calendar_renewed" if row.calendar_hash else "calendar_made"
        await NoticeChoice.filter(id=row.id).using_db(db).update(calendar_hash=crypto.token_hash(secret))
        await audit.record(db, str(person), act, str(person))
    return f"{settings.origin}/kalender/{secret}.ics"


async def remove(person: UUID) -> None:
    """The address is nobody's from now on; calendars that had it keep what they have read."""
    async with database.write_tx() as db:
        theirs = NoticeChoice.filter(person_id=person, calendar_hash__not_isnull=True).using_db(db)
        if await theirs.update(calendar_hash=None):
            await audit.record(db, str(person), "calendar_removed", str(person))


async def read(settings: Settings, secret: str) -> Feed:
    """The calendar at an address. Raises Refusal("not_found") when it is nobody's, or theirs who has no access."""
    choice = (
        await NoticeChoice.filter(calendar_hash=crypto.token_hash(secret), person__revoked_at=None)
        .using_db(database.ro())
        .select_related("person")
        .first()
    )
    if choice is None:
        raise not_found()
    entries = [each.entry for each in await diary(settings, [choice.person_id], clock.today() - BACK)]
    language = choice.person.language
    body = calendars.feed(entries, language, settings.municipality, clock.now())
    return Feed(body, calendars.etag(entries, language))
