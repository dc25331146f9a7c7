"""A meeting that is published, moved and called off, and what an e-mail of it says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from folkevalgt.models.committee import Committee
from folkevalgt.models.document import Document
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.publishing.publish import publish

DAY = {"date": date(2030, 12, 3), "starts_at": datetime(2030, 12, 3, 16, tzinfo=UTC), "place": "Salen"}


async def told(package: Package, **what: Any) -> None:
    """The archive says something else of the meeting, and it is published."""
    await Meeting.filter(id=package.meeting_id).update(**what)
    await publish(package.id, "cli")


async def treated(package: Package) -> list[str]:
    """What the meeting is about, and by whom: nothing of it is told outside the app."""
    titles = await AgendaItem.filter(meeting_id=package.meeting_id).values_list("title", flat=True)
    papers = await Document.filter(meeting_id=package.meeting_id).values_list("title", flat=True)
    cases = await AgendaItem.filter(meeting_id=package.meeting_id).values_list("case__title", flat=True)
    people = await Person.all().values_list("name", flat=True)
    return sorted({*titles, *papers, *filter(None, cases), *people})


async def planted(package: Package) -> str:
    """A hole: the committee is called what is treated there. Whoever looks for that must find it."""
    name = (await treated(package))[0]
    meeting = await Meeting.get(id=package.meeting_id)
    await Committee.filter(id=meeting.committee_id).update(name=name)
    return name
