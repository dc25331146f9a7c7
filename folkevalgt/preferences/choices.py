"""How each person wants to be told of what, and what they have been told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import get_args
from uuid import UUID, uuid4

from tortoise.expressions import Q

from folkevalgt import audit, clock, database, notices
from folkevalgt.config import Settings
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.notification import Notice, NoticeChoice, PushSubscription, Sending
from folkevalgt.models.package import Delivery, Package
from folkevalgt.preferences.shapes import How, MyNotices, NoticeChoices, NoticeDevice, NoticeKind, NoticeShown

NEWEST = 50  # notices in the list of one's own
USUAL: How = "push"
KINDS: tuple[notices.Kind, ...] = get_args(notices.Kind)


async def mine(settings: Settings, person: UUID, device: UUID, *, staff: bool) -> MyNotices:
    """The person's newest notices, their choices, and the devices that take notices, the one they ask from first."""
    db = database.ro()
    row = await NoticeChoice.get_or_none(person_id=person, using_db=db)
    due = Notice.filter(person_id=person, due_at__lte=clock.now()).exclude(ended="unwanted").using_db(db)
    chosen = _chosen(row)
    subscribed = PushSubscription.filter(person_id=person, device__revoked_at=None).using_db(db)
    return MyNotices(
        notices=await _shown(person, await due.order_by("-created_at", "id").limit(NEWEST), staff=staff),
        kinds=[
            NoticeKind(kind, chosen.choices.get(kind, USUAL), kind in notices.ALWAYS, kind in notices.GATHERED)
            for kind in KINDS
            if kind != "test" and (staff or kind not in notices.STAFF)
        ],
        choices=chosen,
        devices=[
            NoticeDevice(
                id=str(each.device_id),
                name=each.device.name,
                here=each.device_id == device,
                since=clock.in_norway(each.created_at),
                heard_at=_iso(each.heard_at),
                trouble=each.why if each.retired_at else "",
            )
            for each in sorted(
                await subscribed.select_related("device"),
                key=lambda one: (one.device_id != device, -one.created_at.timestamp()),
            )
        ],
        email=bool(settings.smtp_host),
        calendar=bool(row and row.calendar_hash),
    )


async def choose(person: UUID, chosen: NoticeChoices) -> NoticeChoices:
    """From now on; what is planned already goes as it was planned. Raises Refusal("bad_request") for what cannot be."""
    unheard = notices.ALWAYS & {kind for kind, how in chosen.choices.items() if how == "none"}
    if unheard or bool(chosen.quiet_from) != bool(chosen.quiet_to) or "test" in chosen.choices:
        raise Refusal("bad_request", 400, "choices")
    values = {
        "choices": {kind: how for kind, how in chosen.choices.items() if how != USUAL},
        "quiet_from": chosen.quiet_from,
        "quiet_to": chosen.quiet_to if chosen.quiet_to != chosen.quiet_from else "",
        "digest_at": chosen.digest_at,
        "invitations": chosen.invitations,
    }
    async with database.write_tx() as db:
        await NoticeChoice.bulk_create([NoticeChoice(id=uuid4(), person_id=person)], ignore_conflicts=True, using_db=db)
        await NoticeChoice.filter(person_id=person).using_db(db).update(**values)
        await audit.record(db, str(person), "notice_choices", str(person))
        return _chosen(await NoticeChoice.get(person_id=person, using_db=db))


def _chosen(row: NoticeChoice | None) -> NoticeChoices:
    if row is None:
        return NoticeChoices()
    return NoticeChoices(row.choices, row.quiet_from, row.quiet_to, row.digest_at, row.invitations)


async def show(person: UUID, name: UUID, *, staff: bool, sparing: bool) -> NoticeShown:
    """One notice by its own id or by a push's: what a device may show of it. `sparing`: ids of other things stay here.

    Raises Refusal("not_found") for somebody else's.
    """
    found = await (
        Notice.filter(Q(id=name) | Q(sendings__id=name), person_id=person).using_db(database.ro()).distinct().first()
    )
    if found is None:
        raise not_found()
    (shown,) = await _shown(person, [found], staff=staff)
    if sparing:
        shown.subject = ""
    return shown


async def confirm(name: UUID, person: UUID | None) -> None:
    """A device has had it. By a push's id, which nobody knows but that device; or by a notice's, its person says so.

    What waits to be sent instead is not sent. Again, or unknown: nothing happens.
    """
    db, now = database.ro(), clock.now()
    pushed = await Sending.get_or_none(id=name, channel="push", using_db=db)
    mine = Notice.filter(id=pushed.notice_id) if pushed else Notice.filter(id=name, person_id=person)
    if (notice := await mine.using_db(db).first()) is None:
        return
    async with database.write_tx() as db:
        if pushed:
            own = Sending.filter(id=pushed.id, confirmed_at=None).using_db(db)
            await own.update(confirmed_at=now, ended="confirmed", locked_until=None)
            heard = PushSubscription.filter(id=pushed.subscription_id).using_db(db)
            await heard.update(heard_at=now, failures=0)
        await Notice.filter(id=notice.id, told_at=None).using_db(db).update(told_at=now)
        await Notice.filter(id=notice.id, confirmed_at=None).using_db(db).update(confirmed_at=now)
        instead = Sending.filter(notice_id=notice.id, fallback=True, ended="").using_db(db)
        await instead.update(ended="overtaken")


async def try_out(person: UUID) -> None:
    """Tells the person that this is a test, as they would be told of anything; not more than one in ten seconds."""
    async with database.write_tx() as db:
        await notices.order(db, "test", [person], str(int(clock.now().timestamp()) // 10))


async def _shown(person: UUID, rows: Iterable[Notice], *, staff: bool) -> list[NoticeShown]:
    """With the meeting's body and day, where they may read its papers and not all of it is closed."""
    rows, db = list(rows), database.ro()
    asked = {row.package_id for row in rows if row.package_id}
    held = set(asked)
    if not staff:
        now = clock.now()
        theirs = Delivery.filter(Q(until=None) | Q(until__gt=now), person_id=person, since__lte=now)
        rows_held = theirs.filter(package_id__in=list(asked)).using_db(db).values_list("package_id")
        held = {package for (package,) in await rows_held}
    packages = Package.filter(id__in=list(asked)).using_db(db).select_related("meeting__committee")
    found = {each.id: each.meeting for each in await packages}
    items = AgendaItem.filter(meeting_id__in=[each.id for each in found.values()], withdrawn_at=None).using_db(db)
    open_ones = {meeting for (meeting,) in await items.filter(closed=False).values_list("meeting_id")}
    shown = []
    for row in rows:
        line = NoticeShown(
            id=str(row.id),
            kind=row.kind,  # type: ignore[arg-type]
            at=clock.in_norway(max(row.created_at, row.due_at)),
            subject=row.subject,
            facts=row.facts,
            told_at=_iso(row.told_at),
            confirmed_at=_iso(row.confirmed_at),
        )
        if row.package_id in found and (row.package_id in held or row.kind in notices.TOLD_WITHOUT):
            meeting = found[row.package_id]
            line.package = str(row.package_id) if row.package_id in held else ""
            line.committee = meeting.committee.name if meeting.id in open_ones else ""
            line.date, line.starts_at = meeting.date.isoformat(), _iso(meeting.starts_at)
        shown.append(line)
    return shown


def _iso(moment: datetime | None) -> str | None:
    return clock.in_norway(moment) if moment else None
