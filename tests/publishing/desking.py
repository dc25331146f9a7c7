"""A meeting's desk in one line: what is done on it, and what the readers then have."""

from __future__ import annotations

import gzip
from typing import Any

import msgspec

from folkevalgt import database
from folkevalgt.models import manifest
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Delivery, Manifest, Package
from folkevalgt.models.person import Person
from folkevalgt.publishing import desk, desk_view
from folkevalgt.publishing.assemble import assemble
from folkevalgt.publishing.desk_shapes import DeskEdit, DeskEdits, DeskState
from folkevalgt.publishing.publish import publish
from tests.papers import document, harvested, item, meeting, paper
from tests.world import World


async def done(world: World, package: Package, *acts: DeskEdit, by: str = "sekretaer") -> None:
    """As somebody does it who has seen everything."""
    edits = (await Package.get(id=package.id)).edits
    await desk.do(package.id, DeskEdits(edits, list(acts)), str(world.person(by).id))


async def undone(world: World, package: Package, by: str = "sekretaer") -> None:
    """One's own newest act."""
    told = await desk_state(world, package, by)
    await desk.undo(package.id, next(line.number for line in told.log if line.undoable), str(world.person(by).id))


async def desk_state(world: World, package: Package, by: str = "sekretaer") -> DeskState:
    draft = await assemble(database.ro(), package.id)
    row = await Package.get(id=package.id)
    return await desk_view.state(database.ro(), row, draft, str(world.person(by).id))


async def listed(package: Package) -> list[tuple[str, list[str]]]:
    """What would be published: each item's title with those of its papers."""
    content = (await assemble(database.ro(), package.id)).content
    return [(i.title, [d.title for d in content.documents if d.item == i.id]) for i in content.items]


async def had_by(person: Person, package: Package) -> manifest.Manifest | None:
    row = await Delivery.get_or_none(person_id=person.id, package_id=package.id)
    return await manifest_of(row.manifest_id) if row else None


async def manifest_of(sha256: str) -> manifest.Manifest:
    body = gzip.decompress((await Manifest.get(sha256=sha256)).body)
    return msgspec.json.decode(body, type=manifest.Manifest)


async def agenda_item(source_id: str) -> AgendaItem:
    return await AgendaItem.get(source_id=source_id)


async def named_item(source_id: str) -> str:
    return str((await agenda_item(source_id)).id)


async def named_paper(source_id: str) -> str:
    return str((await document(source_id)).id)


def two_items(**more: Any) -> dict[str, Any]:
    """Two open items of Formannskapet, the first with two papers."""
    first = item("plan", 112, paper("framlegg", "IKT-plan"), paper("kart", "Kart"))
    return meeting(first, item("vei", 113, paper("veien", "Veiplan")), **more)


async def two(world: World) -> Package:
    """`two_items`, published."""
    package = await harvested(world, two_items())
    await publish(package.id, "cli")
    return package
