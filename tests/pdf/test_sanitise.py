from __future__ import annotations

import io
import re

import pikepdf
import pytest

from folkevalgt.pdf import sanitise
from folkevalgt.pdf.guard import Bomb, check
from folkevalgt.pdf.inspect import inspect_bytes
from folkevalgt.pdf.inspection import Limits
from folkevalgt.pdf.sandbox import Sandbox
from tests.pdf import making

pytestmark = pytest.mark.anyio
EVIL = re.compile(
    rb"/JavaScript|/JS\b|/Launch|/EmbeddedFile|/EF\b|/FileAttachment|/SubmitForm|/GoToR|/XFA|/AA\b|/RichMedia"
    rb"|file:|JavaScript:|app\.alert|MZ|/F \(\\\\"
)
ALL = [change for _, change in making.DANGERS.values()]


def evil_in(data: bytes) -> list[bytes]:
    """What acts by itself in a paper: looked for in every object and stream, written out plainly."""
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as paper:
        paper.save(plain, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return EVIL.findall(plain.getvalue())


@pytest.mark.parametrize("name", making.DANGERS)
async def test_what_acts_by_itself_is_gone_and_the_text_stays(sandbox: Sandbox, name: str) -> None:
    word, change = making.DANGERS[name]
    paper = await sandbox.inspect(making.changed(change))
    assert paper.word == "ok"
    assert word in paper.removed
    assert paper.sanitised is not None
    assert evil_in(paper.sanitised) == []
    assert "Kommunestyret vedtok" in paper.texts[1]


@pytest.mark.parametrize("name", making.DANGERS)
def test_without_the_sanitiser_the_danger_is_seen(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(sanitise, "suspicious", lambda paper, limit=None: False)
    data = making.changed(making.DANGERS[name][1])
    assert evil_in(inspect_bytes(data, Limits()).sanitised or data) != []


def test_a_paper_that_stays_dangerous_is_for_download_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sanitise, "neutralise", lambda paper: ("javascript",))
    paper = inspect_bytes(making.changed(making.script_on_opening), Limits())
    assert (paper.word, paper.sanitised) == ("download_only", None)


async def test_dangers_are_found_packed_in_object_streams(sandbox: Sandbox) -> None:
    def everything(paper: pikepdf.Pdf) -> None:
        for change in ALL:
            change(paper)

    packed = making.changed(everything, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    paper = await sandbox.inspect(packed)
    assert {word for word, _ in making.DANGERS.values()} <= set(paper.removed)
    assert paper.sanitised is not None
    assert evil_in(paper.sanitised) == []


async def test_a_name_written_in_disguise_is_found(sandbox: Sandbox) -> None:
    plain = making.changed(making.script_on_opening, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    paper = await sandbox.inspect(plain.replace(b"/JavaScript", b"/J#61va#53cript"))
    assert paper.removed == ("javascript",)


async def test_ordinary_links_and_a_form_that_clears_itself_are_left_alone(sandbox: Sandbox) -> None:
    def ordinary(paper: pikepdf.Pdf) -> None:
        making.link(paper, making.action("URI", URI=pikepdf.String("mailto:postmottak@kommune.example")))
        making.link(paper, making.action("URI", URI=pikepdf.String("HTTP://www.kommune.example/møte")))
        making.link(paper, making.action("ResetForm"))
        paper.Root.OpenAction = making.action("GoTo", D=pikepdf.Array([paper.pages[0].obj, pikepdf.Name.Fit]))

    paper = await sandbox.inspect(making.changed(ordinary))
    assert (paper.word, paper.removed, paper.sanitised) == ("ok", (), None)


def test_a_font_that_happens_to_be_called_aa_is_kept() -> None:
    paper = making.drawing(b"BT /AA 9 Tf (sak) Tj ET")
    fonts = paper.pages[0].obj.Resources.Font
    fonts["/AA"] = fonts["/F1"]
    assert sanitise.suspicious(paper)
    assert sanitise.neutralise(paper) == ()
    assert "/AA" in fonts


def test_a_large_picture_that_declares_its_size_is_no_bomb() -> None:
    paper = making.drawing(b"")
    pixels = making.deflated_spaces(12 * 1024 * 1024)
    honest = {"Subtype": pikepdf.Name.Image, "Width": 4096, "Height": 3072, "BitsPerComponent": 8}
    check(pikepdf.Stream(paper, pixels, Filter=pikepdf.Name.FlateDecode, **honest), 1024 * 1024)
    with pytest.raises(Bomb):
        check(pikepdf.Stream(paper, pixels, Filter=pikepdf.Name.FlateDecode, Width=1), 1024 * 1024)
