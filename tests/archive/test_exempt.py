"""Exempt bytes and titles lie readable nowhere, whichever way they came."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from folkevalgt import crypto
from folkevalgt.archive import inbox as putting_away
from folkevalgt.archive.folder import unseal
from folkevalgt.layers import structure
from folkevalgt.models.case import Case
from folkevalgt.models.document import Comparison, DocumentVersion, Exemption
from folkevalgt.models.harvest import HarvestReport
from folkevalgt.models.meeting import AgendaItem
from folkevalgt.models.package import Delivery, ManifestFile
from folkevalgt.publishing.publish import publish
from tests.archive.conftest import Inbox, paper, versions, words
from tests.archive.making import CANARY, EXEMPTION, doc, encoded, exempt_item, item, package, pdf, zipped
from tests.papers import layered

pytestmark = pytest.mark.anyio
OPEN = "Apen tekst"
SECRET = pdf(CANARY)


async def drop_exempt(inbox: Inbox) -> None:
    told = package(item(112, doc("plan")), exempt_item())
    await inbox.drop({"package.json": encoded(told), "plan.pdf": pdf(OPEN), "personal-113.pdf": SECRET})


async def test_no_byte_of_an_exempt_text_or_title_lies_readable(inbox: Inbox) -> None:
    await drop_exempt(inbox)
    await layered(inbox.world)
    assert inbox.holding(CANARY) == []
    assert inbox.holding(OPEN)
    assert CANARY not in str(await HarvestReport.all().values()) + str(await AgendaItem.all().values("title"))


async def test_an_exempt_paper_is_whole_for_who_holds_the_key(inbox: Inbox) -> None:
    await drop_exempt(inbox)
    (row,) = await versions("personal-113")
    key = inbox.world.key.open(row.content_key or b"", f"version {row.id}")
    assert crypto.decrypt_paper(await inbox.world.files.get(row.original_sha256), key) == SECRET
    assert row.text_sha256
    assert CANARY.encode() in crypto.decrypt_paper(await inbox.world.files.get(row.text_sha256), key)


async def test_an_exempt_title_is_sealed_beside_what_everyone_may_read(inbox: Inbox) -> None:
    await drop_exempt(inbox)
    told = await AgendaItem.get(source_id="sak-113")
    assert (told.title, (await paper("personal-113")).title) == ("Personalsak", "Unntatt offentlighet")
    assert inbox.world.key.open(told.sealed_title or b"", f"title {told.id}").decode() == CANARY
    assert [row.legal_basis for row in await Exemption.all()] == [EXEMPTION["legal_basis"]]


def no_cipher(plain: bytes, key: bytes | None = None) -> tuple[bytes, bytes]:
    return key or b"k" * 16, plain


@pytest.mark.parametrize("hole", ["cipher", "seal", "done", "layers"])
async def test_the_search_finds_what_is_left_readable(inbox: Inbox, monkeypatch: pytest.MonkeyPatch, hole: str) -> None:
    """The twins: each way of sealing switched off, the canary must be found."""
    if hole == "cipher":
        monkeypatch.setattr(crypto, "encrypt_paper", no_cipher)
    elif hole == "seal":
        monkeypatch.setattr(inbox.world.key, "seal", lambda plain, about: plain)
    elif hole == "layers":
        monkeypatch.setattr(
            structure, "crypto", SimpleNamespace(encrypt_paper=no_cipher, decrypt_paper=crypto.decrypt_paper)
        )
    else:
        monkeypatch.setattr(putting_away, "_may_lie_open", lambda name, proven: True)
    await drop_exempt(inbox)
    if hole == "layers":
        assert inbox.holding(CANARY) == []
        await layered(inbox.world)
    assert inbox.holding(CANARY)


async def test_what_is_proven_open_stays_as_it_was_and_the_rest_can_be_unsealed(inbox: Inbox) -> None:
    await drop_exempt(inbox)
    (folder,) = inbox.put_away()
    assert (folder / "plan.pdf").read_bytes() == pdf(OPEN)
    opened = dict(unseal(each, inbox.world.key) for each in folder.glob("*.sealed"))
    assert opened.keys() == {"package.json", "personal-113.pdf"}
    assert opened["personal-113.pdf"] == SECRET


async def test_an_open_delivery_lies_as_it_came(inbox: Inbox) -> None:
    await inbox.package(package(item(112, doc("plan"))))
    (folder,) = inbox.put_away()
    assert sorted(each.name for each in folder.iterdir()) == ["package.json", "plan.pdf", "report.json"]


REJECTED: dict[str, dict[str, bytes]] = {
    "no description": {"personalsak.pdf": SECRET},
    "a broken description": {"package.json": b'{"schema": "' + CANARY.encode(), "p.pdf": SECRET},
    "broken xml": {"moete.xml": b"<arkiv>" + CANARY.encode(), "p.pdf": SECRET},
    "linked data": {"moete.jsonld": CANARY.encode(), "p.pdf": SECRET},
    "a payload": {"payload.json": CANARY.encode(), "p.pdf": SECRET},
    "an unknown committee": {
        "package.json": encoded(package(exempt_item(), meeting={"committee": "Ukjent"})),
        "personal-113.pdf": SECRET,
    },
    "a stray file": {"package.json": encoded(package(item(112))), "glemt.pdf": SECRET},
}


@pytest.mark.parametrize("files", REJECTED.values(), ids=REJECTED)
@pytest.mark.parametrize("pack", [False, True], ids=["folder", "zip"])
async def test_a_package_that_is_not_understood_is_sealed_whole(
    inbox: Inbox, files: dict[str, bytes], pack: bool
) -> None:
    if pack:
        (inbox.folder / "l.zip").write_bytes(zipped(files))
        report = await inbox.run()
        assert not [each for each in inbox.folder.rglob("*.zip") if each.is_file()]
    else:
        report = await inbox.drop(files)
    assert inbox.holding(CANARY) == []
    assert CANARY not in str(report)


async def test_a_package_without_a_word_is_exempt(inbox: Inbox) -> None:
    told = package(item(112, doc("plan", title=CANARY)), visibility="")
    report = await inbox.package(told, plan=SECRET)
    assert words(report) == ["not_cleared", "meeting"]
    assert inbox.holding(CANARY) == []


async def test_an_unknown_code_is_exempt_and_asked_about(inbox: Inbox) -> None:
    report = await inbox.package(package(item(112, doc("plan"), exemption={"code": "XX"})), plan=SECRET)
    assert "unknown_code" in words(report, "warning")
    assert inbox.holding(CANARY) == []


async def test_what_becomes_exempt_is_taken_out_of_store_and_archive(inbox: Inbox) -> None:
    title = "Vurdering av stilling"
    told = item(113, doc("personal-113"), title=title, case={"number": "2026/7", "title": title})
    await inbox.package(package(told), **{"personal-113": SECRET})
    assert len(inbox.holding(CANARY)) == 3  # the paper, its text, and done/
    report = await inbox.package(package(exempt_item(case={"number": "2026/7"})), **{"personal-113": SECRET})
    assert "now_exempt" in words(report)
    assert inbox.holding(CANARY) == []
    assert not [each for each in inbox.holding(title) if "sqlite" not in each.name]
    assert (await Case.get()).title == ""
    assert [each.number for each in await versions("personal-113")] == [1]


async def test_layers_of_what_is_or_becomes_exempt_lie_readable_nowhere(inbox: Inbox) -> None:
    """An older version, its structure, a comparison that holds its words, and what was not made in time."""
    for number, said in enumerate((b"(I mars: ", b"(I april: "), 1):
        told = package(item(113, doc("personal-113", version=number)))
        await inbox.package(told, **{"personal-113": SECRET.replace(b"(", said, 1)})
        await layered(inbox.world)
    first, second = await versions("personal-113")
    layers = {first.structure_sha256, second.structure_sha256, (await Comparison.get()).sha256}
    assert layers <= {path.name for path in inbox.holding(CANARY)}
    await DocumentVersion.filter(id=second.id).update(structure_sha256=None)
    await inbox.package(package(exempt_item(documents=[])))
    await inbox.world.files.delete(str(second.structure_sha256))  # what nobody names, nobody forgets
    assert inbox.holding(CANARY) == []
    assert not await Comparison.exists()
    await layered(inbox.world)
    assert inbox.holding(CANARY) == []
    for row in await versions("personal-113"):
        key = inbox.world.key.open(row.content_key or b"", f"version {row.id}")
        assert CANARY.encode() in crypto.decrypt_paper(await inbox.world.files.get(str(row.structure_sha256)), key)


async def test_readers_lose_what_becomes_exempt_at_their_next_contact(inbox: Inbox) -> None:
    await inbox.package(package(item(113, doc("personal-113"))), **{"personal-113": SECRET})
    package_ = await inbox.world.package()
    await publish(package_.id, "cli")
    (before,) = await versions("personal-113")
    given = await Delivery.filter(package_id=package_.id).values_list("manifest_id", flat=True)
    assert await ManifestFile.filter(manifest_id__in=given, file=before.sha256).exists()
    await inbox.package(package(exempt_item()), **{"personal-113": SECRET})
    given = await Delivery.filter(package_id=package_.id).values_list("manifest_id", flat=True)
    assert given
    named = set(await ManifestFile.filter(manifest_id__in=given).values_list("file", flat=True))
    (after,) = await versions("personal-113")
    assert named == {after.sha256, after.text_sha256}  # ciphertext, for those who treat it


async def test_an_item_that_becomes_exempt_takes_along_papers_not_in_the_delivery(inbox: Inbox) -> None:
    await inbox.package(package(item(113, doc("personal-113", title="Kari"))), **{"personal-113": SECRET})
    await inbox.package(package(exempt_item(documents=[])))
    assert inbox.holding(CANARY) == []
    assert (await paper("personal-113")).title == "Unntatt offentlighet"


async def test_exempt_in_the_archive_never_opens_by_itself(inbox: Inbox) -> None:
    await drop_exempt(inbox)
    report = await inbox.package(package(item(113, doc("personal-113"))), **{"personal-113": SECRET})
    assert "now_open_in_archive" in words(report, "warning")
    assert (await paper("personal-113")).title == "Unntatt offentlighet"
    assert inbox.holding(CANARY) == []


async def test_a_new_paper_in_an_item_that_stands_exempt_is_exempt(inbox: Inbox) -> None:
    await drop_exempt(inbox)
    await inbox.package(package(item(113, doc("nytt"))), nytt=SECRET)
    assert (await versions("nytt"))[0].content_key
    assert inbox.holding(CANARY) == []


async def test_a_paper_moved_out_of_an_exempt_item_stays_exempt(inbox: Inbox) -> None:
    await drop_exempt(inbox)
    await inbox.package(package(item(112, doc("plan"), doc("personal-113"))), **{"personal-113": SECRET})
    assert await Exemption.filter(document__source_id="personal-113").exists()
    assert inbox.holding(CANARY) == []


@pytest.mark.parametrize("name", ["personal-113.pdf", "kopi.pdf"])
async def test_the_same_bytes_cannot_be_both_exempt_and_open(inbox: Inbox, name: str) -> None:
    told = package(item(112, doc("kopi", file=name)), exempt_item())
    files = {"package.json": encoded(told), "personal-113.pdf": SECRET, "kopi.pdf": SECRET}
    assert "same_as_exempt" in words(await inbox.drop(files))
    assert inbox.holding(CANARY) == []


async def test_lines_point_without_titles(inbox: Inbox) -> None:
    told = package(exempt_item(documents=[doc("p", title=CANARY, file="")]))
    report = await inbox.package(told)
    assert [line.what for line in report.lines] == ["PS 113/26, saksframlegg", "Formannskapet 2026-12-03"]
