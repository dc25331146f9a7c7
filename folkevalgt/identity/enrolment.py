"""Who is somebody here: adding a person, and giving them a seat."""

from __future__ import annotations

import re
from datetime import date

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, circles, clock, database, deliveries
from folkevalgt.access import Role
from folkevalgt.crypto import InstanceKey
from folkevalgt.errors import Refusal
from folkevalgt.models.committee import Committee, Membership
from folkevalgt.models.device import ExternalIdentity
from folkevalgt.models.package import Package
from folkevalgt.models.person import PartyGroup, Person

SEATS = (Role.MEMBER, Role.CHAIR, Role.DEPUTY_CHAIR, Role.DEPUTY)


class Seat(msgspec.Struct, frozen=True):
    """A place in a committee from a day, to a last day if one is known."""

    committee: str
    role: str
    valid_from: date
    valid_to: date | None = None
    party: str = ""


def national_id(key: InstanceKey, number: str) -> str:
    """What is kept of a national identity number or a D-number: an HMAC, which nobody without the key can guess at.

    Raises Refusal("bad_request") for what is none: 11 digits, the last of which checks the others (the weights of
    folkeregisterforskriften § 2-2-1; the first check digit is given up from 2032 and is not asked for).
    """
    bare = re.sub(r"\s", "", number)
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    if not re.fullmatch(r"\d{11}", bare, re.ASCII) or sum(w * int(d) for w, d in zip(weights, bare, strict=True)) % 11:
        raise Refusal("bad_request", 400, "ikke et fødselsnummer")
    return key.fingerprint(b"national identity number " + bare.encode())


async def enrol(
    by: str, email: str, name: str, *, secretariat: bool = False, seat: Seat | None = None, mark: str = ""
) -> Person:
    """Adds a person if they are new, and the seat if it is; their papers follow in the same transaction.

    `mark` is what `national_id` makes; another than before takes the old one's place. Raises Refusal("person_exists")
    when nothing is new, "no_such_committee", "bad_request" for an unknown role or a mark that is somebody else's.
    """
    email = email.strip().lower()
    if "@" not in email or (seat and seat.role not in SEATS):
        raise Refusal("bad_request", 400, email if not seat else f"{email}, {seat.role}")
    async with database.write_tx() as db:
        # All of them first and in one order: nobody waits in a circle.
        packages = await database.locked(Package.all().order_by("id"), db)
        given = {"name": name.strip(), "secretariat": secretariat, "created_at": clock.now()}
        person, new = await Person.get_or_create(email=email, defaults=given, using_db=db)
        seated = await _seat(db, person, seat) if seat else False
        marked = bool(mark) and await _mark(db, by, person, mark)
        if not new and not seated and not marked:
            raise Refusal("person_exists", 409, email)
        await audit.record(db, by, "enrol", str(person.id), secretariat=secretariat, role=seat.role if seat else "")
        await circles.refresh(db)
        for package in packages:
            await deliveries.refresh(db, package.id)
    return person


async def _seat(db: BaseDBAsyncClient, person: Person, seat: Seat) -> bool:
    committee = await Committee.get_or_none(name=seat.committee, using_db=db)
    if committee is None:
        raise Refusal("no_such_committee", 404, seat.committee)
    if seat.party:
        group, _ = await PartyGroup.get_or_create(name=seat.party, defaults={"short": seat.party[:20]}, using_db=db)
        await Person.filter(id=person.id).using_db(db).update(party_group_id=group.id)
    given = {"valid_to": seat.valid_to, "party": seat.party[:20]}
    _, made = await Membership.get_or_create(
        person_id=person.id,
        committee_id=committee.id,
        role=seat.role,
        valid_from=seat.valid_from,
        defaults=given,
        using_db=db,
    )
    return made


async def _mark(db: BaseDBAsyncClient, by: str, person: Person, mark: str) -> bool:
    if person.national_id == mark:
        return False
    if await Person.filter(national_id=mark).using_db(db).exists():
        raise Refusal("bad_request", 400, "fødselsnummeret er registrert på en annen")
    # Whoever was known by the number before is met anew.
    await ExternalIdentity.filter(person_id=person.id).using_db(db).delete()
    await Person.filter(id=person.id).using_db(db).update(national_id=mark)
    await audit.record(db, by, "national_id", str(person.id))
    return True


async def establish(by: str, name: str, *, youth_council: bool, called: list[str]) -> Committee:
    """Adds a committee, or teaches one that is there the other names the archive has for it (§ 5-12: youth council).

    Raises Refusal("bad_request") without a name.
    """
    if not name.strip():
        raise Refusal("bad_request", 400, "utvalget mangler navn")
    kind = {"kind": "youth_council" if youth_council else "political"}
    async with database.write_tx() as db:
        committee, _ = await Committee.get_or_create(name=name.strip(), defaults=kind, using_db=db)
        committee.archive_names = sorted({*committee.archive_names, *called})
        await committee.save(using_db=db, update_fields=["archive_names"])
        await audit.record(db, by, "establish", str(committee.id))
    return committee
