"""From a notice to its sendings, once, in one transaction: then it is only a matter of getting them out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from folkevalgt import clock, database
from folkevalgt.config import Settings
from folkevalgt.models.notification import Notice, NoticeChoice, PushSubscription, Sending
from folkevalgt.models.package import Delivery, Package
from folkevalgt.models.person import Person
from folkevalgt.notifications.deciding import Case, Ended, Later, choice_of, decide

AT_ONCE = 300  # notices in one transaction


async def plan(settings: Settings) -> int:
    """Plans what is due; returns how many notices that were."""
    count = 0
    while made := await _some(settings):
        count += made
    return count


async def _some(settings: Settings) -> int:
    now = clock.now()
    due = Notice.filter(planned_at=None, ended="", due_at__lte=now)
    if not await due.using_db(database.ro()).exists():
        return 0
    async with database.write_tx() as db:
        rows = due.using_db(db).order_by("due_at", "id").limit(AT_ONCE)
        if db.capabilities.support_for_update:
            rows = rows.select_for_update(skip_locked=True)  # another worker has those
        notices = await rows
        cases = await _cases(settings, db, notices, now)
        patience = timedelta(minutes=settings.email_after_minutes)
        decided = [(notice, decide(cases[notice.id], now, patience)) for notice in notices]
        await _keep(db, decided, now)
    return len(notices)


async def _cases(settings: Settings, db: BaseDBAsyncClient, notices: list[Notice], now: datetime) -> dict[UUID, Case]:
    people = list({each.person_id for each in notices})
    packages = list({each.package_id for each in notices if each.package_id})
    gone = {
        each
        for (each,) in await Person.filter(id__in=people, revoked_at__not_isnull=True).using_db(db).values_list("id")
    }
    chosen = {each.person_id: each for each in await NoticeChoice.filter(person_id__in=people).using_db(db)}
    subscribed: dict[UUID, list[UUID]] = {}
    live = PushSubscription.filter(person_id__in=people, retired_at=None, device__revoked_at=None).using_db(db)
    for name, person in await live.order_by("created_at").values_list("id", "person_id"):
        subscribed.setdefault(person, []).append(name)
    meetings = {
        each.id: each.meeting for each in await Package.filter(id__in=packages).using_db(db).select_related("meeting")
    }
    theirs = Delivery.filter(Q(until=None) | Q(until__gt=now), since__lte=now, package_id__in=packages)
    held = set(await theirs.filter(person_id__in=people).using_db(db).values_list("person_id", "package_id"))
    cases = {}
    for each in notices:
        meeting = meetings.get(each.package_id) if each.package_id else None
        cases[each.id] = Case(
            kind=each.kind,
            choice=choice_of(chosen.get(each.person_id)),
            subscriptions=subscribed.get(each.person_id, ()),
            email=bool(settings.smtp_host),
            revoked=each.person_id in gone,
            holds=each.package_id is None or (each.person_id, each.package_id) in held,
            meets=meeting.date if meeting else None,
            begins_at=meeting.starts_at if meeting else None,
        )
    return cases


async def _keep(db: BaseDBAsyncClient, decided: Iterable[tuple[Notice, object]], now: datetime) -> None:
    planned: list[UUID] = []
    ended: dict[str, list[UUID]] = {}
    later: dict[datetime, list[UUID]] = {}
    sendings = []
    for notice, what in decided:
        match what:
            case Later(until):
                later.setdefault(until, []).append(notice.id)
            case Ended(word):
                ended.setdefault(word, []).append(notice.id)
            case list(ways):
                planned.append(notice.id)
                sendings += [
                    Sending(
                        id=uuid4(),
                        notice_id=notice.id,
                        channel=way.channel,
                        subscription_id=way.subscription,
                        due_at=way.due_at,
                        fallback=way.fallback,
                    )
                    for way in ways
                ]
    await Sending.bulk_create(sendings, using_db=db)
    await Notice.filter(id__in=planned).using_db(db).update(planned_at=now)
    for word, ids in ended.items():
        await Notice.filter(id__in=ids).using_db(db).update(planned_at=now, ended=word)
    for until, ids in later.items():
        await Notice.filter(id__in=ids).using_db(db).update(due_at=until)
