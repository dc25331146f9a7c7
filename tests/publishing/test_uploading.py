"""Papers and meetings brought by hand: they become versions like any other, exempt ones are never readable."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from folkevalgt import crypto
from folkevalgt.api.uploads import ROUTES
from folkevalgt.archive import converting
from folkevalgt.archive.converting import program
from folkevalgt.config import Settings
from folkevalgt.models.audit import AuditEntry
from folkevalgt.models.desk import Upload
from folkevalgt.models.document import Document, DocumentVersion
from folkevalgt.models.package import Package, Publication
from folkevalgt.pdf import sandbox
from folkevalgt.pdf.inspection import Word
from folkevalgt.publishing.publish import publish
from folkevalgt.worker import Worker
from tests.papers import document, harvested, item, meeting, paper, pdf, plan, say_nothing, version
from tests.publishing.bringing import bring, odt, send, taken, word_of

pytestmark = pytest.mark.anyio

BASIS = "Offl. § 13"


async def test_a_file_brought_by_hand_is_the_papers_next_version_and_comes_with_a_supplement(world, visit, package):
    before = await version("framlegg")
    async with visit("sekretaer") as sekretaer:
        await bring(sekretaer, package, pdf("Rettet"), document=str(before.document_id))
        await taken(world)
        assert (await sekretaer.get(f"/api/packages/{package.id}/uploads")).json() == {"uploads": []}
    now = await version("framlegg")
    assert (now.number, now.source_version, now.content_key) == (before.number + 1, "for hånd", None)
    assert (await publish(package.id, "cli")).kind == "supplement"


async def test_a_new_paper_is_in_no_publication_before_it_is_there(world, visit, package):
    async with visit("sekretaer") as sekretaer:
        made = await bring(sekretaer, package, pdf("Nytt"), title="Nytt notat", item=str(await item_id("framlegg")))
        draft = (await sekretaer.get(f"/api/packages/{package.id}")).json()["draft"]["documents"]
        assert made["document"] not in {each["id"] for each in draft}
        await taken(world)
        draft = (await sekretaer.get(f"/api/packages/{package.id}")).json()["draft"]["documents"]
    assert [each["number"] for each in draft if each["id"] == made["document"]] == [2]


async def item_id(source_id):
    return (await document(source_id)).item_id


async def test_an_exempt_paper_brought_by_hand_lies_readable_nowhere(world, visit, package):
    secret = pdf("Kanarifugl for hånd".replace("å", "a"))
    async with visit("sekretaer") as sekretaer:
        made = await bring(sekretaer, package, secret, title="Om Kari", legal_basis=BASIS, name="om kari.pdf")
        assert (await Upload.get(id=made["upload"])).name == ""
        assert crypto.sha256(secret) not in [name async for name in world.files.names()]
        await taken(world)
    row = await Document.get(id=made["document"])
    newest = await DocumentVersion.get(document_id=row.id)
    assert row.title == "Unntatt offentlighet"
    assert newest.content_key
    assert row.sealed_title
    assert crypto.sha256(secret) not in [name async for name in world.files.names()]
    assert (await world.files.get(newest.sha256))[:4] != b"%PDF"


async def test_what_is_exempt_elsewhere_is_not_taken_as_open(world, visit, package):
    async with visit("sekretaer") as sekretaer:
        made = await bring(sekretaer, package, pdf("Ansettelse av Kari"), title="Vedlegg")
        await taken(world)
        assert await word_of(made["upload"]) == ("refused", "same_as_exempt")
        assert (await Upload.get(id=made["upload"])).file in [name async for name in world.files.names()]


async def test_a_file_that_was_refused_is_tried_again_or_taken_away(world, visit, package):
    async with visit("sekretaer") as sekretaer:
        made = await bring(sekretaer, package, b"\0nonsens", title="Vedlegg")
        await taken(world)
        line = (await sekretaer.get(f"/api/packages/{package.id}/uploads")).json()["uploads"][0]
        assert (line["state"], line["word"], line["by"]) == (
            "refused",
            "unknown_format",
            world.person("sekretaer").name,
        )
        assert (await sekretaer.post(f"/api/uploads/{made['upload']}/again")).status_code == 200
        assert await word_of(made["upload"]) == ("waiting", "")
        assert (await sekretaer.post(f"/api/uploads/{made['upload']}/remove")).status_code == 200
    assert (await Document.get(id=made["document"])).withdrawn_at
    assert not await Upload.exists()


async def test_half_a_file_is_no_file(visit, package):
    async with visit("sekretaer") as sekretaer:
        asked = {"name": "a.pdf", "size": 1000, "title": "Vedlegg"}
        begun = (await sekretaer.post(f"/api/packages/{package.id}/uploads", asked)).json()["upload"]
        assert (await send(sekretaer, begun, b"%PDF-")).json()["error"]["word"] == "cut_off"
        assert await word_of(begun) == ("coming", "")
        assert (await send(sekretaer, begun, bytes(1000))).status_code == 200
        assert (await send(sekretaer, begun, bytes(1000))).json()["error"]["word"] == "stale"


async def test_no_harvest_undoes_what_was_brought_by_hand(world, visit, package):
    paper_id = (await document("framlegg")).id
    async with visit("sekretaer") as sekretaer:
        await bring(sekretaer, package, pdf("Rettet"), document=str(paper_id))
        await taken(world)
    await harvested(world, plan(), "samme igjen")
    assert (await version("framlegg")).source_version == "for hånd"
    newer = meeting(item("plan", 112, paper("framlegg", "IKT-plan", version=7)))
    await harvested(world, newer, "ny", framlegg="Arkivet har rettet selv")
    assert (await version("framlegg")).number == 3


async def test_a_meeting_made_by_hand_is_published_with_what_was_brought(world, visit):
    body = str((await world.committee("Formannskapet")).id)
    lines = [{"number": "PS 7/26", "title": "Budsjett"}, {"title": "Ansettelse", "legal_basis": BASIS}]
    asked = {"committee": body, "date": "2030-10-27", "at": "09:00", "place": "Rådhuset", "items": lines}
    async with visit("sekretaer") as sekretaer:
        made = (await sekretaer.post("/api/packages", asked)).json()
        package = await Package.get(id=made["package"])
        await bring(sekretaer, package, pdf("Budsjett"), title="Budsjett", item=made["items"][0], kind="case_paper")
        await taken(world)
        draft = (await sekretaer.get(f"/api/packages/{package.id}")).json()["draft"]
    assert draft["meeting"]["starts_at"] == "2030-10-27T09:00:00+01:00"
    assert [(each["number"], each["title"]) for each in draft["items"]] == [
        ("PS 7/26", "Budsjett"),
        ("", "Unntatt offentlighet"),
    ]
    assert (await publish(package.id, "cli")).revision == 1
    assert await AuditEntry.filter(action="new_meeting").count() == 1


async def test_only_the_secretariat_brings_anything(visit, package):
    async with visit("ordforer") as ordforer, visit() as nobody:
        for route in ROUTES:
            path = route.path.format(id=package.id)
            for visitor, due in ((ordforer, 403), (nobody, 401)):
                answer = await (visitor.get(path) if route.method == "GET" else visitor.post(path, {}))
                assert answer.status_code == due, (route.method, path)


def test_every_word_a_file_is_refused_with_is_explained_on_the_desk():
    root = Path(__file__).resolve().parents[2]
    code = "".join(
        (root / "folkevalgt" / "archive" / f"{room}.py").read_text("utf-8") for room in ("uploads", "converting")
    )
    told = (root / "frontend" / "src" / "words" / "brought-nb.ts").read_text("utf-8")
    words = set(re.findall(r'Unusable\(\s*"(\w+)"', code)) | (set(get_args(Word)) - {"ok", "download_only", "not_pdf"})
    assert words <= set(re.findall(r"^      (\w+): ", told, re.M))


async def test_without_libreoffice_a_word_says_so_and_the_file_stays(db, world, visit, package):
    async with visit("sekretaer") as sekretaer:
        made = await bring(sekretaer, package, odt("<text:p>Notat</text:p>"), title="Notat")
    without = Settings(home=world.settings.home, soffice="finnes-ikke")
    await Worker(without, world.files, world.key, say_nothing).beside("brought")
    assert await word_of(made["upload"]) == ("refused", "no_converter")


@pytest.mark.skipif(not program(Settings()), reason="no LibreOffice: apt-get install libreoffice-writer-nogui")
async def test_a_text_document_becomes_a_tagged_pdf_and_the_document_itself_is_kept(world, visit, package):
    brought = odt("<text:h text:outline-level='1'>Notat</text:h><text:p>Om gang- og sykkelveg</text:p>")
    async with visit("sekretaer") as sekretaer:
        made = await bring(sekretaer, package, brought, title="Notat", name="notat.odt")
        await taken(world)
    row = await DocumentVersion.get(document_id=made["document"])
    given = await world.files.get(row.sha256)
    seen = await sandbox.inspect(given)
    assert (row.media_type, row.pages, seen.tagged, b"pdfaid:part" in given) == ("application/pdf", 1, True, True)
    assert "sykkelveg" in seen.texts[0]
    assert await world.files.get(row.original_sha256) == brought
    assert not list(converting._MEMORY.glob("folkevalgt-*"))


async def test_identity_numbers_in_what_was_brought_stop_at_the_gate(world, visit, package):
    async with visit("sekretaer") as sekretaer:
        await bring(sekretaer, package, pdf("Fnr 01010750160"), title="Liste")
        await taken(world)
        found = (await sekretaer.get(f"/api/packages/{package.id}/gate")).json()["findings"]
    assert [each["pages"] for each in found] == [[1]]
    assert await Publication.filter(package_id=package.id).count() == 1
