"""A print of some pages is a new document: upright, in order, numbered, and with nothing of the other pages in it."""

from __future__ import annotations

import io
from itertools import chain

import msgspec
import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name, Pdf

from folkevalgt.pdf import sheets
from folkevalgt.pdf.inspection import Limits
from folkevalgt.pdf.sheets import LINE, MADE, Imposed, ImposedPart, Imposition, PerSheet
from tests.pdf import making
from tests.pdf.printing import KINDS, counted, pages_told_of

pytestmark = pytest.mark.anyio
WANTED = [2, 5]


async def imposed(sandbox, wanted: Imposition, made: bytes = b"", *papers: bytes) -> tuple[Imposed, bytes]:
    outcome = await sandbox.send("impose", [msgspec.json.encode(wanted), made, *papers], Limits())
    assert outcome.word == "ok", outcome.word
    return msgspec.json.decode(outcome.report, type=Imposed), outcome.product


async def printed(sandbox, *papers: bytes, pages: list[int] | None = None, per_sheet: PerSheet = 1) -> bytes:
    """These pages of each paper, on one side."""
    parts = [ImposedPart(n, pages or WANTED, f"PS {n}/26", f"Papir {n}") for n in range(1, len(papers) + 1)]
    told, product = await imposed(sandbox, Imposition("Formannskapet", parts, per_sheet), b"", *papers)
    assert told.word == "ok", told
    return product


def texts(data: bytes) -> list[str]:
    paper = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().get_text_range() for page in paper]
    paper.close()
    return found


def nothing_else_is_in(product: bytes) -> None:
    """Two pages with a picture each; the last digits of the needles are page numbers, and our labels have none."""
    pages, images, _ = counted(product)
    assert (pages, images, pages_told_of(product)) == (2, 2, set(WANTED))


@pytest.mark.parametrize("kind", KINDS)
async def test_other_pages_are_not_in_it(sandbox, kind):
    product = await printed(sandbox, KINDS[kind]())
    nothing_else_is_in(product)
    due = {"sharing": 2 * 3 + 2, "scanned": 2, "tagged": 2 + 2}  # page, form, mask; and our labels
    assert counted(product)[2] == due[kind]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("per_sheet", [2, 4])
async def test_nor_with_several_pages_on_a_sheet(sandbox, kind, per_sheet):
    product = await printed(sandbox, KINDS[kind](), per_sheet=per_sheet)
    assert (counted(product)[:2], pages_told_of(product)) == ((1, 2), set(WANTED))


@pytest.mark.parametrize("kind", KINDS)
def test_a_print_by_deleting_pages_would_be_found(kind):
    with Pdf.open(io.BytesIO(KINDS[kind]())) as paper:
        for n in sorted(set(range(6)) - {n - 1 for n in WANTED}, reverse=True):
            del paper.pages[n]
        product = making.saved(paper)
    with pytest.raises(AssertionError):
        nothing_else_is_in(product)


def test_a_print_by_adding_pages_as_they_are_would_be_found():
    with Pdf.open(io.BytesIO(KINDS["sharing"]())) as paper, Pdf.new() as new:
        new.pages.extend(paper.pages[n - 1] for n in WANTED)
        product = making.saved(new)
    with pytest.raises(AssertionError):
        nothing_else_is_in(product)


async def test_it_has_a_language_a_title_an_outline_and_no_tags_links_or_sources(sandbox):
    product = await printed(sandbox, making.case_paper(5), KINDS["sharing"]())
    with Pdf.open(io.BytesIO(product)) as made:
        assert (made.Root.Lang, dict(made.docinfo)) == ("nb-NO", {"/Title": "Formannskapet"})
        with made.open_outline() as outline:
            assert [each.title for each in outline.root] == ["Papir 1", "Papir 2"]
        assert not {"/StructTreeRoot", "/MarkInfo", "/Metadata", "/Names", "/AcroForm"} & set(made.Root.keys())
        assert not [page for page in made.pages if {"/Annots", "/StructParents", "/AA"} & set(page.obj.keys())]


