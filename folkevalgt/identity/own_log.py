"""What the log says of one person, as they may have it on request (personvernforordningen art. 15), newest first.

And of one exempt paper: who was given it, and who opened it where.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from tortoise.expressions import Q

from folkevalgt import clock, database
from folkevalgt.errors import not_found
from folkevalgt.identity.shapes import AccessLine
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.device import Device, KeyGiven
from folkevalgt.models.document import Document
from folkevalgt.models.package import Delivery
from folkevalgt.models.person import Person

MOST = 1_000  # lines
TOLD_BY_KEYS = ("keys_given", "opened_exempt")  # one line for each paper instead


class Opening(msgspec.Struct):
    """That somebody was given an exempt paper on a device, and when it was first opened there. Times are ISO 8601."""

    person: str
    email: str
    device: str
    version: int
    given_at: str
    opened_at: str | None


async def lines(person: UUID) -> list[AccessLine]:
    """What they were given, opened and did, and what others did to their access."""
    found = [*await _papers(person), *await _packages(person), *await _acts(person)]
    found.sort(key=lambda line: line[0], reverse=True)
    return [AccessLine(clock.in_norway(at), what, paper, device, by) for at, what, paper, device, by in found[:MOST]]


Line = tuple[datetime, str, str, str, str]


async def _papers(person: UUID) -> list[Line]:
    rows = KeyGiven.filter(person_id=person).using_db(database.ro()).order_by("-given_at").limit(MOST)
    found: list[Line] = []
    for each in await rows.select_related("device", "version__document"):
        title, device = each.version.document.title, each.device.name
        found.append((each.given_at, "key_given", title, device, ""))
        if each.opened_at:
            found.append((each.opened_at, "exempt_opened", title, device, ""))
    return found


async def _packages(person: UUID) -> list[Line]:
    rows = (
        Delivery.filter(person_id=person)
        .using_db(database.ro())
        .select_related("package__meeting__committee", "manifest__publication")
    )
    found: list[Line] = []
    for each in await rows:
        meeting = each.package.meeting
        given = max(each.since, each.manifest.publication.published_at)  # a seat may be older than the papers
        found.append((given, "delivered", f"{meeting.committee.name} {meeting.date.isoformat()}", "", ""))
    return found


async def _acts(person: UUID) -> list[Line]:
    db = database.ro()
    devices = dict(await Device.filter(person_id=person).using_db(db).values_list("id", "name"))
    told = {str(person), *map(str, devices)}
    mine = Q(actor=str(person)) | Q(subject__in=list(told))
    rows = await AuditEntry.filter(mine, action__not_in=TOLD_BY_KEYS).using_db(db).order_by("-seq").limit(MOST)
    actors = {UUID(row.actor) for row in rows if row.actor not in (str(person), "") and _is_id(row.actor)}
    names = dict(await Person.filter(id__in=list(actors)).using_db(db).values_list("id", "name"))
    found: list[Line] = []
    for row in rows:
        device = devices.get(UUID(row.subject), "") if _is_id(row.subject) else ""
        by = "" if row.actor == str(person) else names.get(UUID(row.actor), "") if _is_id(row.actor) else row.actor
        found.append((datetime.fromisoformat(row.at), row.action, "", device, by))
    return found


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


async def openings(document: UUID) -> list[Opening]:
    """Who was given a paper's key, in the order they opened it. Raises Refusal("not_found") for no such paper."""
    db = database.ro()
    if not await Document.filter(id=document).using_db(db).exists():
        raise not_found()
    rows = KeyGiven.filter(version__document_id=document).using_db(db).select_related("person", "device", "version")
    last = clock.now()
    return [
        Opening(
            person=each.person.name,
            email=each.person.email,
            device=each.device.name,
            version=each.version.number,
            given_at=clock.in_norway(each.given_at),
            opened_at=clock.in_norway(each.opened_at) if each.opened_at else None,
        )
        for each in sorted(await rows, key=lambda row: (row.opened_at or last, row.given_at))
    ]
