"""What is printed of a paper holds the chosen pages and nothing of the others, whoever made the paper."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array

from tests.conformance import app, printed
from tests.conformance.printed import CHOSEN, PAGES, SOURCES, counted, left_in, needle, pages
from tests.pdf import making

OTHERS = [n for n in range(1, PAGES + 1) if n not in CHOSEN]


@pytest.fixture(scope="module", params=SOURCES)
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "paper.pdf"
    path.write_bytes(SOURCES[request.param]())
    return path


@pytest.fixture(scope="module")
def out(source: Path) -> Path:
    path = source.with_name("print.pdf")
    assert printed.printed({"v": source}, [pages("v", CHOSEN)], path)["failed"] == []
    return path


def test_nothing_of_the_other_pages_is_in_the_file(source: Path, out: Path) -> None:
    assert left_in(out, source, OTHERS) == []
    found = counted(out)
    assert (found["pages"], found["links"]) == (len(CHOSEN), 0)
    assert found["images"] == (0 if counted(source)["images"] == 0 else len(CHOSEN))
    assert found["texts"] <= 3 * len(CHOSEN)  # the sheet with its label, the page, a form of it
    with pikepdf.open(out) as opened:
        assert opened.check_pdf_syntax() == []


def test_the_chosen_pages_are_whole(source: Path, out: Path) -> None:
    assert left_in(out, source, CHOSEN) == CHOSEN
    for page, text in zip(CHOSEN, app.read_by_pdfjs(out)["texts"], strict=True):
        assert needle(page) in text
        assert f"PS112/26s.{page}" in text


def test_a_print_by_deleting_pages_is_caught(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "twin.pdf"
    app.run("print_by_deleting", paper=str(source), pages=CHOSEN, out=str(out))
    assert left_in(out, source, OTHERS) == OTHERS


def odd(path: Path) -> Path:
    """Pages turned, cropped, as large as A0 and as small as a stamp."""
    path.write_bytes(making.case_paper(6))
    with pikepdf.open(path, allow_overwriting_input=True) as paper:
        for number, turn in enumerate((90, 180, 270)):
            paper.pages[number].rotate(turn, relative=False)
        paper.pages[3].obj.CropBox = Array([40, 700, 400, 830])
        for number, size in ((4, 4), (5, 0.1)):
            page = paper.pages[number]
            page.contents_add(f"q {size} 0 0 {size} 0 0 cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.obj.MediaBox = Array([0, 0, 595 * size, 842 * size])
        paper.save(path)
    return path


@pytest.mark.parametrize(("per_sheet", "sides"), [(1, 6), (2, 3), (4, 2)])
def test_every_page_lies_whole_on_a4_as_it_is_shown(tmp_path: Path, per_sheet: int, sides: int) -> None:
    out = tmp_path / "print.pdf"
    printed.printed({"v": odd(tmp_path / "odd.pdf")}, [pages("v", [1, 2, 3, 4, 5, 6])], out, per_sheet)
    with pikepdf.open(out) as opened:
        boxes = [[round(float(value)) for value in page.mediabox] for page in opened.pages]
    assert len(boxes) == sides
    assert all(sorted(box) == [0, 0, 595, 842] for box in boxes)
    if per_sheet == 1:
        assert [box[2] > box[3] for box in boxes] == [True, False, True, True, False, False]
    read = "".join(app.read_by_pdfjs(out)["texts"])
    assert [f"Side{n}" in read for n in range(1, 7)] == [True] * 6


def test_a_blank_back_stands_before_a_paper_on_its_fresh_sheet(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(making.case_paper(3))
    printed.printed({"v": path}, [pages("v", [1, 2, 3]), pages("v", [2])], tmp_path / "out.pdf", 1, True)
    texts = app.read_by_pdfjs(tmp_path / "out.pdf")["texts"]
    assert [text[-3:] for text in texts] == ["s.1", "s.2", "s.3", "", "s.2"]


def test_what_cannot_be_read_is_told_and_what_opens_without_a_password_is_printed(tmp_path: Path) -> None:
    papers = {"locked": making.locked("hemmelig"), "open": making.locked(""), "broken": b"%PDF-1.7 broken"}
    for name, data in papers.items():
        (tmp_path / name).write_bytes(data)
    given = {name: tmp_path / name for name in papers}
    failed = printed.printed(given, [[*pages("locked", [1]), *pages("broken", [1])]], tmp_path / "out.pdf")["failed"]
    assert {(one["version"], one["word"]) for one in failed} == {("locked", "encrypted"), ("broken", "broken")}
    assert printed.printed({"open": given["open"]}, [pages("open", [1, 9])], tmp_path / "out.pdf")["failed"] == [
        {"version": "open", "page": 9, "word": "broken"}
    ]
    assert not (tmp_path / "out.pdf").exists()
    printed.printed({"open": given["open"]}, [pages("open", [1])], tmp_path / "out.pdf")
    assert "Skolekretser" in app.read_by_pdfjs(tmp_path / "out.pdf")["texts"][0]


NOTE: dict[str, object] = {
    "id": "n", "geometry": None, "place": None, "tags": [], "author": "", "created": "", "changed": "", "parent": None
}  # fmt: skip
QUADS = [[71.0, 770.0, 250.0, 770.0, 71.0, 750.0, 250.0, 750.0]]


def drawn(**more: object) -> dict[str, object]:
    blank = {"kind": "comment", "page": 1, "colour": "yellow", "text": "Hvorfor?", "quads": QUADS, "number": "7"}
    return NOTE | blank | more


def test_notes_are_part_of_the_page_and_not_annotations(tmp_path: Path) -> None:
    path, out = tmp_path / "paper.pdf", tmp_path / "out.pdf"
    path.write_bytes(making.case_paper(2))
    box = drawn(
        kind="textbox", text="Tekst i boks – ærlig", number="", quads=[[300, 500, 420, 500, 300, 460, 420, 460]]
    )
    printed.printed({"v": path}, [pages("v", [1], notes=[drawn(), box]), pages("v", [2])], out)
    first, second = app.read_by_pdfjs(out)["texts"]
    assert "7" in first
    assert "Tekstiboks–ærlig" in first
    assert "Tekst" not in second
    with pikepdf.open(out) as opened:
        assert all("/Annots" not in page.obj for page in opened.pages)


def test_an_overlay_is_as_large_as_its_page_is_shown_and_holds_only_notes(tmp_path: Path) -> None:
    path, out = odd(tmp_path / "odd.pdf"), tmp_path / "out.pdf"
    parts = [pages("v", [1, 4], notes=[drawn()])]
    app.run("print", papers={"v": str(path)}, parts=parts, layout=None, out=str(out))
    with pikepdf.open(out) as opened:
        sizes = [[round(float(value)) for value in page.mediabox[2:]] for page in opened.pages]
    assert sizes == [[842, 595], [360, 130]]
    assert "Side" not in "".join(app.read_by_pdfjs(out)["texts"])
