"""Who sits in the committees whose papers somebody treats, asked for many people at once: names for a run sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

import msgspec

from folkevalgt import access, clock, database
from folkevalgt.access import Role
from folkevalgt.deliveries import HOLDS
from folkevalgt.sync.shapes import Roll, RollPerson, Rolls

NOTHING = msgspec.json.encode(Rolls([]))
ORDER = (Role.CHAIR, Role.DEPUTY_CHAIR, Role.MEMBER, Role.SUBSTITUTE, Role.DEPUTY)


class Sitting(msgspec.Struct, frozen=True, array_like=True):
    """A package, and the meeting and committee it is for."""

    package: UUID
    meeting: UUID
    committee: UUID


class Seat(msgspec.Struct, frozen=True, array_like=True):
    committee: UUID
    person: UUID
    name: str
    party: str
    role: str
    valid_from: date
    valid_to: date | None


class Called(msgspec.Struct, frozen=True, array_like=True):
    meeting: UUID
    person: UUID
    name: str
    party: str
    since: datetime
    day: date
    hours_after: int


async def told(people: list[UUID]) -> dict[UUID, bytes]:
    """A `shapes.Rolls` as JSON for each; who is not named treats no papers, and is told NOTHING."""
    mine: dict[UUID, list[Sitting]] = {}
    for person, *sitting in await database.rows(
        tuple[UUID, UUID, UUID, UUID],
        "person_id, package_id, meeting_id, committee_id",
        "delivery JOIN package ON package.id = package_id JOIN meeting ON meeting.id = meeting_id "
        f"WHERE person_id IN (SELECT id FROM ids) AND role IN (SELECT name FROM names) AND {HOLDS}",
        ids=people,
        names=[role.value for role in access.TREATING],
    ):
        mine.setdefault(person, []).append(Sitting(*sitting))
    rolls = await _rolls({sitting for given in mine.values() for sitting in given}) if mine else {}
    return {
        person: msgspec.json.encode(Rolls([rolls[each] for each in sorted(given, key=lambda each: each.package)]))
        for person, given in mine.items()
    }


async def _rolls(wanted: Iterable[Sitting]) -> dict[Sitting, Roll]:
    sittings = list(wanted)
    seats = await database.rows(
        Seat,
        "committee_id, person.id, person.name, coalesce(short, membership.party), role, valid_from, valid_to",
        "membership JOIN person ON person.id = person_id LEFT JOIN partygroup ON partygroup.id = party_group_id "
        "WHERE committee_id IN (SELECT id FROM ids) AND role <> 'secretariat'",
        ids={each.committee for each in sittings},
    )
    called = await database.rows(
        Called,
        "meeting_id, person.id, person.name, coalesce(short, ''), since, date, hours_after",
        "callin JOIN person ON person.id = person_id LEFT JOIN partygroup ON partygroup.id = party_group_id "
        "JOIN meeting ON meeting.id = meeting_id WHERE meeting_id IN (SELECT id FROM ids) "
        "AND callin.revoked_at IS NULL",
        ids={each.meeting for each in sittings},
    )
    now = clock.now()
    return {each: Roll(str(each.package), _people(each, seats, called, now)) for each in sittings}


def _people(sitting: Sitting, seats: list[Seat], called: list[Called], now: datetime) -> list[RollPerson]:
    """Everyone once, in their first role; a deputy who is called in is a substitute."""
    found: dict[UUID, tuple[int, str, RollPerson]] = {}
    for role, each in _held(sitting, seats, called, now):
        place = (ORDER.index(role), each.name, RollPerson(str(each.person), each.name, each.party, role.value))
        if each.person not in found or place[0] < found[each.person][0]:
            found[each.person] = place
    return [person for _, _, person in sorted(found.values(), key=lambda place: (place[0], place[1], place[2].id))]


def _held(
    sitting: Sitting, seats: list[Seat], called: list[Called], now: datetime
) -> Iterator[tuple[Role, Seat | Called]]:
    for seat in seats:
        standing = access.seat(seat.role, seat.valid_from, seat.valid_to)
        if seat.committee == sitting.committee and standing.role in ORDER and standing.holds(now):
            yield standing.role, seat
    for call in called:
        standing = access.called_in(call.since, call.day, call.hours_after)
        if call.meeting == sitting.meeting and standing.holds(now):
            yield standing.role, call