async def test_every_page_has_its_label_at_its_foot(sandbox):
    paper = making.case_paper(5)
    product = await printed(sandbox, paper)
    assert [text.split()[-4:] for text in texts(product)] == [["PS", "1/26", "s.", str(n)] for n in WANTED]
    assert "Side 5" in texts(product)[1]
    label = "Særutskrift «Åse» – 漢"
    told, product = await imposed(sandbox, Imposition("t", [ImposedPart(1, [1], label)]), b"", paper)
    assert (told.word, "Særutskrift «Åse» – ? s. 1" in texts(product)[0]) == ("ok", True)


def dotted(size: tuple[float, float], **about: object) -> bytes:
    """A page with a word in the middle of what is shown of it."""
    paper = making.drawing(b"BT /F1 12 Tf %.1f %.1f Td (midten) Tj ET" % (size[0] / 2, size[1] / 2))
    paper.pages[0].obj.MediaBox = [0, 0, *size]
    for key, value in about.items():
        paper.pages[0].obj[f"/{key}"] = value
    return making.saved(paper)


SHAPES = {
    "upright": dotted((595, 842)),
    "lying": dotted((842, 595)),
    **{f"turned {angle}": dotted((595, 842), Rotate=angle) for angle in (90, 180, 270, -90, 450)},
    "cropped": dotted((595, 842), CropBox=[200, 300, 400, 600]),
    "cropped and turned": dotted((595, 842), CropBox=[200, 300, 400, 600], Rotate=90),
    "cropped beyond itself": dotted((595, 842), CropBox=[-500, -500, 5000, 5000]),
    "upside down box": dotted((595, 842), CropBox=[400, 600, 200, 300]),
    "A0": dotted((2384, 3370)),
    "tiny": dotted((60, 80)),
}


