"""Which meetings are in whose diary: those whose papers they have been given, and where they have a seat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from tortoise.expressions import Q

from folkevalgt import clock, database
from folkevalgt.access import Role
from folkevalgt.calendars import Entry
from folkevalgt.config import Settings
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.package import Delivery, Package

# A deputy who is not called in does not attend, nor does the youth council in others' meetings.
ATTENDING = (Role.CHAIR, Role.DEPUTY_CHAIR, Role.MEMBER, Role.SUBSTITUTE, Role.SECRETARIAT)


class Appointment(msgspec.Struct, frozen=True):
    """That a person attends a meeting, as a calendar tells it."""

    person: UUID
    meeting: UUID
    entry: Entry


async def diary(settings: Settings, people: Iterable[UUID], since: date) -> list[Appointment]:
    """These people's meetings from that day on, as the lists they have been given hold now; the earliest first."""
    now = clock.now()
    rows = await (
        Delivery.filter(
            Q(until=None) | Q(until__gt=now),
            since__lte=now,
            person_id__in=list(people),
            person__revoked_at=None,
            role__in=[each.value for each in ATTENDING],
            package__meeting__date__gte=since,
        )
        .using_db(database.ro())
        .select_related("package__meeting__committee")
        .order_by("package__meeting__date", "package__meeting__id")
    )
    closed = await all_closed({row.package.meeting_id for row in rows})
    return [Appointment(row.person_id, row.package.meeting_id, _entry(settings, row.package, closed)) for row in rows]


def _entry(settings: Settings, package: Package, closed: set[UUID]) -> Entry:
    meeting: Meeting = package.meeting
    return Entry(
        uid=f"{meeting.id}@{urlsplit(settings.origin).hostname}",
        body="" if meeting.id in closed else meeting.committee.name,
        date=meeting.date,
        starts_at=meeting.starts_at,
        place=meeting.place,
        link=f"{settings.origin}/moter/{package.id}",
        cancelled=meeting.status == "cancelled",
    )


async def all_closed(meetings: Iterable[UUID]) -> set[UUID]:
    """Those of these meetings that have items, and none that is open (kommuneloven § 11-5)."""
    items = AgendaItem.filter(meeting_id__in=list(meetings), withdrawn_at=None).using_db(database.ro())
    there, open_there = set(), set()
    for meeting, closed in await items.values_list("meeting_id", "closed"):
        there.add(meeting)
        open_there |= set() if closed else {meeting}
    return there - open_there
