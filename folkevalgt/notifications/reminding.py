"""Reminders before a meeting: ordered when their time has come, so that a meeting that moved is told of once, and
for its new time."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from tortoise.expressions import Q

from folkevalgt import clock, database, notices
from folkevalgt.config import Settings
from folkevalgt.models.notification import Notice
from folkevalgt.models.package import Delivery, Package

MORNING = time(9)  # a meeting whose start nobody knows is taken to begin then
OVER = ("held", "minutes_published", "cancelled")


async def remind(settings: Settings) -> None:
    """Reminds whoever has a meeting's papers, REMINDER_HOURS before it, and had them before that."""
    if not settings.reminder_hours:
        return
    db, now = database.ro(), clock.now()
    ahead = timedelta(hours=settings.reminder_hours)
    days = ((now + each).astimezone(clock.OSLO).date() for each in (timedelta(0), ahead))
    near = Package.filter(withdrawn_at=None, meeting__date__gte=next(days), meeting__date__lte=next(days))
    for package in await near.exclude(meeting__status__in=OVER).using_db(db).select_related("meeting"):
        begins = package.meeting.starts_at or datetime.combine(package.meeting.date, MORNING, clock.OSLO)
        if not begins - ahead <= now < begins:
            continue
        about = f"{package.id} {begins.astimezone(clock.OSLO):%Y-%m-%dT%H:%M}"
        held = Delivery.filter(Q(until=None) | Q(until__gt=now), package_id=package.id, since__lte=begins - ahead)
        people = {person for (person,) in await held.using_db(db).values_list("person_id")}
        keys = [f"reminder {about} {person}" for person in people]
        known = Notice.filter(key__in=keys).using_db(db).values_list("person_id")
        people -= {person for (person,) in await known}
        if people:
            async with database.write_tx() as writing:
                await notices.order(writing, "reminder", people, about, package=package.id)
