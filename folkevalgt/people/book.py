"""Everybody with their seats, as the secretariat keeps them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tortoise.functions import Max

from folkevalgt import clock, database
from folkevalgt.models.committee import Committee, Membership
from folkevalgt.models.device import Device, SignInLink
from folkevalgt.models.person import PartyGroup, Person
from folkevalgt.people.register import deleted
from folkevalgt.people.shapes import Book, BookCommittee, BookParty, BookPerson, BookSeat


async def book(*, mail: bool) -> Book:
    """Who was deleted is left out; who has been revoked is not. `mail`: e-mail can be sent from here."""
    db = database.ro()
    people = [each for each in await Person.all().using_db(db).order_by("name", "id") if not deleted(each)]
    groups = await PartyGroup.all().using_db(db).order_by("name")
    party = {each.id: each.short for each in groups}
    seats: dict[UUID, list[BookSeat]] = {}
    for seat in await Membership.all().using_db(db).order_by("valid_from", "committee__name", "id"):
        seats.setdefault(seat.person_id, []).append(_seat(seat))
    seen = await _latest(Device, "seen_at")
    invited = await _latest(SignInLink, "created_at")
    return Book(
        people=[
            BookPerson(
                id=str(each.id),
                name=each.name,
                email=each.email,
                phone=each.phone,
                party=party.get(each.party_group_id, "") if each.party_group_id else "",
                language=each.language,  # type: ignore[arg-type]
                secretariat=each.secretariat,
                revoked_at=clock.in_norway(each.revoked_at) if each.revoked_at else None,
                invited_at=invited.get(each.id),
                seen_at=seen.get(each.id),
                seats=seats.get(each.id, []),
            )
            for each in people
        ],
        committees=[
            BookCommittee(str(each.id), each.name, each.kind, _day(each.valid_to), _id(each.successor_id))
            for each in await Committee.all().using_db(db).order_by("name")
        ],
        parties=[BookParty(each.name, each.short) for each in groups],
        mail=mail,
    )


def _seat(seat: Membership) -> BookSeat:
    return BookSeat(
        id=str(seat.id),
        committee=str(seat.committee_id),
        role=seat.role,  # type: ignore[arg-type]
        rank=seat.rank,
        party=seat.party,
        valid_from=seat.valid_from.isoformat(),
        valid_to=_day(seat.valid_to),
        deputy_for=_id(seat.deputy_for_id),
    )


async def _latest(kind: type[Device] | type[SignInLink], field: str) -> dict[UUID, str]:
    rows: Any = kind.all().using_db(database.ro()).annotate(newest=Max(field)).group_by("person_id")
    return {person: clock.in_norway(moment) for person, moment in await rows.values_list("person_id", "newest")}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _id(id: UUID | None) -> str | None:
    return str(id) if id else None
