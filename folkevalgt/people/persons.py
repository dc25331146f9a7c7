"""One person or one seat at a time: added, changed, ended."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import audit, clock, database
from folkevalgt.access import Role
from folkevalgt.errors import Refusal, not_found
from folkevalgt.models.committee import Committee, Membership
from folkevalgt.models.person import Person
from folkevalgt.people import columns
from folkevalgt.people.register import Register, changing, deleted, ids
from folkevalgt.people.shapes import PersonGiven, SeatGiven


async def add(by: str, given: PersonGiven) -> UUID:
    """A new person, without a seat yet. Raises Refusal("person_exists"), "bad_request" without a name or an address."""
    name, email = _who(given)
    async with changing() as db:
        register = await Register.load(db)
        if await Person.filter(email=email).using_db(db).exists():
            raise Refusal("person_exists", 409)
        person = register.enrol(email, name)
        _fill(register, person, given)
        await register.save(db)
        await audit.record(db, by, "enrol", str(person.id), secretariat=given.secretariat, role="")
    return person.id


async def change(by: str, id: UUID, given: PersonGiven) -> None:
    """Name, address, phone, party, language, and whether they serve every committee.

    Nobody takes the last one out of the secretariat. Raises Refusal("not_found"), "person_exists", "bad_request",
    "last_secretary".
    """
    name, email = _who(given)
    async with changing() as db:
        register = await Register.load(db)
        person = register.by_id.get(id)
        if person is None:
            raise not_found()
        if await Person.filter(email=email).exclude(id=id).using_db(db).exists():
            raise Refusal("person_exists", 409)
        others = [each for each in register.people.values() if each.secretariat and not each.revoked_at]
        if not given.secretariat and others == [person]:
            raise Refusal("last_secretary", 409)
        register.change(person, name=name, email=email)
        _fill(register, person, given)
        if changed := register.before.get((Person, id), {}):
            await register.save(db)
            detail = {"secretariat": given.secretariat} if "secretariat" in changed else {}
            await audit.record(db, by, "change_person", str(id), fields=sorted(changed), **detail)


def _who(given: PersonGiven) -> tuple[str, str]:
    name, email = " ".join(given.name.split()), given.email.strip().lower()
    if not name or not columns.ADDRESS.fullmatch(email):
        raise Refusal("bad_request", 400, "email" if name else "name")
    return name, email


def _fill(register: Register, person: Person, given: PersonGiven) -> None:
    party = register.group(" ".join(given.party.split()))
    fields = {"phone": given.phone.strip(), "language": given.language, "secretariat": given.secretariat}
    register.change(person, party_group_id=party.id if party else None, **fields)


async def readmit(by: str, id: UUID) -> None:
    """Somebody whose access was ended may come in again, by a new link: outside the secretariat until put there.

    Raises Refusal("not_found"), also for who was deleted, "stale" for who has access.
    """
    async with changing() as db:
        person = await Person.get_or_none(id=id, using_db=db)
        if person is None or deleted(person):
            raise not_found()
        if person.revoked_at is None:
            raise Refusal("stale", 409)
        await Person.filter(id=id).using_db(db).update(revoked_at=None, secretariat=False)
        await audit.record(db, by, "readmit_person", str(id))


async def seat(by: str, person: UUID, given: SeatGiven) -> UUID:
    """A new seat. Raises Refusal("not_found"), "no_such_committee", "seat_taken" when they sit there already,
    "bad_request" for days that cannot be."""
    async with changing() as db:
        if not await Person.filter(id=person, revoked_at=None).using_db(db).exists():
            raise not_found()
        row = Membership(person_id=person)
        await _set(db, row, given)
        await row.save(using_db=db, force_create=True)
        await _audit(db, by, "seat", row)
    return row.id


async def change_seat(by: str, id: UUID, given: SeatGiven) -> None:
    """Role, rank, party, days. With a last day it ends then. Raises as `seat` does."""
    async with changing() as db:
        row = await Membership.get_or_none(id=id, using_db=db)
        if row is None:
            raise not_found()
        await _set(db, row, given)
        await row.save(using_db=db)
        await _audit(db, by, "change_seat", row)


async def remove_seat(by: str, id: UUID) -> None:
    """A seat that was never held: registered by mistake. Raises Refusal("not_found")."""
    async with changing() as db:
        row = await Membership.get_or_none(id=id, using_db=db)
        if row is None:
            raise not_found()
        await row.delete(using_db=db)
        await _audit(db, by, "remove_seat", row)


async def _set(db: BaseDBAsyncClient, row: Membership, given: SeatGiven) -> None:
    begins, ends = columns.day(given.valid_from), columns.day(given.valid_to)
    if begins is None or (ends and ends < begins and ends >= clock.today()):
        raise Refusal("bad_request", 400, "valid_from")
    committee = await Committee.filter(id__in=ids([given.committee])).using_db(db).first()
    if committee is None:
        raise Refusal("no_such_committee", 404)
    others = Membership.filter(person_id=row.person_id, committee_id=committee.id).exclude(id=row.id).using_db(db)
    secretary = given.role == "secretariat"
    for other in await others:
        meets = other.valid_from <= (ends or date.max) and begins <= (other.valid_to or date.max)
        if meets and (other.role == Role.SECRETARIAT) == secretary:
            raise Refusal("seat_taken", 409)
    deputy = given.role == "deputy"
    stands_in = Membership.filter(id__in=ids([given.deputy_for]), committee_id=committee.id).exclude(id=row.id)
    principal = await stands_in.using_db(db).first() if deputy else None
    row.committee_id, row.role, row.party = committee.id, given.role, given.party.strip()[:20]
    row.valid_from, row.valid_to = begins, ends
    row.rank = given.rank if deputy else None
    row.deputy_for_id = principal.id if principal else None


async def _audit(db: BaseDBAsyncClient, by: str, action: str, row: Membership) -> None:
    days = {"first": row.valid_from.isoformat(), "last": row.valid_to.isoformat() if row.valid_to else ""}
    detail = {"person": row.person_id, "committee": row.committee_id, "role": row.role, **days}
    await audit.record(db, by, action, str(row.id), **detail)


async def rank(by: str, committee: UUID, order: list[str]) -> None:
    """The order in which deputies are called in: those named get 1, 2, 3 ... Nobody's papers change by it.

    Raises Refusal("stale") when one of them is no deputy there.
    """
    async with database.write_tx() as db:
        named = ids(order)
        deputies = Membership.filter(id__in=named, committee_id=committee, role=Role.DEPUTY.value).using_db(db)
        if len(named) != len(order) or await deputies.count() != len({*named}) or len({*named}) != len(named):
            raise Refusal("stale", 409)
        for place, id in enumerate(named, 1):
            await Membership.filter(id=id).using_db(db).update(rank=place)
        await audit.record(db, by, "rank_deputies", str(committee), seats=named)
