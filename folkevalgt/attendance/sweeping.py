"""Why somebody could not come is not kept long after the meeting: it may tell of their health."""

from __future__ import annotations

from datetime import timedelta

from folkevalgt import clock, database
from folkevalgt.models.attendance import Absence
from folkevalgt.models.meeting import Meeting

KEEP_REASONS = timedelta(days=30)  # by then the minutes are written


async def sweep() -> None:
    """That they were away stays; the reason goes (personvernforordningen art. 5 (1) e)."""
    async with database.write_tx() as db:
        held = Meeting.filter(date__lt=clock.today() - KEEP_REASONS, absences__reason__not="").using_db(db)
        meetings = await held.distinct().values_list("id", flat=True)
        await Absence.filter(meeting_id__in=list(meetings)).using_db(db).update(reason="")
