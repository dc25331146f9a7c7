"""The inbox, and what became of each delivery. The worker harvests; here it is only asked to."""

from __future__ import annotations

import asyncio

import msgspec

from folkevalgt import clock, database, jobs
from folkevalgt.api import shapes
from folkevalgt.api.http import Call, House
from folkevalgt.jobs import Job
from folkevalgt.models.harvest import HarvestReport
from folkevalgt.models.package import Package
from folkevalgt.publishing.assemble import in_norway

SHOWN = 50  # reports, newest first
PATIENCE = 30  # seconds until the answer is given with what there is


async def harvests(call: Call) -> shapes.Harvests:
    return await _current(call.house)


async def harvest_now(call: Call) -> shapes.Harvests:
    """Orders a harvest and waits for the worker to have done it, so that the answer shows the outcome."""
    key = f"harvest {call.signed.person} {clock.now().timestamp()}"
    async with database.write_tx() as db:
        await jobs.order(db, "harvest", {"by": str(call.signed.person)}, key=key)
    for _ in range(PATIENCE * 5):
        if await Job.filter(key=key, done_at__not_isnull=True).using_db(database.ro()).exists():
            break
        await asyncio.sleep(0.2)
    return await _current(call.house)


async def _current(house: House) -> shapes.Harvests:
    inbox = house.settings.inbox_path
    there = sorted(each.name for each in inbox.iterdir()) if inbox.is_dir() else []
    rows = await HarvestReport.all().using_db(database.ro()).order_by("-at").limit(SHOWN)
    meetings = await _meetings({name for row in rows for name in row.meetings})
    reports = [
        shapes.HarvestReport(
            id=str(row.id),
            source=row.source,
            delivery=row.delivery,
            at=in_norway(row.at) or "",
            outcome=row.outcome,  # type: ignore[arg-type]
            meetings=[meetings[name] for name in row.meetings if name in meetings],
            lines=[msgspec.convert(line, shapes.HarvestLine) for line in row.lines],
        )
        for row in rows
    ]
    waiting = [name for name in there if name not in ("done", "rejected") and not name.startswith(".")]
    return shapes.Harvests(str(inbox), waiting, reports)


async def _meetings(names: set[str]) -> dict[str, shapes.HarvestMeeting]:
    rows = Package.filter(meeting_id__in=list(names)).using_db(database.ro())
    found = await rows.values_list("meeting_id", "id", "meeting__committee__name", "meeting__date") if names else []
    return {
        str(meeting): shapes.HarvestMeeting(str(package), name, day.isoformat())
        for meeting, package, name, day in found
    }
