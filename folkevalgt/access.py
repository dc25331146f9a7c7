"""Who may see what. Pure rules over facts; whoever shows anything to anyone asks here.

What you may not see is *not found*. A paper with any exemption is exempt (screening fails closed), and until exempt
papers can be given out encrypted per person nobody gets more than their title.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from folkevalgt import clock

FOREVER = datetime.max.replace(tzinfo=UTC)
ALWAYS, NEVER = date(1900, 1, 1), date(9999, 1, 1)  # other systems write 0001-01-01 and 9999-12-31


class Role(StrEnum):
    """In what capacity someone reads a package; when several hold, the first one in this order."""

    SECRETARIAT = "secretariat"
    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy_chair"
    MEMBER = "member"
    SUBSTITUTE = "substitute"
    YOUTH_COUNCIL = "youth_council"
    DEPUTY = "deputy"
    PUBLIC = "public"


class Sight(StrEnum):
    WHOLE = "whole"
    TITLE = "title"
    NOTHING = "nothing"


class Why(StrEnum):
    """The reason for a sight, as a word the secretariat's screen explains."""

    OPEN = "open"
    EXEMPT = "exempt"
    WITHDRAWN = "withdrawn"
    NOT_PUBLISHED = "not_published"
    NO_ROLE = "no_role"
    MISSING = "missing"


class Standing(msgspec.Struct, frozen=True):
    """A role for a time: from `since` until just before `until`."""

    role: Role
    since: datetime
    until: datetime = FOREVER

    def holds(self, at: datetime) -> bool:
        return self.since <= at < self.until


class Paper(msgspec.Struct, frozen=True):
    """What the rules need to know of a document."""

    exempt: bool
    withdrawn: bool = False
    missing: bool = False
    published: bool = True


def seat(role: str, valid_from: date, valid_to: date | None) -> Standing:
    """A membership: from midnight of its first day to midnight after its last, in Norway."""
    until = FOREVER if valid_to is None or valid_to >= NEVER else clock.midnight(valid_to + timedelta(days=1))
    return Standing(Role(role), clock.midnight(max(valid_from, ALWAYS)), until)


def called_in(since: datetime, meeting: date, hours_after: int) -> Standing:
    """A substitute (kommuneloven § 7-10): from the call-in until `hours_after` the day of the meeting is over."""
    return Standing(Role.SUBSTITUTE, since, clock.midnight(meeting + timedelta(days=1)) + timedelta(hours=hours_after))


def standing(held: list[Standing], at: datetime) -> Standing | None:
    """The strongest role someone has at a moment; None when they have none but the public's."""
    now = [each for each in held if each.holds(at)]
    return min(now, key=lambda each: (list(Role).index(each.role), -each.until.timestamp()), default=None)


def span(held: list[Standing], at: datetime) -> tuple[datetime, datetime] | None:
    """From when until when someone is something without a break, around a moment; None when they are not then."""
    since = until = at
    while later := [each for each in held if each.since <= until < each.until]:
        until = max(each.until for each in later)
    while earlier := [each for each in held if each.since < since <= each.until]:
        since = min(each.since for each in earlier)
    return (since, until) if until > at else None


# Deputies who are not called in read what the public reads: nothing is delivered to them.
DELIVERED_TO = frozenset(Role) - {Role.DEPUTY, Role.PUBLIC}


def sight(role: Role | None, paper: Paper) -> tuple[Sight, Why]:
    """What a reader in this role gets of a paper, and why."""
    if role is None:
        return Sight.NOTHING, Why.NO_ROLE
    if not paper.published and role is not Role.SECRETARIAT:
        return Sight.NOTHING, Why.NOT_PUBLISHED
    if paper.withdrawn:
        return Sight.TITLE, Why.WITHDRAWN
    if paper.exempt:
        return Sight.TITLE, Why.EXEMPT
    if paper.missing:
        return Sight.TITLE, Why.MISSING
    return Sight.WHOLE, Why.OPEN


VOTING = frozenset({Role.CHAIR, Role.DEPUTY_CHAIR, Role.MEMBER})
# Whoever treats a committee's papers may write to its chair and secretariat.
TREATING = VOTING | {Role.SUBSTITUTE, Role.SECRETARIAT}


class Body(msgspec.Struct, frozen=True):
    """A committee as it sits now: its voting `seats`, and who would sit in them, called-in substitutes included."""

    name: str
    seats: int
    sitting: frozenset[UUID]

    def present(self, people: Collection[UUID]) -> int:
        return len(self.sitting & set(people))


def quorum(present: int, seats: int) -> bool:
    """Whether those present could decide: half or more of the members (kommuneloven § 11-9).

    What they discuss belongs in a meeting (§ 11-2, § 11-5; Sivilombudet SOM-2022-4149). One alone is no meeting.
    """
    return present >= 2 and 2 * present >= seats


def assembled(people: Collection[UUID], bodies: Iterable[Body]) -> Body | None:
    """The first of these bodies that those people could be a quorum of."""
    return next((body for body in bodies if quorum(body.present(people), body.seats)), None)
