"""Papers to print from, each page with a needle in its words, its image and its links; and what a file holds."""

from __future__ import annotations

import hashlib
import io
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.conformance import app

PAGES = 12
CHOSEN = [2, 3, 7]
A4 = (595.28, 841.89)


def needle(page: int) -> str:
    return f"NAAL{page:03d}"


def tagged() -> bytes:
    """As a case system makes it: tags, an outline, links from each page to all, bookmarks by name."""
    source = """#set document(title: "Skolekretser")
#for n in range(1, PAGES + 1) [#pagebreak(weak: true)
= #("NAAL" + (if n < 10 { "00" } else { "0" }) + str(n)) #label("s" + str(n))
#lorem(40) #for other in range(1, PAGES + 1) [#link(label("s" + str(other)))[side] ]]"""
    return typst.compile(source.replace("PAGES", str(PAGES)).encode(), pdf_standards="ua-1")


def image(paper: Pdf, page: int) -> pikepdf.Object:
    """A picture that no other page has, its needle among its bytes."""
    pixels = hashlib.sha256(needle(page).encode()).digest() * 120 + needle(page).encode().ljust(160, b".")
    return paper.make_indirect(
        Stream(
            paper,
            zlib.compress(pixels),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=40,
            Height=100,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
            Filter=Name.FlateDecode,
        )
    )


def shared() -> bytes:
    """As office programs make it: one dictionary of images and forms for all pages, threads, links to pages."""
    paper = Pdf.new()
    form = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842])
    drawn = Dictionary()
    font = paper.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    common = paper.make_indirect(Dictionary(Font=Dictionary(F1=font), XObject=drawn))
    for page in range(1, PAGES + 1):
        drawn[f"/Im{page}"] = image(paper, page)
        text = Stream(paper, f"BT /F1 9 Tf 60 600 Td (form {needle(page)}) Tj ET /Im{page} Do".encode(), **form)
        text.stream_dict.Resources = common  # every form reaches everything
        drawn[f"/Fm{page}"] = paper.make_indirect(text)
        content = f"q 200 0 0 200 60 300 cm /Im{page} Do Q /Fm{page} Do BT /F1 12 Tf 60 700 Td ({needle(page)}) Tj ET"
        sheet = paper.add_blank_page(page_size=A4).obj
        del sheet["/Resources"]
        sheet.Contents = [Stream(paper, content.encode()), Stream(paper, b"0 g")]
        sheet.StructParents = page
    paper.Root.Pages.Resources = common
    sheets = [page.obj for page in paper.pages]
    for one in sheets:
        links = [
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[9, 9, 99, 99], P=other, Dest=Array([other, Name.Fit]))
            for other in sheets
        ]
        one.Annots = Array([paper.make_indirect(link) for link in links])
    bead = paper.make_indirect(Dictionary(Type=Name.Bead, P=sheets[0], R=[0, 0, 9, 9]))
    sheets[1].B = Array([bead])
    bead.N = paper.make_indirect(Dictionary(Type=Name.Bead, P=sheets[-1], R=[0, 0, 9, 9], N=bead, V=bead))
    return _saved(paper)


def scanned() -> bytes:
    """A picture a page, and the words read from it unseen over it."""
    paper = Pdf.new()
    font = paper.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for page in range(1, PAGES + 1):
        sheet = paper.add_blank_page(page_size=A4).obj
        sheet.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Scan=image(paper, page)))
        words = f"q 595 0 0 842 0 0 cm /Scan Do Q BT 3 Tr /F1 10 Tf 50 50 Td ({needle(page)}) Tj ET"
        sheet.Contents = Stream(paper, words.encode())
    return _saved(paper)


def _saved(paper: Pdf) -> bytes:
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()


SOURCES = {"tagged": tagged, "shared resources": shared, "scanned": scanned}


def pages(version: str, numbers: list[int], **more: Any) -> list[dict[str, Any]]:
    """Pages of a paper, as a print job names them."""
    return [
        {"kind": "paper", "version": version, "page": n, "label": f"PS 112/26 s. {n}", "notes": []} | more
        for n in numbers
    ]


def printed(papers: dict[str, Path], parts: list[Any], out: Path, per_sheet: int = 1, both: bool = False) -> Any:
    layout = {"per_sheet": per_sheet, "both_sides": both}
    given = {version: str(path) for version, path in papers.items()}
    return app.run("print", papers=given, parts=parts, layout=layout, out=str(out))


def streams(path: Path) -> list[bytes]:
    """Everything in the file, taken out of its wrapping."""
    with pikepdf.open(path) as paper:
        found = [paper.Root.unparse(resolved=True)]
        for each in paper.objects:
            found.append(each.unparse() if not isinstance(each, Stream) else each.stream_dict.unparse())
            if isinstance(each, Stream):
                found += [each.read_raw_bytes(), _decoded(each)]
    return [*found, path.read_bytes()]


def own(path: Path, page: int) -> list[bytes]:
    """What only this page draws: its content and its images, unwrapped; the letters in it may be numbers of glyphs."""
    with pikepdf.open(path) as paper:
        sheet = paper.pages[page - 1].obj
        contents = sheet.Contents if isinstance(sheet.Contents, Array) else [sheet.Contents]
        mine = [_decoded(each) for each in contents]
        own_images: Any = sheet.get("/Resources", Dictionary()).get("/XObject", Dictionary()) if page else {}
        name = f"/Im{page}" if f"/Im{page}" in own_images else "/Scan"
        return [each for each in [*mine, _decoded(own_images.get(name))] if len(each) > 20]


def left_in(out: Path, source: Path, excluded: list[int]) -> list[int]:
    """The pages of which something is in the file that should not be there."""
    held = streams(out)
    whole = b"\n".join(held)
    words = {n: (needle(n).encode(), needle(n).encode("utf-16-be")) for n in excluded}
    drawn = {n: own(source, n) for n in excluded}
    return [n for n in excluded if any(w in whole for w in words[n]) or any(each in whole for each in drawn[n])]


def _decoded(stream: Any) -> bytes:
    if not isinstance(stream, Stream):
        return b""
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return b""


def counted(path: Path) -> dict[str, int]:
    """How many pages, images and pieces of text the file has, whether they are shown or not."""
    with pikepdf.open(path) as paper:
        kinds = [each for each in paper.objects if isinstance(each, (Dictionary, Stream))]
        return {
            "pages": sum(each.get("/Type") == Name.Page for each in kinds),
            "images": sum(each.get("/Subtype") == Name.Image for each in kinds),
            "texts": sum(isinstance(each, Stream) and b"Tj" in _decoded(each) for each in kinds),
            "links": sum(each.get("/Subtype") == Name.Link for each in kinds),
        }