@pytest.mark.parametrize("per_sheet", [1, 2, 4])
async def test_pages_of_every_shape_stand_upright_with_their_label_below(sandbox, per_sheet):
    """PDFium renders what is shown: ink in the middle, and a label in the lowest part on the left."""
    product = await printed(sandbox, *SHAPES.values(), pages=[1], per_sheet=per_sheet)
    paper = pypdfium2.PdfDocument(product)
    for at, name in enumerate(SHAPES):
        page = paper[at // per_sheet]
        found = page.get_textpage().get_text_range()
        assert found.count("midten") >= 1, name
        if per_sheet == 1:
            where = {word: _place(page, word) for word in ("midten", "PS")}
            assert (where["PS"][0] < 0.3, where["PS"][1] < 0.1) == (True, True), (name, where)
            assert (0.3 < where["midten"][0] < 0.7, 0.3 < where["midten"][1] < 0.7) == (True, True), name
    paper.close()


def _place(page: pypdfium2.PdfPage, word: str) -> tuple[float, float]:
    """How far from the left and from the bottom of what is shown the word begins, from 0 to 1."""
    text = page.get_textpage()
    index, _ = text.search(word).get_next()
    left, bottom, right, top = text.get_charbox(index)
    (x0, y0, x1, y1), rotation = page.get_cropbox(), page.get_rotation()
    x, y = ((left + right) / 2 - x0) / (x1 - x0), ((bottom + top) / 2 - y0) / (y1 - y0)
    return {0: (x, y), 90: (y, 1 - x), 180: (1 - x, 1 - y), 270: (1 - y, x)}[rotation]


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
async def test_what_the_device_has_drawn_lies_over_the_page_as_it_is_shown(sandbox, angle):
    turned = dotted((595, 842), CropBox=[200, 300, 400, 600], Rotate=angle)
    size = (300, 200) if angle % 180 else (200, 300)
    over = making.drawing(b"BT /F1 9 Tf 20 %d Td (notat) Tj ET" % (size[1] - 20))
    over.pages[0].obj.MediaBox = [0, 0, *size]
    for per_sheet in (1, 2):
        part = ImposedPart(1, [1], "PS 1/26", "Papir", drawn=[1])
        told, product = await imposed(sandbox, Imposition("t", [part], per_sheet), making.saved(over), turned)
        assert told == Imposed("ok", 1)
        paper = pypdfium2.PdfDocument(product)
        x, y = _place(paper[0], "notat")
        assert (x < 0.2 and y > 0.85) if per_sheet == 1 else (0.02 < x < 0.2 and y > 0.3), (x, y)
        paper.close()


async def test_on_both_sides_every_part_begins_on_a_fresh_sheet(sandbox):
    parts = [ImposedPart(1, [1, 2, 3], "a", "A"), ImposedPart(LINE, [1], line="Papiret er trukket tilbake", title="B")]
    parts += [ImposedPart(1, [4], "c", "C"), ImposedPart(MADE, [1])]
    wanted = Imposition("t", parts, both_sides=True)
    told, product = await imposed(sandbox, wanted, making.case_paper(1), making.case_paper(5))
    blank = [not text.strip() for text in texts(product)]
    assert (told.sides, blank) == (8, [False, False, False, True, False, True, False, False])
    assert "Papiret er trukket tilbake" in texts(product)[4]
    assert sheets.sheets([(each.title, len(each.pages)) for each in parts], 1, True) == 4


def test_the_places_of_a_sheet_are_the_device_s_too():
    """As print-plan.test.ts has them."""
    assert sheets.sides([3, 1], 2, False) == [[0, 1], [2, 3]]
    assert sheets.sides([3, 1], 2, True) == [[0, 1], [2, None], [3, None]]
    assert sheets.sides([1, 0, 1], 1, True) == [[0], [None], [1]]
    assert sheets.sides([5], 4, True) == [[0, 1, 2, 3], [4, None, None, None]]
    assert list(chain(*sheets.sides([2] * 9, 4, True)))[:12] == [0, 1, None, None, *[None] * 4, 2, 3, None, None]


BAD = {
    "encrypted": making.locked("hemmelig"),
    "with an owner's password": making.locked(""),
    "broken": b"%PDF-1.7 nothing",
    "a bomb": making.flate_bomb(),
    "too short": making.pages(1),
}


@pytest.mark.parametrize("name", BAD)
async def test_what_the_device_made_is_refused_when_it_cannot_be_printed(sandbox, name):
    told, product = await imposed(sandbox, Imposition("t", [ImposedPart(MADE, [2])]), BAD[name])
    word = "encrypted" if name in ("encrypted", "with an owner's password") else "broken"
    assert (told, product) == (Imposed(word, source=MADE), b"")


@pytest.mark.parametrize("name", ["a link that starts a program", "a script on opening", "a paper clip"])
async def test_nothing_of_what_acts_by_itself_comes_along(sandbox, name):
    danger, plant = making.DANGERS[name]
    told, product = await imposed(sandbox, Imposition("t", [ImposedPart(MADE, [1])]), making.changed(plant))
    assert told.word == "ok"
    found = await sandbox.inspect(product)
    assert (found.word, found.removed, danger not in found.removed) == ("ok", (), True)


async def test_what_is_drawn_beside_the_content_is_printed_when_it_is_to_be(sandbox):
    def mark(paper: Pdf, flags: int, said: bytes) -> None:
        font = Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        look = pikepdf.Stream(paper, b"BT /F1 9 Tf (" + said + b") Tj ET", Type=Name.XObject, Subtype=Name.Form)
        look.stream_dict.BBox, look.stream_dict.Resources = [0, 0, 99, 20], Dictionary(Font=font)
        making.link(paper, Dictionary(), "Stamp", F=flags, AP=Dictionary(N=paper.make_indirect(look)))

    def both(paper: Pdf) -> None:
        mark(paper, 4, b"Mottatt")
        mark(paper, 0, b"Bare skjerm")

    (text,) = texts(await printed(sandbox, making.changed(both), pages=[1]))
    assert ("Mottatt" in text, "Bare skjerm" in text) == (True, False)


@pytest.mark.parametrize("per_sheet", [1, 2])
async def test_a_layer_that_is_hidden_stays_hidden(sandbox, per_sheet):
    paper = making.drawing(b"/OC /Bak BDC 0 0 595 842 re f EMC /OC /Fram BDC 0 0 1 1 re f EMC")
    layers = [paper.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("bak", "fram")]
    paper.pages[0].obj.Resources.Properties = Dictionary(Bak=layers[0], Fram=layers[1])
    off = Dictionary(OFF=pikepdf.Array(layers[:1]))
    for shown, config in ((False, off), (True, Dictionary())):
        paper.Root.OCProperties = Dictionary(OCGs=pikepdf.Array(layers), D=config)
        product = await printed(sandbox, making.saved(paper), pages=[1], per_sheet=per_sheet)
        made = pypdfium2.PdfDocument(product)
        darkest, _ = made[0].render(scale=0.2).to_pil().convert("L").crop((30, 30, 60, 60)).getextrema()
        made.close()
        assert (darkest < 99) is shown
