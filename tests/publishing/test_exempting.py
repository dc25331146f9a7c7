"""What a person makes exempt leaves every list at once and comes back as ciphertext; what they open is open again."""

from __future__ import annotations

from pathlib import Path

import pytest

from folkevalgt import crypto
from folkevalgt.archive import sealing
from folkevalgt.backup import check
from folkevalgt.jobs import Job
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.case import Case
from folkevalgt.models.document import Comparison, DocumentVersion, Exemption
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Delivery, ManifestFile
from folkevalgt.publishing.publish import publish
from tests.attendance.acting import Desk, has, listed
from tests.engines import ON_SQLITE
from tests.papers import document, harvested, item, layered, meeting, paper, plan, version
from tests.world import World

pytestmark = pytest.mark.anyio
BASIS = {"legal_basis": "Offl. § 13", "code": "UO", "until": "2030-01-01"}
ALL = {"ordforer": "sealed", "sekretaer": "sealed", "ungdomsrad_medlem": "exempt"}


@pytest.fixture
async def desk(world, package, visit):
    async with visit("sekretaer") as visitor:
        yield Desk(world, package, visitor)


def lying(world: World, words: str) -> list[Path]:
    """Files of the store and the inbox in which these words can be read, in page or text."""
    home = world.settings.home_path
    places = [each for folder in ("files", "inbox") for each in (home / folder).rglob("*") if each.is_file()]
    return [each for each in places if words.encode() in each.read_bytes()]


@ON_SQLITE
@pytest.mark.parametrize("subject", [{"item": "plan"}, {"document": "framlegg"}], ids=["item", "paper"])
async def test_what_becomes_exempt_is_nobodys_and_then_theirs_who_treat_it(world, desk, package, subject):
    await layered(world)
    await desk.act("exempt", **BASIS, **subject)
    for name in ALL:
        first = (await listed(world, name, package)).documents[0]
        assert (first.version, first.missing, first.title) == (None, "exempt", "Unntatt offentlighet")
        assert (first.exemption.legal_basis, first.exemption.until) == ("Offl. § 13", "2030-01-01")
    await desk.works()
    for name, theirs in ALL.items():
        assert (await has(world, name, package))[0] == theirs
        assert "IKT-plan" not in str(await listed(world, name, package))


async def test_what_becomes_exempt_lies_readable_nowhere(world, desk):
    await layered(world)
    assert lying(world, "IKT-plan")
    old = await version("framlegg")
    await desk.act("exempt", item="plan", **BASIS)
    await desk.works()
    assert lying(world, "IKT-plan") == []
    row = await version("framlegg")
    key = world.key.open(row.content_key, f"version {row.id}")
    for name in (row.sha256, row.text_sha256, row.structure_sha256):
        assert b"IKT-plan" in crypto.decrypt_paper(await world.files.get(name), key)
    assert not await ManifestFile.filter(file=old.sha256, manifest__deliveries__person_id__not_isnull=True).exists()
    named = await document("framlegg")
    assert world.key.open(named.sealed_title, f"title {named.id}").decode() == "IKT-plan"
    assert (await AgendaItem.get(source_id="plan")).title == "Unntatt offentlighet"
    assert await check(world.settings) == []


async def test_what_is_lifted_is_open_to_all_again_as_it_was(world, desk, package):
    await layered(world)
    before, lay = await version("framlegg"), await listed(world, "ungdomsrad_medlem", package)
    await desk.act("exempt", item="plan", **BASIS)
    await desk.works()
    await desk.act("lift_exemption", item="plan", reason="Feil hjemmel")
    assert (await has(world, "ungdomsrad_medlem", package))[0] == "exempt"  # it is still sealed
    await desk.works()
    await layered(world)
    after = await version("framlegg")
    same = ("sha256", "original_sha256", "text_sha256", "structure_sha256", "size", "text_size", "content_key")
    assert [getattr(after, each) for each in same] == [getattr(before, each) for each in same]
    assert await listed(world, "ungdomsrad_medlem", package) == lay
    assert b"IKT-plan" in await world.files.get(after.text_sha256)


@ON_SQLITE
async def test_what_was_exempt_when_published_is_open_with_its_title_once_it_is_lifted(world, desk, package):
    await desk.act("lift_exemption", item="personal", reason="Ferdig")
    await desk.works()
    for name in ALL:
        told = await listed(world, name, package)
        assert (told.documents[1].title, told.documents[1].exemption) == ("Ansettelse av Kari", None)
        assert (await has(world, name, package)) == ["open", "open"]
        assert told.items[1].title == "Personalsak Kari"
    entry = await AuditEntry.get(action="lift_exemption")
    assert entry.actor == str(world.person("sekretaer").id)


