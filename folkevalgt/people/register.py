"""Everybody, their parties and seats, held in memory while something is changed: looked at first, or written."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

from folkevalgt import access, circles, clock, database, deliveries, jobs
from folkevalgt.access import Role
from folkevalgt.models.committee import Committee, Membership
from folkevalgt.models.package import Package
from folkevalgt.models.person import PartyGroup, Person

DELETED = "@folkevalgt.invalid"  # the end of the address of who was deleted (identity/deletion.py)
KINDS: tuple[type[Model], ...] = (PartyGroup, Committee, Person, Membership)  # rows before those that name them
DAY = timedelta(days=1)
Row = TypeVar("Row", bound=Model)


@asynccontextmanager
async def changing() -> AsyncIterator[BaseDBAsyncClient]:
    """A transaction in which people or seats change: circles and everybody's lists are derived anew at its end."""
    async with database.write_tx() as db:
        # All of them first and in one order: nobody waits in a circle.
        packages = await database.locked(Package.all().order_by("id"), db)
        yield db
        await circles.refresh(db)
        for package in packages:
            await deliveries.refresh(db, package.id)


class Register:
    """The rows as they are, and as they are to be once `save` has written them.

    `before` is what each changed field was; `made` the new rows; `later` seats whose party is joined when they begin.
    """

    def __init__(
        self, people: list[Person], seats: list[Membership], committees: list[Committee], groups: list[PartyGroup]
    ) -> None:
        self.people = {person.email: person for person in people}
        self.by_id = {person.id: person for person in people}
        self.committees = {committee.id: committee for committee in committees}
        self.seats: dict[UUID, list[Membership]] = {}
        for seat in seats:
            self.seats.setdefault(seat.person_id, []).append(seat)
        self._called = {name.casefold(): each for each in committees for name in (each.name, *each.archive_names)}
        self._groups = {word.casefold(): group for group in groups for word in (group.name, group.short)}
        self.before: dict[tuple[type[Model], UUID], dict[str, Any]] = {}
        self.made: dict[type[Model], list[Any]] = {kind: [] for kind in KINDS}
        self.later: list[Membership] = []
        self.rows: dict[UUID, Model] = {}
        self._fresh: set[UUID] = set()

    @classmethod
    async def load(cls, db: BaseDBAsyncClient) -> Register:
        people = [each for each in await Person.all().using_db(db).order_by("name", "id") if not deleted(each)]
        seats = await Membership.all().using_db(db).order_by("valid_from", "id")
        return cls(people, seats, await Committee.all().using_db(db), await PartyGroup.all().using_db(db))

    def change(self, row: Any, **fields: Any) -> bool:
        """Whether anything is another now."""
        news = {name: value for name, value in fields.items() if getattr(row, name) != value}
        if news and row.id not in self._fresh:
            held = self.before.setdefault((type(row), row.id), {})
            for name in news:
                held.setdefault(name, getattr(row, name))
            self.rows[row.id] = row
        for name, value in news.items():
            setattr(row, name, value)
        return bool(news)

    def committee(self, name: str) -> Committee | None:
        """By its name, or another that the archive has for it."""
        return self._called.get(name.casefold())

    def _made(self, row: Row) -> Row:
        self.made[type(row)].append(row)
        self._fresh.add(row.id)  # type: ignore[attr-defined]
        return row

    def establish(self, name: str) -> Committee:
        made = self._made(Committee(id=uuid4(), name=name, archive_names=[], exempt_on_devices=True))
        self.committees[made.id] = self._called[name.casefold()] = made
        return made

    def group(self, party: str) -> PartyGroup | None:
        """By its short or whole name; one that is not there is made. None for no party."""
        if not party:
            return None
        found = self._groups.get(party.casefold())
        if found is None:
            found = self._made(PartyGroup(id=uuid4(), name=party, short=party[:20]))
            self._groups[party.casefold()] = found
        return found

    def party_of(self, person: Person) -> PartyGroup | None:
        return next((each for each in self._groups.values() if each.id == person.party_group_id), None)

    def enrol(self, email: str, name: str) -> Person:
        made = self._made(Person(id=uuid4(), email=email, name=name, phone="", created_at=clock.now()))
        self.people[email] = self.by_id[made.id] = made
        return made

    def seat(self, person: Person, committee: Committee, **given: Any) -> Membership:
        made = self._made(Membership(id=uuid4(), person_id=person.id, committee_id=committee.id, **given))
        self.seats.setdefault(person.id, []).append(made)
        return made

    def overlapping(self, person: Person, committee: Committee, begins: date, ends: date | None) -> list[Membership]:
        """Seats in a committee for some of the same days; its own secretaries stand outside."""
        return [
            each
            for each in self.seats.get(person.id, [])
            if each.committee_id == committee.id
            and each.role != Role.SECRETARIAT
            and each.valid_from <= (ends or access.NEVER)
            and begins <= (each.valid_to or access.NEVER)
        ]

    def end(self, seat: Membership, last_day: date) -> bool:
        """The seat's last day; one that would only have begun later never does."""
        return self.change(seat, valid_to=max(last_day, max(seat.valid_from, access.ALWAYS) - DAY))

    def join(self, person: Person, group: PartyGroup | None, seat: Membership | None = None) -> bool:
        """Goes over to a party: with a seat that begins later not before then, while they sit for another."""
        if group is None or person.party_group_id == group.id:
            return False
        today = clock.today()
        sits = any(
            each.valid_from <= today <= (each.valid_to or access.NEVER) for each in self.seats.get(person.id, [])
        )
        if seat and seat.valid_from > today and person.party_group_id and sits:
            self.later.append(seat)
            return True
        return self.change(person, party_group_id=group.id)

    async def save(self, db: BaseDBAsyncClient) -> None:
        """Writes what was changed and made, and orders what is to happen on a later day."""
        for kind in KINDS:
            await kind.bulk_create(self.made[kind], using_db=db)
        for (_, id), fields in self.before.items():
            await self.rows[id].save(using_db=db, update_fields=list(fields))
        for seat in self.later:
            at = clock.midnight(seat.valid_from)
            await jobs.order(db, "join_party", {"seat": str(seat.id)}, key=f"join_party {seat.id}", at=at)


def deleted(person: Person) -> bool:
    return bool(person.email.endswith(DELETED))


def ids(texts: Iterable[str]) -> list[UUID]:
    """Those among them that are ids."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


async def join_party(seat_id: UUID) -> None:
    """The day has come on which somebody sits for another party: they change circles. One who has left does not."""
    async with database.write_tx() as db:
        seat = await Membership.get_or_none(id=seat_id, using_db=db)
        today = clock.today()
        if seat is None or not seat.party or not seat.valid_from <= today <= (seat.valid_to or access.NEVER):
            return
        group = await PartyGroup.filter(short=seat.party).using_db(db).order_by("id").first()
        if group and await Person.filter(id=seat.person_id).using_db(db).update(party_group_id=group.id):
            await circles.refresh(db)
