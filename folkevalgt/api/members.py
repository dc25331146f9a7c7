"""Who I am."""

from __future__ import annotations

from folkevalgt import access, clock, database
from folkevalgt.api.http import Call, House
from folkevalgt.api.shapes import Me, Role
from folkevalgt.identity.sessions import Signed
from folkevalgt.models.committee import Membership
from folkevalgt.models.person import Person


async def describe(house: House, signed: Signed) -> Me:
    person = await Person.get(id=signed.person, using_db=database.ro()).select_related("party_group")
    seats = await Membership.filter(person_id=person.id).using_db(database.ro()).select_related("committee")
    now = clock.now()
    roles = [
        Role(str(each.committee_id), each.committee.name, each.role)  # type: ignore[arg-type]
        for each in sorted(seats, key=lambda seat: seat.committee.name)
        if access.seat(each.role, each.valid_from, each.valid_to).holds(now)
    ]
    return Me(
        id=str(person.id),
        name=person.name,
        email=person.email,
        party=person.party_group.name if person.party_group else "",
        language=person.language,  # type: ignore[arg-type]
        secretariat=person.secretariat,
        roles=roles,
        municipality=house.settings.municipality,
        session_until=clock.in_norway(signed.expires_at),
    )


async def me(call: Call) -> Me:
    return await describe(call.house, call.signed)


async def change_me(call: Call) -> Me:
    async with database.write_tx() as db:
        await Person.filter(id=call.signed.person).using_db(db).update(language=call.body.language)
    return await describe(call.house, call.signed)
