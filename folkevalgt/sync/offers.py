"""Whom people may share a note with in each package they have been given, asked for many people at once."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import msgspec

from folkevalgt import access, circles, database
from folkevalgt.access import Body
from folkevalgt.sync.papers import HOLDS
from folkevalgt.sync.shapes import NoteCircle, NoteCircles, NoteReader

NOTHING = msgspec.json.encode(NoteCircles([]))


class Package(msgspec.Struct, frozen=True, array_like=True):
    id: UUID
    meeting: UUID
    committee: UUID
    committee_name: str


async def told(people: list[UUID]) -> dict[UUID, bytes]:
    """A `shapes.NoteCircles` as JSON for each; who is not named is in no circle, and is told NOTHING."""
    members = await _members(people)
    mine: dict[UUID, list[str]] = {person: [] for person in people}
    for scope, there in members.items():
        for person in there:
            if person in mine:
                mine[person].append(scope)
    if not members:
        return {}
    given = await _given({*people, *(person for there in members.values() for person in there)})
    wanted = {package for person, scopes in mine.items() if scopes for package in given.get(person, ())}
    made = await _made(wanted, members, given)
    found = {}
    for person, scopes in mine.items():
        packages = sorted(given.get(person, ()))
        offers = [made[package, scope] for package in packages for scope in sorted(scopes) if (package, scope) in made]
        found[person] = msgspec.json.encode(NoteCircles([_without(each, str(person)) for each in offers]))
    return found


async def _members(people: list[UUID]) -> dict[str, dict[UUID, str]]:
    """Everyone who is in a circle of theirs now, with their name, by circle."""
    mine = f"SELECT scope FROM circlemember WHERE person_id IN (SELECT id FROM ids) AND {HOLDS}"
    members: dict[str, dict[UUID, str]] = {}
    for scope, person, name in await database.rows(
        tuple[str, UUID, str],
        "scope, person_id, name",
        f"circlemember JOIN person ON person.id = person_id WHERE scope IN ({mine}) AND {HOLDS}",
        ids=people,
    ):
        members.setdefault(scope, {})[person] = name
    return members


async def _given(people: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """The packages that each has been given now."""
    found: dict[UUID, set[UUID]] = {}
    held = f"delivery WHERE person_id IN (SELECT id FROM ids) AND {HOLDS}"
    for person, package in await database.rows(tuple[UUID, UUID], "person_id, package_id", held, ids=people):
        found.setdefault(person, set()).add(package)
    return found


async def _made(
    wanted: set[UUID], members: dict[str, dict[UUID, str]], given: dict[UUID, set[UUID]]
) -> dict[tuple[UUID, str], NoteCircle]:
    """Each circle in each of these packages, its readers told in full: each asker is left out afterwards."""
    packages = await database.rows(
        Package,
        "package.id, meeting_id, committee_id, committee.name",
        "package JOIN meeting ON meeting.id = meeting_id JOIN committee ON committee.id = committee_id "
        "WHERE package.id IN (SELECT id FROM ids)",
        ids=wanted,
    )
    groups = await database.rows(tuple[UUID, str], "id, name", "partygroup")
    names = {circles.group(each): name for each, name in groups}
    bodies = await circles.bodies(database.ro(), [package.meeting for package in packages])
    made = {}
    for package in packages:
        for scope in members:
            if scope in names or scope == circles.chair(package.committee):
                readers = {each: name for each, name in members[scope].items() if package.id in given.get(each, ())}
                name = names.get(scope, package.committee_name)
                made[package.id, scope] = _circle(package, scope, name, readers, bodies[package.meeting])
    return made


def _circle(package: Package, scope: str, name: str, readers: dict[UUID, str], bodies: list[Body]) -> NoteCircle:
    body = access.assembled(readers, bodies)
    return NoteCircle(
        package=str(package.id),
        scope=scope,
        kind="group" if scope.startswith("group:") else "chair",
        name=name,
        readers=[NoteReader(str(each), readers[each]) for each in sorted(readers, key=lambda one: (readers[one], one))],
        refused="quorum" if body else "",
        body=body.name if body else "",
        present=body.present(readers) if body else 0,
        seats=body.seats if body else 0,
    )


def _without(circle: NoteCircle, asker: str) -> NoteCircle:
    readers = [each for each in circle.readers if each.id != asker]
    return msgspec.structs.replace(circle, readers=readers, refused=circle.refused if readers else "nobody")
