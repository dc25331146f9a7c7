"""What publishing now would do, told before it is done: who would get it, who would not get what, and why."""

from __future__ import annotations

from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from folkevalgt import access, clock, deliveries
from folkevalgt.access import Reader, Sight, Why
from folkevalgt.errors import Refusal
from folkevalgt.models import manifest
from folkevalgt.models.package import Package
from folkevalgt.models.person import Person
from folkevalgt.publishing import gate, saying
from folkevalgt.publishing.assemble import Draft, anything_new, assemble
from folkevalgt.publishing.shapes import DryRun, LeftOut, PersonPreview

PUBLIC = "public"


async def dry_run(db: BaseDBAsyncClient, package_id: UUID) -> DryRun:
    """Raises Refusal("no_such_package")."""
    draft = await assemble(db, package_id)
    package = await Package.get(id=package_id, using_db=db)
    readers, without = await _readers(db, package)
    limits = await deliveries.restrictions(db, package.meeting_id)
    names = dict(await Person.filter(id__in=[*readers, *without]).using_db(db).values_list("id", "name"))
    return DryRun(
        state=draft.state,
        kind=saying.kind(draft.content, draft.last),
        revision=draft.content.revision,
        recipients=len(readers),
        new_bytes=_new_bytes(draft),
        facts={name: int(count) for name, count in (await saying.facts(db, draft.content, draft.last)).items()},
        left_out=_left_out(draft.content, limits, readers, names),
        without=sorted(names[each] for each in without),
        stops=await _stops(db, package, draft),
    )


async def _readers(db: BaseDBAsyncClient, package: Package) -> tuple[dict[UUID, Reader], list[UUID]]:
    """Those who would be given it, and those with a seat who would be given nothing."""
    barred = await deliveries.disqualified(db, package.meeting_id)
    readers, without = {}, []
    now = clock.now()
    for person, held in (await deliveries.standings(db, package.meeting_id)).items():
        reader = access.reader(held, barred.get(person, ()), now)
        if reader.given:
            readers[person] = reader
        elif access.standing(held, now):
            without.append(person)
    return readers, without


def _left_out(
    content: manifest.Manifest, limits: deliveries.Restrictions, readers: dict[UUID, Reader], names: dict[UUID, str]
) -> list[LeftOut]:
    """One line for those who miss the same papers for the same reason; what nobody has is told once, first."""
    papers = [(each.id, deliveries.paper(each, limits)) for each in content.documents]
    seen: dict[Reader, dict[tuple[str, Sight, Why], None]] = {}
    for reader in set(readers.values()):
        got = [(name, *access.sight(reader, paper)) for name, paper in papers]
        seen[reader] = dict.fromkeys(each for each in got if each[1] is not Sight.WHOLE)
    missed: dict[tuple[str, Sight, Why], list[UUID]] = {}
    for person, reader in readers.items():
        for miss in seen[reader]:
            missed.setdefault(miss, []).append(person)
    groups: dict[tuple[frozenset[UUID], Sight, Why], list[str]] = {}
    order = {each.id: place for place, each in enumerate(content.documents)}
    for (document, sees, why), people in sorted(missed.items(), key=lambda each: order[each[0][0]]):
        groups.setdefault((frozenset(people), sees, why), []).append(document)
    lines = [
        LeftOut(sorted(names[each] for each in people), len(people) == len(readers), documents, sees.value, why.value)  # type: ignore[arg-type]
        for (people, sees, why), documents in groups.items()
    ]
    return sorted(lines, key=lambda line: (not line.everyone, order[line.documents[0]], line.people))


def _new_bytes(draft: Draft) -> int:
    had = {each.version.sha256 for each in draft.last.documents if each.version} if draft.last else set()
    files = {each.version.sha256: each.version for each in draft.content.documents if each.version}
    return sum(each.size + each.text_size for name, each in files.items() if name not in had)


async def _stops(db: BaseDBAsyncClient, package: Package, draft: Draft) -> list[str]:
    found = [] if anything_new(draft) or package.withdrawn_at else ["nothing_to_publish"]
    look = await gate.look(db, draft.content)
    found += ["identity_numbers"] if any(each.stops for each in look.findings) else []
    return found + (["not_looked_through"] if look.unseen else [])


async def as_person(db: BaseDBAsyncClient, package_id: UUID, person: str) -> PersonPreview:
    """The very list somebody would be given; `person` is an id, or "public". Raises Refusal("no_such_package"),
    "no_such_person"."""
    draft = await assemble(db, package_id)
    package = await Package.get(id=package_id, using_db=db)
    limits = await deliveries.restrictions(db, package.meeting_id)
    if person == PUBLIC:
        reader = Reader(frozenset({access.Role.PUBLIC}))
        return PersonPreview("", "", PUBLIC, deliveries.narrow(draft.content, reader, limits))
    row = await _person(db, person)
    held = (await deliveries.standings(db, package.meeting_id)).get(row.id, [])
    barred = (await deliveries.disqualified(db, package.meeting_id)).get(row.id, set())
    reader, best = access.reader(held, barred, clock.now()), access.standing(held, clock.now())
    given = deliveries.narrow(draft.content, reader, limits) if reader.given else None
    return PersonPreview(str(row.id), row.name, best.role.value if best else PUBLIC, given)


async def _person(db: BaseDBAsyncClient, person: str) -> Person:
    try:
        row = await Person.get_or_none(id=UUID(person), revoked_at=None, using_db=db)
    except ValueError:
        row = None
    if row is None:
        raise Refusal("no_such_person", 404)
    return row
