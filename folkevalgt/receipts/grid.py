"""Who has been told of a package, who has it, on which device, and whom to ring."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from folkevalgt import access, audit, clock, database, notices
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal
from folkevalgt.models.committee import Committee
from folkevalgt.models.device import Device
from folkevalgt.models.meeting import Meeting
from folkevalgt.models.notification import Notice, Sending
from folkevalgt.models.package import Delivery, Package, Publication, Receipt
from folkevalgt.models.printing import PrintOrder
from folkevalgt.receipts import shapes

ORDER = {role.value: place for place, role in enumerate(access.Role)}
STAFF = access.Role.SECRETARIAT.value
HEAD = ("Navn", "Rolle", "Varslet", "Kanal", "Bekreftet", "Lastet ned", "Åpnet", "Sider fra servicetorget", "Enheter")
ROLES = {
    "chair": "leder",
    "deputy_chair": "nestleder",
    "member": "medlem",
    "deputy": "varamedlem",
    "substitute": "innkalt vara",
    "secretariat": "sekretariat",
    "youth_council": "ungdomsråd",
}
CHANNELS = {"push": "varsel", "email": "e-post", "": ""}


async def grid(settings: Settings, package_id: UUID) -> shapes.Receipts:
    """Raises Refusal("no_such_package")."""
    db = database.ro()
    package = await Package.get_or_none(id=package_id, using_db=db)
    if package is None:
        raise Refusal("no_such_package", 404)
    meeting = await Meeting.get(id=package.meeting_id, using_db=db)
    committee = await Committee.get(id=meeting.committee_id, using_db=db)
    publications = await Publication.filter(package_id=package_id).using_db(db).order_by("revision")
    last = publications[-1] if publications else None
    return shapes.Receipts(
        package=str(package_id),
        committee=committee.name,
        date=meeting.date.isoformat(),
        revision=last.revision if last else 0,
        published_at=_time(last.published_at) if last else None,
        ring_hours=settings.ring_hours,
        summons=_summons(settings, meeting, publications[0] if publications else None),
        people=await _people(db, settings, package_id, last) if last else [],
    )


def _summons(settings: Settings, meeting: Meeting, first: Publication | None) -> shapes.Summons | None:
    if not settings.summons_days or meeting.status == "cancelled":
        return None
    due = meeting.date - timedelta(days=settings.summons_days)
    day = first.published_at.astimezone(clock.OSLO).date() if first else clock.today()
    words = ("met", "late") if first else ("waiting", "missed")
    return shapes.Summons(settings.summons_days, due.isoformat(), words[day > due])  # type: ignore[arg-type]


async def _people(
    db: BaseDBAsyncClient, settings: Settings, package: UUID, last: Publication
) -> list[shapes.ReceiptPerson]:
    rows = await Delivery.filter(package_id=package).using_db(db).select_related("person")
    now = clock.now()
    rows = [row for row in rows if row.since <= now and (row.until is None or row.until > now)]
    told, channels = await _told(db, package)
    devices, had = await _devices(db, package, rows)
    printed: dict[UUID, int] = {}
    orders = PrintOrder.filter(package_id=package, ended="printed").using_db(db)
    for person, pages in await orders.values_list("person_id", "pages"):
        printed[person] = printed.get(person, 0) + pages
    late = now - last.published_at > timedelta(hours=settings.ring_hours)
    found = []
    for row in rows:
        notice = told.get(row.person_id)
        lines = [_device(each, had.get((each.id, row.manifest_id))) for each in devices.get(row.person_id, [])]
        found.append(
            shapes.ReceiptPerson(
                person=str(row.person_id),
                name=row.person.name,
                role=row.role,
                phone=row.person.phone,
                email=row.person.email,
                told_at=_time(notice.told_at) if notice else None,
                how=cast("shapes.How", channels.get(notice.id, "")) if notice else "",
                confirmed_at=_time(notice.confirmed_at) if notice else None,
                received_at=_time(row.received_at),
                opened_at=_time(row.opened_at),
                printed=printed.get(row.person_id, 0),
                ring=late and row.received_at is None and row.role != STAFF,
                devices=lines,
            )
        )
    return sorted(found, key=lambda each: (not each.ring, each.role == STAFF, ORDER[each.role], each.name))


async def _told(db: BaseDBAsyncClient, package: UUID) -> tuple[dict[UUID, Notice], dict[UUID, str]]:
    """Everyone's newest notice about its papers, and by which channel each was told first."""
    kinds = ("package", "supplement", "minutes")
    rows = await Notice.filter(package_id=package, kind__in=kinds).using_db(db).order_by("created_at", "id")
    newest = {row.person_id: row for row in rows}
    sent = Sending.filter(notice_id__in=[row.id for row in newest.values()], sent_at__not_isnull=True).using_db(db)
    first: dict[UUID, str] = {}
    for notice, channel in await sent.order_by("-sent_at").values_list("notice_id", "channel") if newest else []:
        first[notice] = channel
    return newest, first