@ON_SQLITE
async def test_it_can_be_turned_back_and_forth(world, desk, package):
    for _ in range(2):
        await desk.act("exempt", document="framlegg", **BASIS)
        await desk.works()
        await desk.act("lift_exemption", document="framlegg", reason="Åpen")
        await desk.works()
    await layered(world)
    assert (await has(world, "ungdomsrad_medlem", package))[0] == "open"
    assert (await version("framlegg")).structure_sha256


@ON_SQLITE
async def test_what_is_made_exempt_before_it_is_opened_is_never_opened(world, desk, package):
    await desk.act("lift_exemption", item="personal", reason="Ferdig")
    await desk.act("exempt", item="personal", **BASIS)
    await desk.works()
    assert await has(world, "ordforer", package) == ["open", "sealed"]
    assert (await version("hemmelig")).content_key
    assert lying(world, "Kari") == []


@ON_SQLITE
async def test_a_paper_stays_exempt_with_its_item_and_by_itself(world, desk, package):
    assert await desk.act("lift_exemption", document="hemmelig", reason="x") == "item_is_exempt"
    await desk.act("exempt", document="hemmelig", **BASIS)
    await desk.act("lift_exemption", item="personal", reason="Bare vedlegget")
    await desk.works()
    told = await listed(world, "ungdomsrad_medlem", package)
    assert (told.items[1].title, told.documents[1].missing) == ("Personalsak Kari", "exempt")
    assert (await has(world, "ordforer", package))[1] == "sealed"


@ON_SQLITE
async def test_to_exempt_needs_a_legal_basis_and_to_lift_a_reason(desk):
    assert await desk.act("exempt", item="plan", legal_basis=" ") == "needs_legal_basis"
    assert await desk.act("lift_exemption", item="personal", reason=" ") == "needs_reason"
    assert await desk.act("lift_exemption", item="plan", reason="x") == "stale"
    assert await desk.act("exempt", item="plan", legal_basis="x", until="i morgen") == "bad_request"
    assert await Exemption.all().count() == 1


@ON_SQLITE
async def test_an_exempt_paper_with_identity_numbers_is_not_opened_past_the_gate(world, desk, package):
    await DocumentVersion.filter(document__source_id="hemmelig").update(identity_numbers=[1])
    assert await desk.act("lift_exemption", item="personal", reason="x") == "identity_numbers"
    await DocumentVersion.filter(document__source_id="hemmelig").update(identity_numbers=None)
    assert await desk.act("lift_exemption", item="personal", reason="x") == "not_looked_through"
    assert (await has(world, "ungdomsrad_medlem", package))[1] == "exempt"


async def test_comparisons_and_the_case_tell_of_it_no_more(world, visit):
    told = meeting(item("a", 1, paper("a1"), case={"number": "26/1", "title": "Oppsigelse"}))
    package = await harvested(world, told)
    await harvested(world, told, "ny", a1="Rettet")
    await layered(world)
    await publish(package.id, "cli")
    assert await Comparison.all().count() == 1
    async with visit("sekretaer") as visitor:
        desk = Desk(world, package, visitor)
        await desk.act("exempt", item="a", **BASIS)
        await desk.works()
    assert await Comparison.all().count() == 0
    assert await DocumentVersion.filter(content_key=None).count() == 0
    assert "Oppsigelse" not in str(await Case.all().values("title"))


@ON_SQLITE
async def test_the_next_harvest_of_the_same_changes_nothing(world, desk, package):
    await desk.act("exempt", item="plan", **BASIS)
    await desk.works()
    lists = await Delivery.filter(package_id=package.id).order_by("id").values_list("manifest_id", flat=True)
    await harvested(world, plan(), "igjen")
    assert await Delivery.filter(package_id=package.id).order_by("id").values_list("manifest_id", flat=True) == lists
    assert lying(world, "IKT-plan") == []


@ON_SQLITE
@pytest.mark.parametrize("hole", ["seal_version", "hidden"])
async def test_the_search_finds_what_is_left_readable(world, desk, monkeypatch, hole):
    """The twins: a way of sealing switched off, the words must be found."""
    if hole == "hidden":
        monkeypatch.setattr(sealing.Titles, "hidden", lambda self, row: {})
        await desk.act("exempt", item="plan", **BASIS)
        await desk.works()
        assert "IKT-plan" in str(await AgendaItem.all().values("title")) + (await document("framlegg")).title
        return
    monkeypatch.setattr(sealing.papers.crypto, "encrypt_paper", lambda plain, key=None: (key or b"k" * 16, plain))
    await desk.act("exempt", item="plan", **BASIS)
    await desk.works()
    assert lying(world, "IKT-plan")
    assert await Job.filter(kind="seal").exists()
