from __future__ import annotations

from pathlib import Path

import pytest

from folkevalgt.pdf.sandbox import Sandbox
from folkevalgt.pdf.text import tidy
from tests.pdf import making

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("kommu\ufffenestyret", "kommunestyret"),
        ("kommu\x02\r\nnestyret", "kommunestyret"),
        ("IT\ufffeansvarlig", "IT-ansvarlig"),
        ("Schwarz\ufffeWeiß", "Schwarz-Weiß"),
        ("informasjons\ufffeog datasystem", "informasjons- og datasystem"),
        ("første\r\nandre\rtredje", "første\nandre\ntredje"),
        ("sko\u00adle\x00", "skole"),
        ("a\u030a", "å"),
        ("(cid:2)(cid:3) a", ""),
        ("\x03\x04\x05\x06 a", ""),
        ("", ""),
    ],
)
def test_pdfiums_text_is_made_what_people_would_type(raw: str, tidied: str) -> None:
    assert tidy(raw) == tidied


def test_a_very_long_word_is_tidied_in_a_moment() -> None:
    assert len(tidy("a" * 1_000_000 + "\ufffe" * 1_000)) == 1_000_000 + 1_000


async def test_the_plan_of_13_pages_is_found_by_its_words(sandbox: Sandbox, data: Path) -> None:
    plan = await sandbox.inspect((data / "lyngdal/formannskapet/ikt-plan.pdf").read_bytes())
    assert (plan.word, plan.pages, len(plan.texts)) == ("ok", 13, 13)
    assert any("Politikere og IKT" in page for page in plan.texts)
    assert not any("\ufffe" in page or "\r" in page for page in plan.texts)


async def test_a_scanned_letter_is_known_as_a_picture_of_text(sandbox: Sandbox, data: Path) -> None:
    letter = await sandbox.inspect((data / "lyngdal/formannskapet/brev-fylkesmannen.pdf").read_bytes())
    assert (letter.word, letter.scanned, letter.scanned_pages) == ("ok", True, (1,))


@pytest.mark.parametrize(("width", "scanned"), [(595, True), (200, False)])
async def test_only_a_picture_that_fills_the_page_is_a_scan(sandbox: Sandbox, width: int, scanned: bool) -> None:
    paper = making.drawing(f"q {width} 0 0 421 0 0 cm /P Do Q q {width} 0 0 421 0 421 cm /P Do Q".encode())
    picture = making.Stream(paper, b"\xff", Subtype=making.Name.Image, Width=1, Height=1, BitsPerComponent=8)
    picture.stream_dict.ColorSpace = making.Name.DeviceGray
    paper.pages[0].obj.Resources.XObject = making.Dictionary(P=paper.make_indirect(picture))
    assert (await sandbox.inspect(making.saved(paper))).scanned is scanned
