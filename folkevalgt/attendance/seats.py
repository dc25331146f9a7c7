"""Who should sit at a meeting, who is away, and who stands in: the facts that proposals and lists are made from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import access, clock
from folkevalgt.models.attendance import Absence
from folkevalgt.models.committee import CallIn, Membership
from folkevalgt.models.disqualification import Disqualification
from folkevalgt.models.meeting import AgendaItem, Meeting
from folkevalgt.models.person import PartyGroup

WHOLE = ""  # the meeting itself, beside its items
ORDER = ("chair", "deputy_chair", "member", "deputy")


class Seat(msgspec.Struct, frozen=True):
    """Somebody's seat on the day of the meeting. `deputy_for` is the seat that a deputy stands in for, if it is one."""

    id: UUID
    person: UUID
    name: str
    party: str
    phone: str
    role: str
    rank: int | None = None
    deputy_for: UUID | None = None


class Call(msgspec.Struct, frozen=True):
    """That a deputy is called in, or (`gone`) was. Without `items` to the whole meeting."""

    person: UUID
    name: str
    party: str
    phone: str
    instead_of: UUID | None
    items: frozenset[str]
    answer: str
    answered_at: datetime | None
    since: datetime
    gone: bool


class Sitting(msgspec.Struct):
    """All of a meeting. `items` are ids in the agenda's order; `away` is what each is away from.

    `barred` is how far each one's disqualification has come, by item; those that were lifted are left out.
    """

    items: list[str]
    seats: list[Seat]
    deputies: list[Seat]
    calls: list[Call]
    away: dict[UUID, frozenset[str]]
    barred: dict[UUID, dict[str, str]]

    def part(self, items: Iterable[str]) -> frozenset[str]:
        """What "these items, or none for the whole" comes to."""
        return frozenset(items) or frozenset({WHOLE, *self.items})

    def held_back(self, person: UUID) -> frozenset[str]:
        """The items somebody may not treat now."""
        states = self.barred.get(person, {})
        return frozenset(item for item, state in states.items() if state in access.WITHHOLDING)

    def lacks(self, seat: Seat) -> frozenset[str]:
        """What nobody stands in for: the member is away or may not treat it, and so is whoever was called in."""
        needed = self.needed(seat.person)
        for call in self.calls:
            if call.instead_of == seat.person and not call.gone:
                away = self.away.get(call.person, frozenset())
                needed -= self.part(call.items) - self.held_back(call.person) - away
        return needed

    def needed(self, person: UUID) -> frozenset[str]:
        return self.away.get(person, frozenset()) | frozenset(self.barred.get(person, {}))

    def ordered(self, items: Iterable[str]) -> list[str]:
        """In the agenda's order; nothing when it is the whole meeting."""
        wanted = set(items)
        return [] if WHOLE in wanted else [each for each in self.items if each in wanted]


async def sitting(db: BaseDBAsyncClient, meeting: Meeting) -> Sitting:
    """Reads it all, in as few questions as there are kinds of rows."""
    day = clock.midnight(meeting.date)
    parties = dict(await PartyGroup.all().using_db(db).values_list("id", "short"))
    rows = Membership.filter(committee_id=meeting.committee_id, role__in=ORDER, person__revoked_at=None).using_db(db)
    there = [
        Seat(
            row.id,
            row.person_id,
            row.person.name,
            row.party or parties.get(row.person.party_group_id, ""),
            row.person.phone,
            row.role,
            row.rank,
            row.deputy_for_id,
        )
        for row in await rows.select_related("person")
        if access.seat(row.role, row.valid_from, row.valid_to).holds(day)
    ]
    there.sort(key=lambda each: (ORDER.index(each.role), each.rank or 0, each.name, str(each.person)))
    lines = AgendaItem.filter(meeting_id=meeting.id, withdrawn_at=None, held_back=False).using_db(db)
    items = sorted(await lines, key=lambda each: (_position(each), str(each.id)))
    ids = [str(each.id) for each in items]
    told = Sitting(ids, [], [], [], {}, {})
    told.seats = [each for each in there if each.role != "deputy"]
    told.deputies = [each for each in there if each.role == "deputy"]
    # Who is called in to items alone that are on another meeting's agenda by now is called in to nothing here.
    calls = await _calls(db, meeting.id, parties)
    told.calls = [
        msgspec.structs.replace(each, items=each.items & set(ids))
        for each in calls
        if not each.items or each.items & set(ids)
    ]
    absences = Absence.filter(meeting_id=meeting.id, state="reported").using_db(db)
    for person, away in await absences.values_list("person_id", "items"):
        left = set(away) & set(ids)
        if left or not away:  # what they were away from may have been withdrawn
            told.away[person] = told.part(left)
    found = Disqualification.filter(item__meeting_id=meeting.id, state__not="lifted").using_db(db)
    for person, item, state in await found.values_list("person_id", "item_id", "state"):
        if str(item) in ids:
            told.barred.setdefault(person, {})[str(item)] = state
    return told


def _position(item: AgendaItem) -> int:
    return item.position if item.own_position is None else item.own_position


async def _calls(db: BaseDBAsyncClient, meeting: UUID, parties: dict[UUID, str]) -> list[Call]:
    rows = CallIn.filter(meeting_id=meeting, person__revoked_at=None).using_db(db).select_related("person")
    return [
        Call(
            row.person_id,
            row.person.name,
            parties.get(row.person.party_group_id, ""),
            row.person.phone,
            row.instead_of_id,
            frozenset(row.items),
            row.answer,
            row.answered_at,
            row.since,
            row.revoked_at is not None,
        )
        for row in await rows.order_by("since", "id")
    ]
