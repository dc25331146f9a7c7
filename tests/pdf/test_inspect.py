from __future__ import annotations

from pathlib import Path

import pytest

from folkevalgt.pdf.inspection import MIB, Limits
from folkevalgt.pdf.sandbox import Sandbox
from tests.pdf import making

pytestmark = pytest.mark.anyio


async def test_an_ordinary_paper_is_served_as_it_came(sandbox: Sandbox) -> None:
    paper = await sandbox.inspect(making.case_paper(pages=3))
    assert (paper.word, paper.pages, paper.sanitised, paper.removed) == ("ok", 3, None, ())
    assert (paper.title, paper.language, paper.tagged) == ("Skolekretser", "nb-NO", True)
    assert "Kommunestyret vedtok" in paper.texts[2]
    assert not paper.scanned


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda: b"", "empty"),
        (lambda: making.pages(0), "empty"),
        (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50, "broken"),
        (lambda: b"%PDF-1.7\n", "broken"),
        (lambda: making.locked(user="hemmelig"), "encrypted"),
        (lambda: making.pages(5_001), "too_many_pages"),
        (making.flate_bomb, "bomb"),
        (making.double_flate_bomb, "bomb"),
        (making.form_bomb, "bomb"),
        (making.too_many_characters, "bomb"),
    ],
    ids=[
        "no bytes",
        "no pages",
        "noise",
        "a header alone",
        "a password",
        "5,001 pages",
        "1 GiB of blanks",
        "4 GiB of blanks deflated twice",
        "16 million forms",
        "3 million characters",
    ],
)
async def test_a_bad_paper_gets_its_word_and_harms_nothing(sandbox: Sandbox, make: object, word: str) -> None:
    less_memory_only_makes_it_quicker = Limits(memory=400 * MIB)
    paper = await sandbox.inspect(make(), less_memory_only_makes_it_quicker)  # type: ignore[operator]
    assert (paper.word, paper.texts, paper.sanitised) == (word, (), None)
    assert paper.seconds < 15


async def test_a_paper_of_5000_pages_is_still_taken(sandbox: Sandbox) -> None:
    paper = await sandbox.inspect(making.pages(5_000))
    assert (paper.word, paper.pages, len(paper.texts)) == ("ok", 5_000, 5_000)


async def test_a_paper_beyond_the_largest_size_is_not_opened(sandbox: Sandbox) -> None:
    paper = await sandbox.inspect(making.case_paper(), Limits(max_bytes=1_000))
    assert (paper.word, paper.media_type) == ("too_large", "application/pdf")


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (making.word_document(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (making.WORD, "application/msword"),
        (making.MESSAGE, "application/vnd.ms-outlook"),
        (
            b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text",
            "application/vnd.oasis.opendocument.text",
        ),
        (b"PK\x03\x04" + bytes(26), "application/zip"),
        (b"\xef\xbb\xbf <!DOCTYPE html><title>Logg inn</title>", "text/html"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"II*\x00", "image/tiff"),
        ("Møtet er avlyst".encode(), "text/plain"),
        (bytes(40), "application/octet-stream"),
    ],
)
async def test_a_word_file_named_pdf_is_told_by_its_bytes(sandbox: Sandbox, file: bytes, kind: str) -> None:
    paper = await sandbox.inspect(file)
    assert (paper.word, paper.media_type) == ("not_pdf", kind)


async def test_a_truncated_paper_is_repaired(sandbox: Sandbox) -> None:
    whole = making.changed(lambda paper: None, object_stream_mode=making.pikepdf.ObjectStreamMode.disable)
    paper = await sandbox.inspect(whole[:-600])
    assert (paper.word, paper.pages) == ("ok", 3)
    assert paper.sanitised is not None
    assert "Kommunestyret" in paper.texts[0]


async def test_a_paper_only_its_owner_may_change_is_read_and_served_unlocked(sandbox: Sandbox) -> None:
    paper = await sandbox.inspect(making.locked(user=""))
    assert (paper.word, paper.removed) == ("ok", ("owner_password",))
    assert paper.sanitised is not None
    assert b"/Encrypt" not in paper.sanitised


async def test_the_derivative_is_the_same_bytes_every_time(sandbox: Sandbox) -> None:
    data = making.locked(user="")
    assert (await sandbox.inspect(data)).sanitised == (await sandbox.inspect(data)).sanitised


async def test_every_real_paper_gets_a_truthful_answer(sandbox: Sandbox, data: Path) -> None:
    papers = {path.name: path.read_bytes() for path in data.rglob("*.pdf")}  # noqa: ASYNC240 (a test may wait)
    words = {name: (await sandbox.inspect(paper)).word for name, paper in papers.items()}
    odd = {name: word for name, word in words.items() if word != "ok"}
    assert odd == {"libreoffice-writer-password.pdf": "encrypted", "unreadablemetadata.pdf": "broken"}