async def _devices(
    db: BaseDBAsyncClient, package: UUID, rows: Iterable[Delivery]
) -> tuple[dict[UUID, list[Device]], dict[tuple[UUID, str], Receipt]]:
    people = [row.person_id for row in rows]
    had = {(row.device_id, row.manifest): row for row in await Receipt.filter(package_id=package).using_db(db)}
    kept = Q(revoked_at=None) | Q(id__in=[device for device, _ in had])
    found: dict[UUID, list[Device]] = {}
    mine = Device.filter(kept, person_id__in=people).using_db(db).order_by("-seen_at")
    for device in await mine if people else []:
        found.setdefault(device.person_id, []).append(device)
    return found, had


def _device(device: Device, had: Receipt | None) -> shapes.ReceiptDevice:
    received, opened = (had.received_at, had.opened_at) if had else (None, None)
    return shapes.ReceiptDevice(device.name, _time(device.seen_at) or "", _time(received), _time(opened))


def _time(moment: datetime | None) -> str | None:
    return clock.in_norway(moment) if moment else None


async def tell_again(package_id: UUID, people: list[UUID], by: str) -> int:
    """Tells some of those who have the package once more of its newest publication; how many.

    Raises Refusal("no_such_package"), "not_published".
    """
    now = clock.now()
    async with database.write_tx() as db:
        package = await database.locked(Package.filter(id=package_id), db).first()
        if package is None:
            raise Refusal("no_such_package", 404)
        last = await Publication.filter(package_id=package_id).using_db(db).order_by("-revision").first()
        if last is None or package.withdrawn_at:
            raise Refusal("not_published", 409)
        mine = Delivery.filter(package_id=package_id, person_id__in=people).using_db(db)
        there = [person for (person,) in await mine.values_list("person_id")]
        kind = cast("notices.Kind", last.kind or "package")
        about = f"{last.id} {now:%Y-%m-%dT%H:%M}"  # pressed twice in a minute, it is once
        await notices.order(db, kind, there, about, package=package_id, publication=last.id)
        await audit.record(db, by, "tell_again", str(package_id), people=[str(each) for each in there])
        await notices.stir(db, package_id)
    return len(there)


def exported(told: shapes.Receipts) -> bytes:
    """The same as CSV for the file: UTF-8 with a byte order mark and semicolons, as Norwegian Excel opens it."""
    text = io.StringIO()
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow(HEAD)
    for each in told.people:
        devices = ", ".join(f"{one.name} ({_day(one.received_at) or 'ikke lastet ned'})" for one in each.devices)
        times = [_day(each.told_at), CHANNELS[each.how], *map(_day, (each.confirmed_at, each.received_at))]
        cells = [each.name, ROLES.get(each.role, each.role), *times, _day(each.opened_at), each.printed, devices]
        lines.writerow([_plain(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _day(moment: str | None) -> str:
    return f"{datetime.fromisoformat(moment):%d.%m.%Y %H:%M}" if moment else ""


def _plain(cell: object) -> object:
    """What begins like a formula is no formula in a spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell
