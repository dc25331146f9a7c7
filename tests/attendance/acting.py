"""The secretariat at the grid, so that a test says only what is done and who sees what then."""

from __future__ import annotations

import gzip
from typing import Any
from uuid import UUID

import msgspec

from folkevalgt import database
from folkevalgt.attendance import shapes
from folkevalgt.attendance.grid import grid
from folkevalgt.models import manifest
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Delivery, Manifest, Package
from folkevalgt.publishing import preview
from folkevalgt.worker import Worker
from tests.papers import document, say_nothing
from tests.world import Visitor, World


class Desk:
    """Acts by the secretariat through the door; items and papers by the archive's names, people by the world's."""

    def __init__(self, world: World, package: Package, visitor: Visitor) -> None:
        self.world, self.visitor = world, visitor
        self.address = f"/api/packages/{package.id}/access"

    async def act(self, act: str, *, dry: bool = False, seen: str = "", **told: Any) -> Any:
        """The answer: its JSON, or the word of a refusal."""
        body = {"acts": [{"act": act} | await self.named(told)], "dry_run": dry, "state": seen}
        answer = await self.visitor.post(self.address, body)
        return answer.json() if answer.status_code == 200 else answer.json()["error"]["word"]

    async def named(self, told: dict[str, Any]) -> dict[str, Any]:
        given = dict(told)
        if "person" in told:
            given["person"] = str(self.world.person(told["person"]).id)
        if "item" in told:
            given["item"] = await item_id(told["item"])
        if "document" in told:
            given["document"] = str((await document(told["document"])).id)
        if "items" in told:
            given["items"] = [await item_id(each) for each in told["items"]]
        return given

    async def works(self) -> None:
        """The worker does what is due, and what that orders, as it would within a second or two."""
        worker = Worker(self.world.settings, self.world.files, self.world.key, say_nothing)
        await worker.tick()
        await worker.tick()

    async def seen(self) -> dict[str, list[str]]:
        """The grid by the world's names: `whole open`, paper by paper."""
        told = msgspec.convert((await self.visitor.get(self.address)).json(), shapes.Grid)
        names = {str(person.id): name for name, person in self.world._people.items()}
        return {names.get(row.id, "public"): [f"{cell.sees} {cell.why}" for cell in row.cells] for row in told.people}


async def item_id(source: str) -> str:
    return str((await AgendaItem.get(source_id=source)).id)


async def listed(world: World, name: str, package: Package) -> manifest.Manifest | None:
    """Somebody's list of the package now."""
    row = await Delivery.get_or_none(person_id=world.person(name).id, package_id=package.id)
    if row is None:
        return None
    return msgspec.json.decode(
        gzip.decompress((await Manifest.get(sha256=row.manifest_id)).body), type=manifest.Manifest
    )


async def has(world: World, name: str, package: Package) -> list[str]:
    """What somebody's list says of each paper: `open`, `sealed`, or why it is not there."""
    told = await listed(world, name, package)
    papers = told.documents if told else ()
    return [each.missing or ("sealed" if each.version and each.version.sealed else "open") for each in papers]


async def the_grid(package: Package) -> shapes.Grid:
    return await grid(database.ro(), package, await preview.listed(database.ro(), UUID(str(package.id))))
