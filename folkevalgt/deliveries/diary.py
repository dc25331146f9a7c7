"""Which meetings are in whose diary: those whose papers they have been given, and where they have a seat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

import msgspec
from tortoise.expressions import Q

from folkevalgt import clock, database
from folkevalgt.access import Role
from folkevalgt.calendars import Entry
from folkevalgt.config import Settings
from folkevalgt.models import manifest
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Delivery, Package, Publication

# A deputy who is not called in does not attend, nor does the youth council in others' meetings.
ATTENDING = (Role.CHAIR, Role.DEPUTY_CHAIR, Role.MEMBER, Role.SUBSTITUTE, Role.SECRETARIAT)
MOST = 500  # publications whose meeting is remembered


class Appointment(msgspec.Struct, frozen=True):
    """That a person attends a meeting, as a calendar tells it."""

    person: UUID
    meeting: UUID
    entry: Entry


class _Head(msgspec.Struct):
    """The top of a publication."""

    meeting: manifest.Meeting


_heads: dict[UUID, manifest.Meeting] = {}  # by publication, which never changes


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
        .order_by("package__meeting__date", "package__meeting__id")
        .values_list("person_id", "package_id", "package__meeting_id")
    )
    found = await entries(settings, {package for _, package, _ in rows})
    return [Appointment(person, meeting, found[package]) for person, package, meeting in rows]


async def entries(settings: Settings, packages: Iterable[UUID]) -> dict[UUID, Entry]:
    """The meetings of these packages as calendars and e-mails tell of them: as they were published last, else as the
    archive has them. Where every item is closed the body is not told."""
    ro, wanted = database.ro(), list(set(packages))
    rows = await Package.filter(id__in=wanted).using_db(ro).select_related("meeting__committee")
    closed = await _closed([row.meeting_id for row in rows])
    heads = await _published(wanted)
    found = {}
    for row in rows:
        meeting, head = row.meeting, heads.get(row.id)
        found[row.id] = Entry(
            uid=str(meeting.id),  # RFC 7986 § 5.3; it stays when the server moves
            body="" if meeting.id in closed else meeting.committee.name,
            date=date.fromisoformat(head.date) if head else meeting.date,
            starts_at=_moment(head.starts_at) if head else meeting.starts_at,
            place=head.place if head else meeting.place,
            link=f"{settings.origin}/moter/{row.id}",
            cancelled=(head or meeting).status == "cancelled",
        )
    return found


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


async def _published(packages: list[UUID]) -> dict[UUID, manifest.Meeting]:
    """What the newest publication of each says of its meeting."""
    rows = Publication.filter(package_id__in=packages).using_db(database.ro()).order_by("revision")
    newest: dict[UUID, UUID] = dict(await rows.values_list("package_id", "id"))
    unread = [each for each in newest.values() if each not in _heads]
    if len(_heads) > MOST:
        _heads.clear()
        unread = list(newest.values())
    contents = Publication.filter(id__in=unread).using_db(database.ro()).values_list("id", "content")
    for publication, content in await contents:
        _heads[publication] = msgspec.json.decode(content, type=_Head).meeting
    return {package: _heads[publication] for package, publication in newest.items()}


async def _closed(meetings: list[UUID]) -> set[UUID]:
    """Those of these meetings that have items, and none that is open (kommuneloven § 11-5)."""
    items = AgendaItem.filter(meeting_id__in=meetings, withdrawn_at=None).using_db(database.ro())
    there, open_there = set(), set()
    for meeting, closed in await items.values_list("meeting_id", "closed"):
        there.add(meeting)
        open_there |= set() if closed else {meeting}
    return there - open_there
