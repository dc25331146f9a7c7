"""How one person is to be told of one thing: pure rules over what they chose and what they have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import msgspec

from folkevalgt.clock import OSLO
from folkevalgt.notices import ALWAYS, GATHERED

# Said of papers: worth nothing to somebody who may not read them any more.
OF_PAPERS = frozenset({"package", "supplement", "minutes", "shared", "reminder"})
USUAL = "push"


class Choice(msgspec.Struct, frozen=True):
    """What NoticeChoice says; as it is here for somebody who has chosen nothing."""

    choices: dict[str, str] = {}
    quiet_from: str = ""
    quiet_to: str = ""
    digest_at: str = ""


class Case(msgspec.Struct, frozen=True):
    """A notice, and all that decides how it is told. `subscriptions` are the addresses of devices that take any.

    `meets` is the day of the meeting, and `begins_at` its start when there is one. `holds`: they may read its papers.
    """

    kind: str
    choice: Choice = Choice()
    subscriptions: Sequence[UUID] = ()
    email: bool = True
    revoked: bool = False
    holds: bool = True
    meets: date | None = None
    begins_at: datetime | None = None


class Later(msgspec.Struct, frozen=True):
    until: datetime


class Ended(msgspec.Struct, frozen=True):
    """`word`: gone | overtaken | late | unwanted | no_channel."""

    word: str


class Way(msgspec.Struct, frozen=True):
    """One sending: see models.notification.Sending."""

    channel: str
    due_at: datetime
    subscription: UUID | None = None
    fallback: bool = False


def decide(case: Case, now: datetime, patience: timedelta) -> Later | Ended | list[Way]:
    """Where this goes and when. `patience` is how long a push may stay unconfirmed before an e-mail follows it."""
    if case.revoked:
        return Ended("gone")
    if case.kind in OF_PAPERS and not case.holds:
        return Ended("overtaken")
    if case.kind == "reminder" and case.begins_at and case.begins_at <= now:
        return Ended("late")
    how = case.choice.choices.get(case.kind, USUAL)
    if how == "none" and case.kind not in ALWAYS:
        return Ended("unwanted")
    rings = waits(case.kind, case.choice, case.meets, now)
    if rings > now:
        return Later(rings)
    return _ways(case, how, now, patience) or Ended("no_channel")


def _ways(case: Case, how: str, now: datetime, patience: timedelta) -> list[Way]:
    pushed = [Way("push", now, each) for each in case.subscriptions] if how != "email" else []
    if not case.email or (case.kind == "test" and pushed):
        return pushed
    instead = bool(pushed) and how != "both"
    due = waits(case.kind, case.choice, case.meets, now + patience) if instead else now
    if case.choice.digest_at and case.kind in GATHERED:
        due = at_next(case.choice.digest_at, due)
    return [*pushed, Way("email", due, fallback=instead)]


def waits(kind: str, choice: Choice, meets: date | None, moment: datetime) -> datetime:
    """When this may be told, from a moment on. Quiet hours hold it back, unless it changes a meeting the same day."""
    urgent = kind == "test" or (kind in ALWAYS and meets == moment.astimezone(OSLO).date())
    return moment if urgent else after_quiet(choice.quiet_from, choice.quiet_to, moment)


def after_quiet(begin: str, end: str, moment: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls into. They may go past midnight."""
    if not begin or not end or begin == end:
        return moment
    clock = f"{moment.astimezone(OSLO):%H:%M}"
    quiet = begin <= clock < end if begin < end else clock >= begin or clock < end
    return at_next(end, moment) if quiet else moment


def at_next(clock: str, moment: datetime) -> datetime:
    """The next time, not before the moment, that clocks in Norway say so.

    What one night in March leaves out comes an hour later, and what comes twice in October counts both times.
    """
    day = moment.astimezone(OSLO).date()
    at = (datetime.combine(day + timedelta(days=each), time.fromisoformat(clock), OSLO) for each in (0, 1))
    told = (each.astimezone(moment.tzinfo) for first in at for each in (first, _again(first)))
    return next((each for each in told if each >= moment), moment)


def _again(first: datetime) -> datetime:
    """The second time that clocks say the same, in the hour that comes twice."""
    second = first.replace(fold=1)
    begun, ended = first.utcoffset(), second.utcoffset()
    return second if begun and ended and begun > ended else first


def choice_of(row: Any) -> Choice:
    """A NoticeChoice as the rules read it; None for somebody without one."""
    return Choice(row.choices, row.quiet_from, row.quiet_to, row.digest_at) if row else Choice()
