"""Meetings and lines of agendas that no archive told of, for the municipality whose archive cannot export."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from uuid import UUID, uuid4

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, clock, database, notices
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal
from folkevalgt.models.committee import Committee
from folkevalgt.models.document import NEUTRAL
from folkevalgt.models.manifest import ItemType
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.package import Package
from folkevalgt.publishing import exempting
from folkevalgt.publishing.brought_shapes import MeetingMade, NewItem, NewMeeting
from folkevalgt.publishing.edits import MADE_HERE

SOURCE = "desk"
_NUMBER = re.compile(r"^([A-ZÆØÅ]{1,6})?[\s.-]*0*(\d{1,6})\s*/\s*(\d{4}|\d{2})$", re.I)
_TYPES: dict[str, ItemType] = {
    "PS": "political",
    "DS": "delegated",
    "RS": "report",
    "FO": "question",
    "OS": "information",
    "GP": "approval",
}


async def make_meeting(key: InstanceKey, asked: NewMeeting, by: str) -> MeetingMade:
    """Raises Refusal("no_such_committee"), "bad_request" for what is no day or time, "needs_title"."""
    day, starts_at = _when(asked)
    async with database.write_tx() as db:
        committee = await Committee.get_or_none(id=_committee(asked), using_db=db)
        if committee is None:
            raise Refusal("no_such_committee", 404)
        meeting = Meeting(id=uuid4(), committee_id=committee.id, source=SOURCE, date=day, starts_at=starts_at)
        meeting.source_id, meeting.place, meeting.seen_at = f"{MADE_HERE}{meeting.id}", asked.place.strip(), clock.now()
        await meeting.save(using_db=db, force_create=True)
        package = await Package.create(using_db=db, id=uuid4(), meeting_id=meeting.id)
        await audit.record(db, by, "new_meeting", str(package.id), items=len(asked.items))
        made = [str((await add_item(db, key, package, each, by)).id) for each in asked.items]
        await notices.stir(db, package.id)
    return MeetingMade(str(package.id), made)


def _when(asked: NewMeeting) -> tuple[date, datetime | None]:
    try:
        day = date.fromisoformat(asked.date)
        return day, datetime.combine(day, time.fromisoformat(asked.at), clock.OSLO) if asked.at else None
    except ValueError:
        raise Refusal("bad_request", 400, "date, at") from None


def _committee(asked: NewMeeting) -> UUID:
    try:
        return UUID(asked.committee)
    except ValueError:
        raise Refusal("no_such_committee", 404) from None


async def add_item(db: BaseDBAsyncClient, key: InstanceKey, package: Package, told: NewItem, by: str) -> AgendaItem:
    """The last line of the agenda. A number that another item of the committee has is kept as it was written.

    Raises Refusal("needs_title").
    """
    title = " ".join(told.title.split())
    if not title:
        raise Refusal("needs_title")
    meeting = await Meeting.get(id=package.meeting_id, using_db=db)
    last = await AgendaItem.filter(meeting_id=meeting.id).using_db(db).order_by("-position").first()
    code, sequence, year = _numbered(told.number)
    given = " ".join(told.number.split())
    if sequence and await _taken(db, meeting.committee_id, code, sequence, year):
        sequence = None
    row = AgendaItem(
        id=uuid4(),
        meeting_id=meeting.id,
        committee_id=meeting.committee_id,
        type=_TYPES.get(code, "political" if sequence and not code else "other"),
        code=code,
        sequence=sequence,
        year=year,
        number_given="" if sequence else given,
        position=(last.position if last else -1) + 1,
        title=title,
    )
    row.source_id = f"{MADE_HERE}{row.id}"
    if told.legal_basis.strip():
        row.title, row.sealed_title = NEUTRAL, key.seal(title.encode(), f"title {row.id}")
    await row.save(using_db=db, force_create=True)
    await audit.record(db, by, "new_item", str(row.id))
    if told.legal_basis.strip():
        await exempting.exempt(db, package, row.id, None, code="", legal_basis=told.legal_basis, until=None, by=by)
    return row


async def _taken(db: BaseDBAsyncClient, committee: UUID, code: str, sequence: int, year: int | None) -> bool:
    return (
        await AgendaItem.filter(committee_id=committee, code=code, sequence=sequence, year=year).using_db(db).exists()
    )


def _numbered(text: str) -> tuple[str, int | None, int | None]:
    found = _NUMBER.match(" ".join(text.split()))
    if not found:
        return "", None, None
    year = int(found[3])
    return (found[1] or "").upper(), int(found[2]) or None, year if year > 99 else 2000 + year
