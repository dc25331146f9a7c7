"""An older version of a paper is there for whoever sees a live note on it, as long as the paper is theirs."""

from __future__ import annotations

import pytest

from folkevalgt import clock, database, deliveries
from folkevalgt.models.document import DocumentVersion, Exemption
from folkevalgt.models.note import Note
from folkevalgt.publishing.publish import publish
from folkevalgt.publishing.withdraw import withdraw
from tests.noting import group_of, written
from tests.papers import document, harvested, item, meeting, paper, plan, published, version
from tests.world import World

pytestmark = pytest.mark.anyio
ME, COLLEAGUE = "leder_oppvekst", "medlem_formannskap"


@pytest.fixture
async def old(world) -> DocumentVersion:
    """The version that was published first and then replaced."""
    await published(world, plan())
    first = await version("framlegg")
    newer = meeting(item("plan", 112, paper("framlegg", "IKT-plan", version=2)))
    await publish((await harvested(world, newer, "ny", framlegg="IKT-plan, rettet")).id, "cli")
    return first


async def write(world: World, old: DocumentVersion, name: str = ME, **more: object) -> Note:
    return await written(world, name, version=old.sha256, **more)


async def status(visit, old: DocumentVersion, name: str = ME) -> int:
    """What the file and its text both answer."""
    async with visit(name) as visitor:
        answers = {(await visitor.get(f"/files/{each}")).status_code for each in (old.sha256, old.text_sha256)}
    (given,) = answers
    return given


async def test_it_is_gone_for_whoever_has_not_written_on_it(world, visit, old):
    assert await status(visit, old) == 404


async def test_a_note_of_ones_own_opens_it_and_nobody_elses_private_one(world, visit, old):
    await write(world, old)
    assert await status(visit, old) == 200
    for name in (COLLEAGUE, "ordforer", "sekretaer"):
        assert await status(visit, old, name) == 404


async def test_a_note_that_is_shared_with_one_opens_it(world, visit, old):
    await write(world, old, COLLEAGUE, scope=group_of(world, ME))
    assert await status(visit, old) == 200
    assert await status(visit, old, "ordforer") == 404


async def test_a_deleted_note_does_not(world, visit, old):
    await write(world, old, deleted=True)
    assert await status(visit, old) == 404


async def test_nor_a_note_on_another_version_or_another_paper(world, visit, old):
    await written(world, ME)
    await written(world, ME, "hemmelig", version=old.sha256)
    assert await status(visit, old) == 404


async def test_nor_when_the_paper_is_withdrawn(world, visit, old):
    await write(world, old)
    await withdraw((await world.package()).id, "cli", "feil fil", old.document_id)
    assert await status(visit, old) == 404


async def test_nor_when_the_whole_package_is(world, visit, old):
    await write(world, old)
    await withdraw((await world.package()).id, "cli", "for tidlig")
    assert await status(visit, old) == 404


async def test_nor_when_it_has_become_exempt(world, visit, old):
    await write(world, old)
    async with database.write_tx() as db:
        given = {"legal_basis": "Offl. § 13", "created_at": clock.now(), "by": "sekretaer"}
        await Exemption.create(using_db=db, item_id=(await document("framlegg")).item_id, **given)
        await deliveries.refresh(db, (await world.package()).id)
    assert await status(visit, old) == 404


async def test_nor_when_that_version_is_ciphertext(world, visit, old):
    await write(world, old)
    await DocumentVersion.filter(id=old.id).update(content_key=b"nokkel")
    assert await status(visit, old) == 404


async def test_nor_when_the_paper_is_no_longer_delivered(world, visit, old):
    await write(world, old)
    await world.end_seat(ME, "Formannskapet")
    assert await status(visit, old) == 404


async def test_nor_a_note_in_a_circle_that_is_not_ones_own(world, visit, old):
    await write(world, old, COLLEAGUE, scope=group_of(world, "ordforer"))
    assert await status(visit, old) == 404


async def test_nor_a_version_that_never_was_published(world, visit, old):
    third = meeting(item("plan", 112, paper("framlegg", "IKT-plan", version=3)))
    await harvested(world, third, "utkast", framlegg="IKT-plan, utkast")
    draft = await version("framlegg")
    await write(world, draft)
    assert await status(visit, draft) == 404


async def test_the_public_has_no_older_versions(world, visit, old):
    await write(world, old)
    assert await status(visit, old, None) == 404
