"""What each role would see of a package, and why, before it is published."""

from __future__ import annotations

from uuid import UUID

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import access, clock, deliveries
from folkevalgt.access import Reader, Role, Sight, Why
from folkevalgt.models import manifest
from folkevalgt.models.package import Package, Publication
from folkevalgt.models.person import Person
from folkevalgt.publishing.assemble import assemble


class View(msgspec.Struct, frozen=True):
    """One role: the names of those who read in it now, their `ids`, and (document, sight, reason) in reading order."""

    role: Role
    people: list[str]
    ids: list[str]
    documents: list[tuple[str, Sight, Why]]


async def preview(db: BaseDBAsyncClient, package_id: UUID) -> tuple[str, list[View]]:
    """The draft's state, and a view for each role somebody has, the public's last."""
    draft = await assemble(db, package_id)
    package = await Package.get(id=package_id, using_db=db)
    limits = await deliveries.restrictions(db, package.meeting_id)
    people: dict[Role, list[UUID]] = {Role.PUBLIC: []}
    for person, held in (await deliveries.standings(db, package.meeting_id)).items():
        best = access.standing(held, clock.now())
        if best:
            people.setdefault(best.role, []).append(person)
    names = dict(await Person.all().using_db(db).values_list("id", "name"))
    views = []
    for role in sorted(people, key=list(Role).index):
        reader = Reader(frozenset({role if role in access.DELIVERED_TO else Role.PUBLIC}))
        documents = [
            (each.id, *access.sight(reader, deliveries.paper(each, limits))) for each in draft.content.documents
        ]
        readers = sorted(people[role], key=names.__getitem__)
        views.append(View(role, [names[each] for each in readers], [str(each) for each in readers], documents))
    return draft.state, views


async def listed(db: BaseDBAsyncClient, package_id: UUID) -> manifest.Manifest:
    """What a package holds: as it was published last, or else as it would be. Raises Refusal("no_such_package")."""
    package = await Package.get_or_none(id=package_id, using_db=db)
    last = Publication.filter(package_id=package_id).using_db(db).order_by("-revision")
    publication = await last.first() if package and package.withdrawn_at is None else None
    if publication is None:
        return (await assemble(db, package_id)).content
    return msgspec.json.decode(publication.content, type=manifest.Manifest)
