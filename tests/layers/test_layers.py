"""Structures and comparisons come by themselves, are there for whoever may have the paper, and go when it is exempt."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from folkevalgt import clock, crypto, database, deliveries, jobs
from folkevalgt.backup import check
from folkevalgt.jobs import Job
from folkevalgt.layers import comparisons, structure
from folkevalgt.layers.shapes import PaperComparison
from folkevalgt.models.document import Comparison, DocumentVersion, Exemption
from folkevalgt.models.package import Delivery
from folkevalgt.pdf import sandbox
from folkevalgt.pdf.blocks import Structure
from folkevalgt.pdf.errands import Outcome
from folkevalgt.worker import Worker
from tests.engines import ON_SQLITE
from tests.noting import written
from tests.papers import document, item, layered, meeting, paper, say_nothing, version
from tests.pdf import making

pytestmark = pytest.mark.anyio


async def test_a_version_gets_its_structure_and_its_readers_are_told(world, shelf, clock_at):
    (row,) = await shelf.versions()
    read = msgspec.json.decode(await world.files.get(row.structure_sha256), type=Structure)
    assert [[block.text for block in page] for page in read.pages] == [["IKT-plan"]]
    told: list[object] = []

    async def say(people) -> None:
        told.extend(people)

    clock_at(clock.now() + timedelta(minutes=1))
    await Worker(world.settings, world.files, world.key, say).tick()
    assert set(told) == set(await Delivery.all().values_list("person_id", flat=True))


async def test_a_revised_paper_is_compared_with_each_that_came_before(world, shelf):
    await shelf.bring("IKT-plan, rettet", 2)
    await shelf.bring("IKT-plan, vedtatt", 3)
    pairs = await Comparison.all().order_by("made_at").values_list("old__number", "new__number")
    assert sorted(pairs) == [(1, 2), (1, 3), (2, 3)]
    row = await Comparison.get(old__number=1, new__number=2).select_related("old", "new")
    compared = msgspec.json.decode(await world.files.get(row.sha256), type=PaperComparison)
    assert (compared.old, compared.new) == (row.old.sha256, row.new.sha256)
    assert row.summary == msgspec.to_builtins(compared.summary)
    assert await check(world.settings) == []
    await world.files.delete(row.sha256)
    assert await check(world.settings) == [f"Filen {row.sha256} mangler."]


async def test_layers_are_for_whoever_may_have_the_papers(world, shelf, visit):
    await shelf.bring("IKT-plan, rettet", 2)
    old, new = await shelf.versions()
    compared = await shelf.comparison()
    newest, changes = f"/files/{new.sha256}/structure", f"/files/{new.sha256}/changes/{old.sha256}"

    async def answers(name, *paths: str) -> list[int]:
        async with visit(name) as visitor:
            return [(await visitor.get(path)).status_code for path in paths]

    assert await answers("ordforer", newest, changes) == [200, 404]  # the old version is no longer theirs
    assert await answers("medlem_oppvekst", newest, changes) == await answers(None, newest, changes) == [404, 404]
    await written(world, "ordforer", kind="position", version=old.sha256)
    assert await answers("ordforer", changes, f"/files/{old.sha256}/structure") == [200, 200]
    assert await answers("ordforer", f"/files/{old.sha256}/changes/{new.sha256}") == [404]
    async with visit("ordforer") as visitor:
        answer = await visitor.get(changes)
        assert (answer.headers["etag"], answer.headers["cache-control"]) == (
            f'"{compared.sha256}"',
            "private, no-store",
        )
        again = await visitor.client.request("GET", changes, headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


async def test_an_exempt_papers_structure_is_ciphertext_for_those_who_treat_it(world, shelf, visit):
    row = await version("hemmelig")
    sealed = await world.files.get(row.structure_sha256)
    content = world.key.open(row.content_key, f"version {row.id}")
    assert b"Kari" in crypto.decrypt_paper(sealed, content)
    for name, status in {"ordforer": 200, "sekretaer": 200, "ungdomsrad_medlem": 404, "vara_1": 404}.items():
        async with visit(name) as visitor:
            answer = await visitor.get(f"/files/{row.sha256}/structure")
            assert (answer.status_code, answer.content == sealed) == (status, status == 200), name


async def test_a_paper_that_becomes_exempt_takes_its_layers_along(world, shelf, visit):
    await shelf.bring("IKT-plan, rettet", 2)
    old, new = await shelf.versions()
    await written(world, "ordforer", kind="position", version=old.sha256)
    async with database.write_tx() as db:
        basis = {"legal_basis": "Offl. § 13", "created_at": clock.now(), "by": "sekretaer"}
        await Exemption.create(using_db=db, document_id=(await document("framlegg")).id, **basis)
        await deliveries.refresh(db, (await world.package()).id)
    async with visit("ordforer") as visitor:
        for path in (f"{new.sha256}/structure", f"{old.sha256}/structure", f"{new.sha256}/changes/{old.sha256}"):
            assert (await visitor.get(f"/files/{path}")).status_code == 404


async def test_a_paper_that_fells_its_reader_gets_what_its_text_layer_gives(world, shelf, monkeypatch):
    async def falls(*given: object) -> Outcome:
        return Outcome(word="timed_out")

    monkeypatch.setattr(sandbox, "send", falls)
    await shelf.bring("IKT-plan, rettet", 2)
    row = await version("framlegg")
    assert msgspec.json.decode(await world.files.get(row.structure_sha256), type=Structure).source == "text"
    assert not await Job.filter(kind="structure", done_at=None).exists()


async def test_a_scan_and_a_text_are_compared_in_a_word(world, shelf):
    newer = meeting(item("plan", 112, paper("framlegg", "IKT-plan", version=2)))
    await world.drop(newer, {"framlegg.pdf": making.pages(2)}, "skannet")
    await layered(world)
    row = await shelf.comparison()
    assert row.new.structure_sha256 is None
    compared = msgspec.json.decode(await world.files.get(row.sha256), type=PaperComparison)
    assert (compared.comparable, compared.changes) == ("no_text_now", [])


async def test_the_same_file_in_two_packages_is_read_once(world, shelf, monkeypatch):
    (row,) = await shelf.versions()
    copy = await version("hemmelig")
    await DocumentVersion.filter(id=copy.id).update(
        sha256=row.sha256, content_key=None, structure_sha256=None, text_sha256=row.text_sha256
    )
    monkeypatch.setattr(sandbox, "send", None)
    await structure.make(world.files, world.key, copy.id)
    assert (await version("hemmelig")).structure_sha256 == row.structure_sha256


async def test_what_was_harvested_before_there_were_layers_gets_them(world, shelf):
    await DocumentVersion.all().update(structure_sha256=None)
    await Job.filter(kind="structure").delete()
    await Worker(world.settings, world.files, world.key, say_nothing).tick()
    await layered(world)
    assert not await DocumentVersion.filter(structure_sha256=None).exists()


async def test_doing_it_twice_changes_nothing(world, shelf):
    await shelf.bring("IKT-plan, rettet", 2)
    before = await DocumentVersion.all().order_by("id").values(), await Comparison.all().values()
    await Job.filter(kind__in=jobs.LANES["slow"]).update(done_at=None)
    await layered(world)
    assert (await DocumentVersion.all().order_by("id").values(), await Comparison.all().values()) == before


@ON_SQLITE
@pytest.mark.parametrize("layer", ["structure", "comparison"])
async def test_a_layer_of_what_became_exempt_meanwhile_is_taken_away_again(world, shelf, monkeypatch, layer):
    """The row changes between the reading and the writing; a forerunner's words must not stay behind."""
    await shelf.bring("IKT-plan, rettet", 2)
    old, new = await shelf.versions()
    await Comparison.all().delete()
    await DocumentVersion.filter(id=new.id).update(
        structure_sha256=None if layer == "structure" else new.structure_sha256
    )
    put, stored = world.files.put, []

    async def sealed_meanwhile(data: bytes) -> str:
        stored.append(await put(data))
        await DocumentVersion.filter(id=new.id).update(sha256="0" * 64, content_key=b"nokkel")
        return stored[-1]

    monkeypatch.setattr(world.files, "put", sealed_meanwhile)
    await (
        structure.make(world.files, world.key, new.id)
        if layer == "structure"
        else comparisons.make(world.files, old.id, new.id)
    )
    await DocumentVersion.filter(id=new.id).update(structure_sha256=None)
    await Worker(world.settings, world.files, world.key, say_nothing).tick()
    assert stored
    assert stored[0] not in {name async for name in world.files.names()}
    assert not await Comparison.exists()
