"""Items that are put off: by the archive, which tells of them in another meeting, or by the secretariat, whatever the
archive says. Their papers go along, and so everyone's notes stay where they are."""

from __future__ import annotations

from uuid import uuid4

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, clock, database, deliveries, notices
from folkevalgt.archive.labels import of_item
from folkevalgt.archive.records import Described, ItemRecord, MeetingRecord
from folkevalgt.archive.report import Lines
from folkevalgt.models.committee import Committee
from folkevalgt.models.document import Document
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.package import Package

Told = tuple[Described, MeetingRecord]


async def where_they_lie(told: Described, record: MeetingRecord) -> list[Told]:
    """The meeting without what the secretariat put off from it, and that item by item in the meeting where it lies."""
    db = database.ro()
    away = AgendaItem.filter(
        moved_from__source=told.source, moved_from__source_id=record.id, own_meeting=True, withdrawn_at=None
    )
    rows = {row.source_id: row for row in await away.using_db(db).select_related("meeting")}
    left = [each for each in record.items if each.id not in rows]
    found = [(told, msgspec.structs.replace(record, items=tuple(left)))]
    for item in record.items:
        if item.id in rows:
            there = rows[item.id].meeting
            part = msgspec.structs.replace(told, source=there.source, complete=False)
            moved = msgspec.structs.replace(item, position=None)
            found.append((part, _only(there, record, moved)))
    return found


def _only(there: Meeting, record: MeetingRecord, item: ItemRecord) -> MeetingRecord:
    return MeetingRecord(id=there.source_id, committee=record.committee, date=there.date, items=(item,))


async def follow(told: Described, record: MeetingRecord, committee: Committee, lines: Lines) -> None:
    """Moves what the archive tells of in this meeting now and lay in another one: the same id, committee and number,
    and not told of in any other. What a person here has moved stays where they put it."""
    elsewhere = {item.id for other in told.meetings if other.id != record.id for item in other.items}
    numbered = {each.id: each for each in record.items if each.sequence is not None and each.id not in elsewhere}
    if not numbered:
        return
    async with database.write_tx() as db:
        rows = AgendaItem.filter(
            source_id__in=list(numbered), committee_id=committee.id, meeting__source=told.source, own_meeting=False
        )
        for row in await rows.exclude(meeting__source_id=record.id).using_db(db):
            item = numbered[row.source_id]
            if (row.code, row.sequence, row.year) == (item.code, item.sequence, item.year):
                await _move(db, row, await _meeting(db, told, record, committee))
                lines.add("moved", of_item(record, item))


async def _meeting(db: BaseDBAsyncClient, told: Described, record: MeetingRecord, committee: Committee) -> Meeting:
    """The rest of what is told of it is written when it is taken in."""
    there = await Meeting.get_or_none(source=told.source, source_id=record.id, using_db=db)
    if there is None:
        row = Meeting(id=uuid4(), committee_id=committee.id, source=told.source, source_id=record.id, date=record.date)
        row.seen_at = clock.now()
        await row.save(using_db=db, force_create=True)
        await Package.create(using_db=db, meeting_id=row.id)
        return row
    return there


async def _move(db: BaseDBAsyncClient, row: AgendaItem, there: Meeting) -> None:
    taken = await AgendaItem.filter(meeting_id=there.id, source_id=row.source_id).using_db(db).exists()
    papers = await Document.filter(item_id=row.id).using_db(db)
    names = [each.source_id for each in papers]
    if names and not taken:
        taken = await Document.filter(meeting_id=there.id, source_id__in=names).using_db(db).exists()
    if taken:
        return
    left, row.moved_from_id, row.meeting_id = row.meeting_id, row.meeting_id, there.id
    row.own_position = None
    await row.save(using_db=db, update_fields=["moved_from_id", "meeting_id", "own_position"])
    await Document.filter(item_id=row.id).using_db(db).update(meeting_id=there.id)
    await audit.record(db, "archive", "moved", str(row.id))
    package = await Package.get(meeting_id=left, using_db=db)
    await deliveries.refresh(db, package.id)
    await notices.stir(db, package.id)
