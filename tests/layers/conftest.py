from __future__ import annotations

import pytest

from folkevalgt.models.document import Comparison, DocumentVersion
from folkevalgt.publishing.publish import publish
from tests.papers import document, harvested, item, layered, meeting, paper, plan, published
from tests.world import World


class Shelf:
    """The plan of `tests.papers.plan` and its later versions, with their layers."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def versions(self, source_id: str = "framlegg") -> list[DocumentVersion]:
        rows = DocumentVersion.filter(document_id=(await document(source_id)).id)
        return await rows.order_by("number")

    async def bring(self, said: str, number: int) -> None:
        """Another version, published."""
        newer = meeting(item("plan", 112, paper("framlegg", "IKT-plan", version=number)))
        await publish((await harvested(self.world, newer, f"levering {number}", framlegg=said)).id, "cli")
        await layered(self.world)

    async def comparison(self) -> Comparison:
        return await Comparison.get().select_related("old", "new")


@pytest.fixture
async def shelf(world: World) -> Shelf:
    await published(world, plan())
    await layered(world)
    return Shelf(world)
