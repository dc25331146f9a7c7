"""What a device tells of its packages."""

from __future__ import annotations

import pytest

from folkevalgt.models.package import Delivery
from tests.papers import item, meeting, paper, published

pytestmark = pytest.mark.anyio


async def told(visitor, manifest: str, what: str) -> int:
    return (await visitor.post("/api/receipts", {"manifest": manifest, "what": what})).status_code


async def manifest_of(visitor) -> str:
    return (await visitor.get("/api/papers")).json()["papers"][0]["manifest"]


async def mine(world) -> Delivery:
    return await Delivery.get(person_id=world.person("ordforer").id)


async def test_the_first_receipt_counts(world, visit, planned):
    async with visit("ordforer") as ordforer:
        manifest = await manifest_of(ordforer)
        assert await told(ordforer, manifest, "received") == 204
        first = (await mine(world)).received_at
        assert await told(ordforer, manifest, "received") == 204
    assert first
    assert (await mine(world)).received_at == first


async def test_a_receipt_for_an_earlier_revision_says_nothing_of_the_present_one(world, visit, planned):
    async with visit("ordforer") as ordforer:
        earlier = await manifest_of(ordforer)
        await published(world, meeting(item("ny", 114, paper("nytt"))), "ettersending")
        assert await told(ordforer, earlier, "opened") == 204
        assert (await mine(world)).opened_at is None


async def test_a_receipt_for_what_one_never_had_is_not_found(world, visit, planned):
    async with visit("ordforer") as ordforer, visit("medlem_helse_2") as other:
        manifest = await manifest_of(ordforer)
        assert await told(other, manifest, "received") == 404
        await published(world, meeting(item("ny", 114, paper("nytt"))), "ettersending")
        assert await told(other, manifest, "received") == 404
        assert await told(ordforer, "0" * 64, "received") == 404
