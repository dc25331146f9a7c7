"""A paper's copy with notes in it, as other programs read it: pypdf, pdf.js and qpdf."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from tests.conformance import app
from tests.pdf import making

NOTE = "0190a7a0-0000-7000-8000-00000000000"
SAID = "Hvorfor så dyrt? Ærlig talt — «på tide», sa Åse 😀"
QUAD = [60.0, 712.0, 200.0, 712.0, 60.0, 697.0, 200.0, 697.0]


def note(number: int, kind: str = "highlight", **more: Any) -> dict[str, Any]:
    blank = {"geometry": None, "place": None, "colour": "yellow", "text": SAID, "tags": [], "parent": None, "quads": []}
    times = {"author": "Kari Ødegård", "created": "2026-11-20T08:00:00.000Z", "changed": "2026-11-22T10:45:00.000Z"}
    return {"id": f"{NOTE}{number}", "kind": kind, "page": 1} | blank | times | more


def ink(path: list[float]) -> dict[str, Any]:
    return {"geometry": {"quads": [], "paths": [path], "width": 2}, "text": ""}


NOTES = [
    note(1, quads=[QUAD], tags=["spørsmål", "økonomi"]),
    note(2, "ink", **ink([100, 100, 150, 150, 200, 100])),
    note(3, "textbox", quads=[[300, 400, 420, 400, 300, 360, 420, 360]]),
    note(4, "comment", text="Sidenotat"),
    note(5, "reply", parent=f"{NOTE}1", author="Ola Å", text="Svar", page=9),
    note(6, "bookmark", text=""),
]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "paper.pdf"
    path.write_bytes(making.saved(making.drawing(b"BT /F1 12 Tf 60 700 Td (Sak om barnehagen) Tj ET")))
    return path


def copied(paper: Path, notes: list[dict[str, Any]]) -> Path:
    copy = paper.with_name("copy.pdf")
    assert app.run("copy", paper=str(paper), notes=notes, copy=str(copy)) == {"word": ""}
    return copy


@pytest.fixture(scope="module")
def copy(paper: Path) -> Path:
    return copied(paper, NOTES)


def by_name(copy: Path) -> dict[str, Any]:
    annotations = [one.get_object() for one in PdfReader(copy).pages[0]["/Annots"]]
    return {str(one.get("/NM")).removeprefix(f"urn:uuid:{NOTE}"): one for one in annotations}


def test_the_original_is_untouched_and_stands_whole_at_the_beginning_of_the_copy(paper: Path) -> None:
    before = hashlib.sha256(paper.read_bytes()).hexdigest()
    whole = copied(paper, NOTES).read_bytes()
    assert hashlib.sha256(paper.read_bytes()).hexdigest() == before
    assert whole.startswith(paper.read_bytes())


def test_pypdf_reads_author_time_text_and_quads(copy: Path) -> None:
    found = by_name(copy)["1"]
    assert found["/Subtype"] == "/Highlight"
    assert (found["/T"], found["/Contents"]) == ("Kari Ødegård", f"{SAID}\n\nspørsmål · økonomi")
    assert (found["/CreationDate"], found["/M"]) == ("D:20261120080000Z", "D:20261122104500Z")
    assert [float(one) for one in found["/QuadPoints"]] == QUAD
    assert found["/F"] == 4


def test_every_annotation_has_an_appearance_of_its_own(copy: Path) -> None:
    for found in by_name(copy).values():
        assert found["/AP"]["/N"].get_object()["/Subtype"] == "/Form"


def test_a_highlight_lets_the_words_be_seen_through_it(copy: Path) -> None:
    form = by_name(copy)["1"]["/AP"]["/N"].get_object()
    assert form["/Resources"]["/ExtGState"]["/M"]["/BM"] == "/Multiply"


def test_a_reply_belongs_to_what_it_replies_to(copy: Path) -> None:
    found = by_name(copy)
    assert found["5"]["/IRT"].get_object()["/NM"] == found["1"]["/NM"]
    assert (found["5"]["/RT"], found["5"]["/T"], found["5"]["/Rect"]) == ("/R", "Ola Å", found["1"]["/Rect"])


def test_pdfjs_reads_the_same(copy: Path) -> None:
    found = {one["subtype"]: one for one in reversed(app.read_by_pdfjs(copy)["annotations"][0])}
    highlight = found["Highlight"]
    assert highlight["contentsObj"]["str"].startswith(SAID)
    assert (highlight["titleObj"]["str"], highlight["modificationDate"]) == ("Kari Ødegård", "D:20261122104500Z")
    assert highlight["quadPoints"] == QUAD
    assert found["Ink"]["inkLists"] == [[100, 100, 150, 150, 200, 100]]
    assert found["FreeText"]["contentsObj"]["str"] == SAID
    assert all(one["hasAppearance"] for one in found.values())


def test_qpdf_finds_nothing_wrong(copy: Path) -> None:
    with pikepdf.open(copy) as opened:
        assert opened.check_pdf_syntax() == []


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_text_box_stays_in_its_place_on_a_turned_page(paper: Path, tmp_path: Path, turned: int) -> None:
    path = tmp_path / "turned.pdf"
    with pikepdf.open(paper) as opened:
        opened.pages[0].rotate(turned, relative=False)
        opened.save(path)
    box = by_name(copied(path, [NOTES[2]]))["3"]
    left, bottom, right, top = (float(one) for one in box["/Rect"])
    assert left <= 300 <= 420 <= right
    assert bottom <= 360 <= 400 <= top
    assert ("/Matrix" in box["/AP"]["/N"].get_object()) == (turned != 0)


def test_words_without_quads_are_found_on_the_page(copy: Path) -> None:
    (quads,) = app.read_by_pdfjs(copy, [{"page": 1, "start": 5, "end": 15}])["placed"]  # "barnehagen"
    ((left, top, right, _, _, bottom, *_),) = quads
    assert 60 < left < right < 200
    assert bottom < 700 < top


def test_what_is_no_paper_has_its_word(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"not a paper")
    assert app.run("copy", paper=str(path), notes=NOTES, copy=str(tmp_path / "copy.pdf")) == {"word": "broken"}
    assert not (tmp_path / "copy.pdf").exists()


def test_a_locked_paper_has_its_word(paper: Path, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    with pikepdf.open(paper) as opened:
        opened.save(path, encryption=pikepdf.Encryption(owner="hemmelig", user="hemmelig"))
    assert app.run("copy", paper=str(path), notes=NOTES, copy=str(tmp_path / "copy.pdf")) == {"word": "encrypted"}


def test_papers_of_many_makes_take_a_note_or_say_why_not(data: Path, tmp_path: Path) -> None:
    told = {}
    copy = tmp_path / "copy.pdf"
    for paper in sorted((data / "papers").rglob("*.pdf")):
        told[paper.name] = app.run("copy", paper=str(paper), notes=[NOTES[0]], copy=str(copy))["word"]
        if not told[paper.name]:
            assert copy.read_bytes().startswith(paper.read_bytes())
            assert "1" in by_name(copy)
    refused = {name: word for name, word in told.items() if word}
    assert refused == {"libreoffice-writer-password.pdf": "encrypted", "unreadablemetadata.pdf": "broken"}
