"""Writing one meeting as the archive now tells it, inside the caller's transaction."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import deliveries, jobs, notices
from folkevalgt.archive.agenda import write_agenda
from folkevalgt.archive.documents import write_papers
from folkevalgt.archive.held import MADE_HERE, Held, held, save
from folkevalgt.archive.plan import Plan
from folkevalgt.archive.report import Lines
from folkevalgt.archive.withdrawals import Row, withdraw
from folkevalgt.archive.writing import Writing
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal
from folkevalgt.models.desk import forget_titles
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.package import Package


class Written(msgspec.Struct):
    """`forget` says what must go now, see `harvest.forget`: the job for it is ordered in the same transaction."""

    meeting: UUID
    changed: bool
    forget: dict[str, Any]


async def write_meeting(db: BaseDBAsyncClient, plan: Plan, key: InstanceKey, lines: Lines) -> Written:
    """Raises Refusal("stale") when an exemption has changed since the plan was made; the next harvest plans anew."""
    there = await held(db, plan.told.source, plan.record.id)
    if there.exempt != plan.held.exempt:
        raise Refusal("stale", 409)
    writing = Writing(db, plan, there, key, lines)
    meeting = await _meeting(writing)
    package, _ = await Package.get_or_create(meeting_id=meeting.id, using_db=db)
    items = await write_agenda(writing, meeting)
    await write_papers(writing, meeting, items)
    if plan.told.complete:
        papers = {paper.record.id for paper in plan.papers}
        gone = [row for name, row in there.documents.items() if name not in papers and not _ours(row, there)]
        lines_gone = [row for name, row in there.items.items() if name not in items and not _ours(row, there)]
        taken: list[Row] = [*gone, *lines_gone]
        for row in taken:
            if await withdraw(db, row):
                writing.note(narrowed=True)
                lines.add("withdrawn", row.number if isinstance(row, AgendaItem) else row.kind_given)
    if writing.narrowed:
        await deliveries.refresh(db, package.id)
    if writing.hidden:
        await forget_titles(db, package.id)
    if writing.changed:
        await notices.stir(db, package.id)
    forget: dict[str, Any] = {}
    if writing.forget or plan.plain or writing.hidden:
        forget = {"names": writing.forget, "exempt": plan.plain, "told": [plan.record.id] if writing.hidden else []}
        await jobs.order(db, "forget", forget)
    return Written(meeting.id, writing.changed, forget)


def _ours(row: Row, there: Held) -> bool:
    """Added here, or put here by the secretariat, with its papers: no archive takes it by not telling of it."""
    by_id = {item.id: item for item in there.items.values()}
    item = row if isinstance(row, AgendaItem) else by_id.get(row.item_id) if row.item_id else None
    return row.source_id.startswith(MADE_HERE) or (item is not None and item.own_meeting)


async def _meeting(writing: Writing) -> Meeting:
    """What a delivery does not say, stays as it was: a supplement need not repeat it."""
    told, there = writing.plan.record, writing.there.meeting
    same_day = there is not None and there.date == told.date
    values = {
        "committee_id": writing.plan.committee.id,
        "number": told.number or (there.number if there else ""),
        "date": told.date,
        "starts_at": told.starts_at or (there.starts_at if there and same_day else None),
        "place": told.place or (there.place if there else ""),
        "title": told.title or (there.title if there else ""),
        "status": told.status or (there.status if there else "called"),
    }
    if there is None:
        row = Meeting(id=uuid4(), source=writing.plan.told.source, source_id=told.id, seen_at=writing.now, **values)
        await row.save(using_db=writing.db, force_create=True)
        writing.note(written=True)
        return row
    writing.note(written=await save(writing.db, there, **values))
    await save(writing.db, there, seen_at=writing.now)
    return there
