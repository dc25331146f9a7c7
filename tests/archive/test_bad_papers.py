"""One bad paper has its clear line; the rest of the package goes on."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from folkevalgt.archive import inbox as putting_away
from folkevalgt.errors import Refusal
from folkevalgt.files import Files
from folkevalgt.models.document import Document
from folkevalgt.models.harvest import HarvestReport
from folkevalgt.models.meeting import Meeting
from tests.archive.conftest import Inbox, paper, versions, words
from tests.archive.making import CANARY, doc, encoded, exempt_item, item, meeting_xml, noark, package, pdf, zipped
from tests.pdf import making

pytestmark = pytest.mark.anyio
TOLD = package(item(112, doc("plan"), doc("kart", kind="Vedlegg")))
BAD: dict[str, Callable[[], bytes]] = {
    "broken": lambda: b"%PDF-1.7\nikke mer",
    "encrypted": lambda: making.locked("hemmelig"),
    "bomb": making.flate_bomb,
    "too_many_pages": lambda: making.pages(5001),
    "empty": lambda: b"",
    "unknown_format": lambda: b"<html><script>alert(1)</script>",
}


@pytest.mark.parametrize("word", BAD)
async def test_a_bad_pdf_is_told_and_the_rest_goes_on(inbox: Inbox, word: str) -> None:
    report = await inbox.package(TOLD, plan=BAD[word]())
    assert (report.outcome, words(report)) == ("done", [word, "meeting"])
    assert ((await paper("plan")).missing, await versions("plan")) == ("unreadable", [])
    assert len(await versions("kart")) == 1


async def test_a_word_file_called_pdf_is_handed_out_and_never_opened(inbox: Inbox) -> None:
    assert words(await inbox.package(TOLD, plan=making.word_document())) == ["not_pdf", "meeting"]
    (row,) = await versions("plan")
    assert row.download_only
    assert "wordprocessingml" in row.media_type


async def test_active_content_is_taken_out_of_what_is_given_out(inbox: Inbox) -> None:
    data = making.changed(making.script_on_opening)
    assert words(await inbox.package(TOLD, plan=data)) == ["sanitised", "meeting"]
    (row,) = await versions("plan")
    assert b"app.alert" not in await inbox.world.files.get(row.sha256)
    assert await inbox.world.files.get(row.original_sha256) == data


async def test_a_bad_paper_does_not_replace_a_good_one(inbox: Inbox) -> None:
    await inbox.package(TOLD)
    assert "broken" in words(await inbox.package(TOLD, plan=BAD["broken"]()))
    assert ((await paper("plan")).missing, len(await versions("plan"))) == (None, 1)


async def test_a_reference_out_of_the_package_is_told(inbox: Inbox) -> None:
    (inbox.folder / "hemmelig.pdf.part").write_bytes(pdf(CANARY))
    told = package(item(112, doc("plan", file="../hemmelig.pdf.part"), doc("kart")))
    report = await inbox.drop({"package.json": encoded(told), "kart.pdf": pdf()})
    assert words(report) == ["outside_package", "not_delivered", "meeting"]


async def test_a_link_in_the_inbox_is_not_followed(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / "utenfor").mkdir()
    (tmp_path / "utenfor" / "package.json").write_bytes(encoded(TOLD))
    (inbox.folder / "levering").symlink_to(tmp_path / "utenfor")
    report = await inbox.run()
    assert (report.outcome, words(report)) == ("rejected", ["link_refused"])
    assert (tmp_path / "utenfor" / "package.json").exists()


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ({"moete.xml": noark(meeting_xml(), before='<!DOCTYPE a [<!ENTITY l "l">]>')}, "xml_entities"),
        ({"moete.xml": b"<arkiv>"}, "bad_xml"),
        ({"package.json": b"{}"}, "bad_description"),
        ({"l.jsonld": b"{}"}, "json_ld_not_read"),
        ({"payload.json": b"{}"}, "fiks_not_read"),
        ({"a.pdf": b"%PDF-"}, "no_description"),
        ({"READY": b""}, "empty_delivery"),
    ],
)
async def test_a_bad_description_is_rejected_with_its_word(inbox: Inbox, files: dict[str, bytes], word: str) -> None:
    report = await inbox.drop(files)
    assert (report.outcome, words(report)) == ("rejected", [word])
    assert not await Meeting.exists()


@pytest.mark.parametrize(
    ("data", "word"), [(zipped({"a.pdf": bytes(20_000_000)}), "zip_bomb"), (b"PK\x03\x04 og ikke mer", "zip_broken")]
)
async def test_a_bad_zip_is_rejected_with_its_word(inbox: Inbox, data: bytes, word: str) -> None:
    (inbox.folder / "levering.zip").write_bytes(data)
    report = await inbox.run()
    assert (report.outcome, words(report)) == ("rejected", [word])


async def test_every_real_file_goes_through(inbox: Inbox, data: Path) -> None:
    for source in [*sorted((data / "einnsyn").glob("*.xml")), data / "papers"]:
        shutil.copytree(source, inbox.folder / "l") if source.is_dir() else shutil.copy(source, inbox.folder)
        report = await inbox.run()
        assert report.outcome == "rejected"
        assert set(words(report)) <= {"no_meeting", "unknown_committee", "no_description"}
    assert not await Document.exists()


async def no_room(*_: object) -> str:
    raise Refusal("no_space", 507)


def disk_full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("where", ["store", "done"])
async def test_a_full_disk_keeps_the_last_good_state_and_the_delivery(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    await inbox.package(package(item(112, doc("plan"))))
    with monkeypatch.context() as full:
        full.setattr(Files, "put", no_room) if where == "store" else full.setattr(putting_away, "_fill", disk_full)
        report = await inbox.package(package(exempt_item(), item(112, doc("plan"))), plan=pdf("Ny"))
    assert (report.outcome, words(report)[-1]) == ("waiting", "no_space")
    assert len(await versions("plan")) == (1 if where == "store" else 2)
    assert (inbox.folder / "levering").exists()
    assert (await inbox.run()).outcome == "done"
    assert [row.outcome for row in await HarvestReport.all().order_by("at")] == ["done", "done"]
