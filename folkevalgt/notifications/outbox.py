"""The outbox of notices: sendings that are due are lent to one worker at a time, and what became of them is noted.

A worker that dies gives them back by time passing. They go out again then, under the same name: devices and e-mail
programs fold the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import F, Q
from tortoise.queryset import QuerySet

from folkevalgt import clock, database
from folkevalgt.models.notification import Notice, NoticeChoice, PushSubscription, Sending
from folkevalgt.models.package import Delivery, Publication
from folkevalgt.notifications.deciding import choice_of, waits

LEASE = timedelta(minutes=2)  # longer than any answer is waited for
BACK_OFF = (5, 30, 120, 600, 3600)  # seconds before try 2, 3, ...; then every hour
GIVE_UP = {"push": timedelta(days=2), "email": timedelta(days=5)}  # RFC 5321 § 4.5.4.1: four to five days
MOST_REFUSED = 5  # messages in a row that an address refuses before it is given up
OF_LISTS = ("package", "supplement", "minutes")


class Outcome(msgspec.Struct, frozen=True):
    """What became of one try: sent | later | dead. `retire` is why its address is no more, `wait` a service's wish (s).

    `tried` is false when it was not its turn: nothing counts.
    """

    sending: Sending
    became: str
    trouble: str = ""
    wait: int = 0
    retire: str = ""
    tried: bool = True


def due(channel: str, now: datetime) -> QuerySet[Sending]:
    """What is to be sent and nobody is sending, the longest due first."""
    free = Q(locked_until=None) | Q(locked_until__lt=now)
    return Sending.filter(free, channel=channel, ended="", due_at__lte=now).order_by("due_at", "id")


def held(db: BaseDBAsyncClient, rows: QuerySet[Sending]) -> QuerySet[Sending]:
    """The same, held until the transaction ends; what another worker holds is not among them."""
    rows = rows.using_db(db)
    return rows.select_for_update(skip_locked=True) if db.capabilities.support_for_update else rows


async def claim(limit: int) -> list[Sending]:
    """Pushes that are due, each lent to the caller, with notice, person, address and device."""
    now = clock.now()
    if not await due("push", now).using_db(database.ro()).exists():
        return []
    async with database.write_tx() as db:
        ids = [row.id for row in await held(db, due("push", now).limit(limit))]
        await lend(db, ids, now)
    related = ("notice__package__meeting", "notice__person", "subscription__device")
    return await Sending.filter(id__in=ids).using_db(database.ro()).select_related(*related).order_by("due_at", "id")


async def lend(db: BaseDBAsyncClient, ids: Iterable[UUID], now: datetime) -> None:
    mine = Sending.filter(id__in=list(ids)).using_db(db)
    await mine.update(locked_until=now + LEASE, tries=F("tries") + 1)


async def note(outcomes: Sequence[Outcome]) -> None:
    """Notes what became of them, in one transaction. What a device has confirmed meanwhile stays confirmed."""
    if not outcomes:
        return
    now = clock.now()
    async with database.write_tx() as db:
        sent = [each.sending for each in outcomes if each.became == "sent"]
        await _sent(db, sent, now)
        dead = [each for each in outcomes if each.became == "dead"]
        later = [each for each in outcomes if each.became == "later"]
        tired = [each for each in later if each.sending.notice.due_at + GIVE_UP[each.sending.channel] < now]
        for word, over in (("dead", dead), ("given_up", tired)):
            for each in over:
                await _end(db, each, word)
        await _put_off(db, [each for each in later if each not in tired], now)
        await _instead(db, {each.sending.notice_id for each in (*dead, *tired)}, now)


async def _sent(db: BaseDBAsyncClient, sent: list[Sending], now: datetime) -> None:
    if not sent:
        return
    ids, told = [each.id for each in sent], {each.notice_id for each in sent}
    await Sending.filter(id__in=ids).using_db(db).update(sent_at=now, locked_until=None, trouble="")
    await Sending.filter(id__in=ids, ended="").using_db(db).update(ended="sent")
    addresses = {each.subscription_id for each in sent if each.subscription_id}
    await PushSubscription.filter(id__in=list(addresses), failures__gt=0).using_db(db).update(failures=0)
    first = Notice.filter(id__in=list(told), told_at=None)
    fresh = await first.filter(kind__in=OF_LISTS).using_db(db).values_list("person_id", "package_id", "publication_id")
    await first.using_db(db).update(told_at=now)
    for package, publication in {(package, publication) for _, package, publication in fresh}:
        newest = await Publication.filter(package_id=package).using_db(db).order_by("-revision").first()
        if newest and newest.id == publication:
            people = [person for person, *of in fresh if tuple(of) == (package, publication)]
            unknown = Delivery.filter(package_id=package, person_id__in=people, notified_at=None)
            await unknown.using_db(db).update(notified_at=now)


async def _end(db: BaseDBAsyncClient, each: Outcome, word: str) -> None:
    over = {"ended": word, "trouble": each.trouble, "locked_until": None}
    await Sending.filter(id=each.sending.id, ended="").using_db(db).update(**over)
    address = PushSubscription.filter(id=each.sending.subscription_id, retired_at=None).using_db(db)
    if not each.sending.subscription_id or not each.tried or word == "given_up":
        return
    if not each.retire:
        await address.update(failures=F("failures") + 1)
        each = msgspec.structs.replace(each, retire="refused")
        address = address.filter(failures__gte=MOST_REFUSED)
    if await address.update(retired_at=clock.now(), why=each.retire):
        waiting = Sending.filter(subscription_id=each.sending.subscription_id, ended="").using_db(db)
        others = [notice for (notice,) in await waiting.values_list("notice_id")]
        await waiting.update(ended="dead", trouble=each.trouble)
        await _instead(db, others, clock.now())


async def _put_off(db: BaseDBAsyncClient, later: list[Outcome], now: datetime) -> None:
    people = list({each.sending.notice.person_id for each in later})
    chosen = {each.person_id: each for each in await NoticeChoice.filter(person_id__in=people).using_db(db)}
    for each in later:
        row, notice = each.sending, each.sending.notice
        wait = max(each.wait, BACK_OFF[min(row.tries, len(BACK_OFF)) - 1] if each.tried else 0)
        meets = notice.package.meeting.date if notice.package else None
        due = waits(notice.kind, choice_of(chosen.get(notice.person_id)), meets, now + timedelta(seconds=wait))
        again: dict[str, Any] = {"due_at": due, "locked_until": None, "trouble": each.trouble}
        if not each.tried:
            again["tries"] = max(0, row.tries - 1)
        await Sending.filter(id=row.id, ended="").using_db(db).update(**again)


async def _instead(db: BaseDBAsyncClient, notices: Iterable[UUID], now: datetime) -> None:
    """No push of these is under way any more, or had: what was to follow it need not wait."""
    ids = set(notices)
    pushes = Sending.filter(notice_id__in=list(ids), channel="push", ended__in=["", "sent", "confirmed"])
    ids -= {notice for (notice,) in await pushes.using_db(db).values_list("notice_id")}
    waiting = Sending.filter(notice_id__in=list(ids), fallback=True, ended="", due_at__gt=now, tries=0)
    await waiting.using_db(db).update(due_at=now)
