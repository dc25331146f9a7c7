"""Invitations: who is to have one, and what their letter says. The links are made by whoever hands them over."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from folkevalgt import access, audit, clock, database, jobs
from folkevalgt.errors import Refusal
from folkevalgt.models.committee import Membership
from folkevalgt.models.person import Person
from folkevalgt.people.register import ids
from folkevalgt.people.shapes import LetterSeat


async def invited(texts: Iterable[str]) -> list[Person]:
    """Those of them who may come in, by name. Raises Refusal("no_such_person") when one of them may not."""
    wanted = set(ids(texts))
    found = await Person.filter(id__in=list(wanted), revoked_at=None).using_db(database.ro()).order_by("name", "id")
    if not wanted or len(found) != len(wanted):
        raise Refusal("no_such_person", 404)
    return list(found)


async def seats(people: Iterable[Person]) -> dict[UUID, list[LetterSeat]]:
    """What they sit in now or will, each committee once."""
    rows = Membership.filter(person_id__in=[each.id for each in people]).using_db(database.ro())
    found: dict[UUID, dict[str, LetterSeat]] = {}
    for seat in await rows.select_related("committee").order_by("committee__name", "valid_from"):
        if (seat.valid_to or access.NEVER) >= clock.today():
            seat_of: LetterSeat = LetterSeat(seat.committee.name, seat.role)  # type: ignore[arg-type]
            found.setdefault(seat.person_id, {})[seat.committee.name] = seat_of
    return {person: list(theirs.values()) for person, theirs in found.items()}


async def order_email(by: str, people: Iterable[Person]) -> int:
    """Orders an e-mail with a link to each: one within ten minutes, however often it is asked for."""
    window = int(clock.now().timestamp()) // 600
    async with database.write_tx() as db:
        names = [each.id for each in people]
        for person in names:
            key = f"invitation {person} {window}"
            await jobs.order(db, "invitation", {"person": str(person), "by": by}, key=key)
        await audit.record(db, by, "invite_by_email", "", people=names)
    return len(names)
