"""Moves the pilot's people into the database: persons, parties, committees and seats."""

from __future__ import annotations

from datetime import date

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import circles, clock
from folkevalgt.models.committee import Committee, Membership
from folkevalgt.models.person import PartyGroup, Person
from folkevalgt.pilot.world import Seat, World


async def settle(db: BaseDBAsyncClient, world: World, today: date) -> dict[str, Person]:
    """Creates everyone who is not there yet, known by e-mail and committee name; returns the persons by their key."""
    groups = {}
    for short, name in world.parties.items():
        groups[short], _ = await PartyGroup.get_or_create(name=name, defaults={"short": short}, using_db=db)
    staff = {seat.person for body in world.committees.values() for seat in body.seats if seat.role == "secretariat"}
    people = {}
    for key, person in world.persons.items():
        group = groups.get(person.party)
        given = {
            "name": person.name,
            "language": person.language,
            "secretariat": key in staff,
            "party_group_id": group.id if group else None,
            "created_at": clock.now(),
        }
        people[key], _ = await Person.get_or_create(email=person.email, defaults=given, using_db=db)
    for body in world.committees.values():
        kind = {"kind": "youth_council" if body.youth else "political"}
        committee, made = await Committee.get_or_create(name=body.name, defaults=kind, using_db=db)
        if made:
            await _seat(
                db, committee, world, [seat for seat in body.seats if seat.role != "secretariat"], people, today
            )
    await circles.refresh(db)
    return people


async def _seat(
    db: BaseDBAsyncClient, committee: Committee, world: World, seats: list[Seat], people: dict[str, Person], today: date
) -> None:
    members: dict[str, Membership] = {}
    for seat in sorted(seats, key=lambda each: each.role == "deputy"):
        begins, ends = seat.dates(today)
        # A deputy may stand in for several; the row names the first, and the party and rank say the rest.
        principal = members.get(seat.deputy_for[0]) if seat.deputy_for else None
        person = people[seat.person]
        members[seat.person] = await Membership.create(
            using_db=db,
            person_id=person.id,
            committee_id=committee.id,
            role="secretariat" if seat.role == "coordinator" else seat.role,
            valid_from=begins,
            valid_to=ends,
            rank=seat.rank,
            party=world.persons[seat.person].party,
            deputy_for_id=principal.id if principal else None,
        )
