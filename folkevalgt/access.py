"""Who may see what. Pure rules over facts; whoever shows anything to anyone asks here.

What you may not see is *not found*. A paper with any exemption is exempt (screening fails closed). It is for those who
treat the item, and given out as ciphertext alone; whoever is disqualified in the item keeps its open papers only.
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
    TREATS = "treats"  # exempt, and theirs to treat
    EXEMPT = "exempt"
    DISQUALIFIED = "disqualified"
    OTHER_ITEM = "other_item"
    WITHDRAWN = "withdrawn"
    NOT_PUBLISHED = "not_published"
    NO_ROLE = "no_role"
    MISSING = "missing"


# Disqualified as far as anything is withheld: whoever has only been reported keeps what they have.
WITHHOLDING = frozenset({"provisional", "decided"})


class Standing(msgspec.Struct, frozen=True):
    """A role for a time: from `since` until just before `until`. With `items`, in those items alone."""

    role: Role
    since: datetime
    until: datetime = FOREVER
    items: frozenset[UUID] = frozenset()

    def holds(self, at: datetime) -> bool:
        return self.since <= at < self.until


class Reader(msgspec.Struct, frozen=True):
    """Someone towards one package at a moment: equal readers get the same manifest.

    `roles` hold for the whole meeting, `called_to` are items they are a substitute in, `disqualified` those they may
    not treat (provisional or decided, kommuneloven § 11-10).
    """

    roles: frozenset[Role] = frozenset()
    called_to: frozenset[UUID] = frozenset()
    disqualified: frozenset[UUID] = frozenset()

    @property
    def given(self) -> bool:
        """Whether anything is delivered to them."""
        return bool(self.roles & DELIVERED_TO or self.called_to)

    def takes_part_in(self, item: UUID | None) -> bool:
        """Whether the agenda's line is for them: a deputy who is called in to one item is shown that one."""
        return item is None or item in self.called_to or not self.called_to or bool(self.roles & DELIVERED_TO)


class Paper(msgspec.Struct, frozen=True):
    """What the rules need to know of a document. `sealed`: its bytes are ciphertext, so that it can be given out."""

    exempt: bool
    withdrawn: bool = False
    missing: bool = False
    published: bool = True
    item: UUID | None = None
    sealed: bool = True


def seat(role: str, valid_from: date, valid_to: date | None) -> Standing:
    """A membership: from midnight of its first day to midnight after its last, in Norway."""
    until = FOREVER if valid_to is None or valid_to >= NEVER else clock.midnight(valid_to + timedelta(days=1))
    return Standing(Role(role), clock.midnight(max(valid_from, ALWAYS)), until)


def called_in(since: datetime, meeting: date, hours_after: int, items: Iterable[UUID] = ()) -> Standing:
    """A substitute (kommuneloven § 7-10): from the call-in until `hours_after` the day of the meeting is over."""
    until = clock.midnight(meeting + timedelta(days=1)) + timedelta(hours=hours_after)
    return Standing(Role.SUBSTITUTE, since, until, frozenset(items))


def standing(held: list[Standing], at: datetime) -> Standing | None:
    """The strongest role someone has at a moment; None when they have none but the public's."""
    now = [each for each in held if each.holds(at)]
    return min(now, key=lambda each: (list(Role).index(each.role), -each.until.timestamp()), default=None)


def reader(held: Iterable[Standing], disqualified: Iterable[UUID], at: datetime) -> Reader:
    """All that someone is at a moment."""
    now = [each for each in held if each.holds(at)]
    whole = frozenset(each.role for each in now if not each.items)
    items = frozenset(item for each in now for item in each.items)
    return Reader(whole, frozenset() if Role.SUBSTITUTE in whole else items, frozenset(disqualified))


def boundaries(held: Iterable[Standing], at: datetime) -> set[datetime]:
    """The moments after this one at which someone becomes or stops being something."""
    return {moment for each in held for moment in (each.since, each.until) if at < moment < FOREVER}


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


VOTING = frozenset({Role.CHAIR, Role.DEPUTY_CHAIR, Role.MEMBER})
# Whoever treats a committee's papers may write to its chair and secretariat, and reads what is exempt.
TREATING = VOTING | {Role.SUBSTITUTE, Role.SECRETARIAT}


def sight(reader: Reader, paper: Paper) -> tuple[Sight, Why]:
    """What a reader gets of a paper, and why."""
    if not reader.roles and not reader.called_to:
        return Sight.NOTHING, Why.NO_ROLE
    if not paper.published and Role.SECRETARIAT not in reader.roles:
        return Sight.NOTHING, Why.NOT_PUBLISHED
    if not reader.takes_part_in(paper.item):
        return Sight.NOTHING, Why.OTHER_ITEM
    if paper.withdrawn:
        return Sight.TITLE, Why.WITHDRAWN
    treats = bool(reader.roles & TREATING) or (paper.item is not None and paper.item in reader.called_to)
    if paper.exempt and paper.item is not None and paper.item in reader.disqualified and treats:
        return Sight.TITLE, Why.DISQUALIFIED
    if paper.exempt and not (treats and (paper.sealed or paper.missing)):
        return Sight.TITLE, Why.EXEMPT
    if paper.missing:
        return Sight.TITLE, Why.MISSING
    return Sight.WHOLE, Why.TREATS if paper.exempt else Why.OPEN


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
