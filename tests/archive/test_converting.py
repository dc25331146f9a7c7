"""A foreign document is turned into PDF without reaching the network or a file of ours, and in a time that ends."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from folkevalgt.archive import converting
from folkevalgt.config import Settings
from folkevalgt.pdf import media
from tests.publishing.bringing import odt

WANTED = "no LibreOffice: apt-get install libreoffice-writer-nogui"
pytestmark = [pytest.mark.anyio, pytest.mark.skipif(not converting.program(Settings()), reason=WANTED)]

NOTHING = '<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"></oor:items>'
PICTURE = (
    '<text:p><draw:frame svg:width="5cm" svg:height="5cm"><draw:image xlink:href="{}" xlink:type="simple" '
    'xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture of noise: whoever has it is larger by it."""
    from PIL import Image

    Image.frombytes("RGB", (400, 400), os.urandom(480_000)).save(tmp_path / "hemmelig.png")
    return tmp_path / "hemmelig.png"


@pytest.fixture
def asked(picture: Path) -> Iterator[tuple[str, list[str]]]:
    """An address on this machine that answers with the picture, and what it was asked for."""
    heard: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(picture.read_bytes())

        do_HEAD = do_OPTIONS = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/bilde.png", heard
    server.shutdown()
    server.server_close()


async def reached(picture: Path, asked: tuple[str, list[str]]) -> bool:
    """Whether what a document points at came into its PDF, or was asked for."""
    told = odt("<text:p>Notat</text:p>" + PICTURE.format(picture.as_uri()) + PICTURE.format(asked[0]))
    return len(await converting.to_pdf(Settings(), told, media.ODT)) > 80_000 or bool(asked[1])


async def unconfined(folder: Path, command: list[str]) -> int:
    process = await asyncio.create_subprocess_exec(*command, env={"PATH": os.defpath, "HOME": str(folder)})
    return await process.wait()


async def test_a_document_reaches_neither_our_files_nor_the_network(picture, asked):
    assert not await reached(picture, asked)


@pytest.mark.proofs
@pytest.mark.parametrize("hole", [("_PROFILE", NOTHING), ("_run", unconfined)], ids=["the profile", "the confinement"])
async def test_each_of_the_two_walls_holds_alone(picture, asked, monkeypatch, hole):
    monkeypatch.setattr(converting, *hole)
    assert not await reached(picture, asked)


@pytest.mark.proofs
async def test_the_test_sees_a_document_that_reaches_out(picture, asked, monkeypatch):
    monkeypatch.setattr(converting, "_PROFILE", NOTHING)
    monkeypatch.setattr(converting, "_run", unconfined)
    assert await reached(picture, asked)


async def test_what_takes_too_long_is_ended_with_all_it_started(monkeypatch):
    monkeypatch.setattr(converting, "SECONDS", 0.05)
    with pytest.raises(converting.Unusable, match="timed_out"):
        await converting.to_pdf(Settings(), odt("<text:p>Notat</text:p>"), media.ODT)
    assert not list(converting._MEMORY.glob("folkevalgt-*"))


@pytest.mark.proofs
async def test_what_is_no_document_says_so():
    with pytest.raises(converting.Unusable, match="not_converted"):
        await converting.to_pdf(Settings(), b"PK\3\4 mimetypeapplication/vnd.oasis.opendocument.text", media.DOCX)
