"""Whom people may share a note with in each package they have been given, asked for many people at once."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import msgspec

from folkevalgt import access, circles, database
from folkevalgt.access import Body, Role
from folkevalgt.deliveries import HOLDS
from folkevalgt.sync.shapes import NoteCircle, NoteCircles, NoteReader

NOTHING = msgspec.json.encode(NoteCircles([]))


class Package(msgspec.Struct, frozen=True, array_like=True):
    id: UUID
    meeting: UUID
    committee: UUID
    committee_name: str


class Circle(msgspec.Struct, frozen=True):
    """A circle in one package: `readers` are those who have been given it, by name."""

    package: UUID
    scope: str
    name: str
    readers: list[tuple[UUID, str]]
    bodies: list[Body]


async def told(people: list[UUID]) -> dict[UUID, bytes]:
    """A `shapes.NoteCircles` as JSON for each; who is not named may write to no circle, and is told NOTHING."""
    mine = await _given(people)
    packages = await _packages({package for given in mine.values() for package in given})
    members = await _members(people, {circles.chair(each.committee) for each in packages})
    if not members:
        return {}
    given = await _given({person for there in members.values() for person in there})
    made = await _made(packages, members, given)
    found = {}
    for person in people:
        offers = [
            _offered(circle, person)
            for (package, scope), circle in sorted(made.items(), key=lambda each: each[0])
            if package in mine.get(person, ()) and (person in members[scope] or _sits(mine[person][package], scope))
        ]
        found[person] = msgspec.json.encode(NoteCircles(offers))
    return found


def _sits(role: str, scope: str) -> bool:
    """Whoever treats a committee's papers may write to its chair, in that committee's own packages."""
    return scope.startswith("chair:") and Role(role) in access.TREATING


async def _members(people: list[UUID], chairs: set[str]) -> dict[str, dict[UUID, str]]:
    """Everyone who is in a circle of theirs now, or in one of these, with their name, by circle."""
    mine = f"SELECT scope FROM circlemember WHERE person_id IN (SELECT id FROM ids) AND {HOLDS}"
    members: dict[str, dict[UUID, str]] = {}
    for scope, person, name in await database.rows(
        tuple[str, UUID, str],
        "scope, person_id, name",
        "circlemember JOIN person ON person.id = person_id "
        f"WHERE (scope IN ({mine}) OR scope IN (SELECT name FROM names)) AND {HOLDS}",
        ids=people,
        names=chairs,
    ):
        members.setdefault(scope, {})[person] = name
    return members


async def _given(people: Iterable[UUID]) -> dict[UUID, dict[UUID, str]]:
    """The packages that each has been given now, and in what role."""
    found: dict[UUID, dict[UUID, str]] = {}
    held = f"delivery WHERE person_id IN (SELECT id FROM ids) AND {HOLDS}"
    columns = "person_id, package_id, role"
    for person, package, role in await database.rows(tuple[UUID, UUID, str], columns, held, ids=people):
        found.setdefault(person, {})[package] = role
    return found


async def _packages(wanted: Iterable[UUID]) -> list[Package]:
    return await database.rows(
        Package,
        "package.id, meeting_id, committee_id, committee.name",
        "package JOIN meeting ON meeting.id = meeting_id JOIN committee ON committee.id = committee_id "
        "WHERE package.id IN (SELECT id FROM ids)",
        ids=wanted,
    )


async def _made(
    packages: list[Package], members: dict[str, dict[UUID, str]], given: dict[UUID, dict[UUID, str]]
) -> dict[tuple[UUID, str], Circle]:
    """Each circle in each of these packages."""
    groups = await database.rows(tuple[UUID, str], "id, name", "partygroup")
    names = {circles.group(each): name for each, name in groups}
    bodies = await circles.bodies(database.ro(), [package.meeting for package in packages])
    made = {}
    for package in packages:
        for scope in members:
            if scope in names or scope == circles.chair(package.committee):
                readers = {each: name for each, name in members[scope].items() if package.id in given.get(each, ())}
                name = names.get(scope, package.committee_name)
                told = [(each, readers[each]) for each in sorted(readers, key=lambda one: (readers[one], one))]
                made[package.id, scope] = Circle(package.id, scope, name, told, bodies[package.meeting])
    return made


def _offered(circle: Circle, asker: UUID) -> NoteCircle:
    """The circle as one who might write to it is told of it: the others who read, and whether all could decide."""
    readers = [NoteReader(str(each), name) for each, name in circle.readers if each != asker]
    people = {asker, *(each for each, _ in circle.readers)}
    body = access.assembled(people, circle.bodies) if readers else None
    return NoteCircle(
        package=str(circle.package),
        scope=circle.scope,
        kind="group" if circle.scope.startswith("group:") else "chair",
        name=circle.name,
        readers=readers,
        refused="quorum" if body else "" if readers else "nobody",
        body=body.name if body else "",
        present=body.present(people) if body else 0,
        seats=body.seats if body else 0,
    )
