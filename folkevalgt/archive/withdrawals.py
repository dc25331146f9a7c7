"""What the archive takes back, and what comes back. What a person here has withdrawn, no archive puts back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, clock, database, deliveries, notices
from folkevalgt.archive.report import Lines
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.document import Document
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Package

if TYPE_CHECKING:
    from folkevalgt.archive.writing import Writing

BY_ARCHIVE = "archive_withdrew"
Row = AgendaItem | Document


async def withdraw(db: BaseDBAsyncClient, row: Row) -> bool:
    """True unless it was withdrawn already."""
    if row.withdrawn_at is not None:
        return False
    row.withdrawn_at = clock.now()
    await row.save(using_db=db, update_fields=["withdrawn_at"])
    await audit.record(db, "archive", BY_ARCHIVE, str(row.id))
    return True


async def come_back(writing: Writing, row: Row, label: str) -> bool:
    """A row told of again: true when it was withdrawn by the archive, and is no longer."""
    if row.withdrawn_at is None or row.source_id in writing.plan.told.withdrawn:
        return False
    acts = AuditEntry.filter(subject=str(row.id), action__in=["withdraw", BY_ARCHIVE]).using_db(writing.db)
    last = await acts.order_by("-seq").first()
    if last is None or last.action != BY_ARCHIVE:
        writing.lines.add("still_withdrawn", label)
        return False
    row.withdrawn_at = None
    await row.save(using_db=writing.db, update_fields=["withdrawn_at"])
    writing.lines.add("came_back", label)
    return True


async def withdraw_told(source: str, names: Sequence[str], lines: Lines) -> int:
    """Withdraws papers and items by the archive's ids, wherever they are; one transaction per meeting."""
    by_meeting: dict[UUID, list[Row]] = {}
    known: set[str] = set()
    papers = await Document.filter(source_id__in=list(names), meeting__source=source)
    items = await AgendaItem.filter(source_id__in=list(names), meeting__source=source)
    rows: list[Row] = [*papers, *items]
    for row in rows:
        by_meeting.setdefault(row.meeting_id, []).append(row)
        known.add(row.source_id)
    for name in names:
        if name not in known:
            lines.add("unknown_withdrawal")
    for meeting_id, there in by_meeting.items():
        async with database.write_tx() as db:
            gone = [row for row in there if await withdraw(db, row)]
            package = await Package.get(meeting_id=meeting_id, using_db=db)
            if gone:
                await deliveries.refresh(db, package.id)
                await notices.stir(db, package.id)
        for row in gone:
            lines.add("withdrawn", row.number if isinstance(row, AgendaItem) else row.kind_given)
    return len(known)
