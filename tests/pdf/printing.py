"""Papers whose pages share what they draw with, and what is found in a print of some of them."""

from __future__ import annotations

import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.pdf.making import saved

IMAGE = 40  # a side, in pixels


def image(paper: Pdf, page: int) -> Stream:
    """A picture whose bytes say which page it is for."""
    said = f"bilde-{page};".encode()
    data = (said * IMAGE * IMAGE)[: IMAGE * IMAGE]
    about = {"Width": IMAGE, "Height": IMAGE, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    private = Dictionary(Adobe=Dictionary(Private=String(f"privat-{page}")))
    return paper.make_indirect(
        Stream(paper, data, Type=Name.XObject, Subtype=Name.Image, PieceInfo=private, **about)
    )  # fmt: skip


def sharing(pages: int = 6) -> bytes:
    """One dictionary of resources for all pages: pictures, forms, patterns, masks and drawn fonts of every page."""
    paper = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    shelf = paper.make_indirect(
        Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(), Pattern=Dictionary(), ExtGState=Dictionary())
    )
    for n in range(1, pages + 1):
        draws = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": [0, 0, 99, 99]}
        form = Stream(paper, b"BT /F1 9 Tf (skjema-%d) Tj ET q /I%d Do Q" % (n, n), Resources=shelf, **draws)
        mask = Stream(paper, b"BT /F1 9 Tf (maske-%d) Tj ET" % n, Resources=shelf, **draws)
        tile = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "BBox": [0, 0, 9, 9], "XStep": 9, "YStep": 9}
        pattern = Stream(paper, b"%% rute-%d\n9 0 0 9 0 0 cm /I%d Do" % (n, n), Resources=shelf, **tile)
        glyph = Stream(paper, b"9 0 0 0 9 9 d1 %% tegn-%d\n0 0 9 9 re f" % n)
        drawn = {"FontBBox": [0, 0, 9, 9], "FontMatrix": [0.1, 0, 0, 0.1, 0, 0], "FirstChar": 65, "LastChar": 65}
        own = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=glyph), Widths=[9], **drawn)
        own.Encoding = Dictionary(Type=Name.Encoding, Differences=[65, Name.a])
        shelf.Font[f"/T{n}"] = paper.make_indirect(own)
        shelf.XObject[f"/I{n}"] = image(paper, n)
        shelf.XObject[f"/X{n}"] = paper.make_indirect(form)
        shelf.Pattern[f"/P{n}"] = paper.make_indirect(pattern)
        shelf.ExtGState[f"/G{n}"] = Dictionary(SMask=Dictionary(S=Name.Alpha, G=paper.make_indirect(mask)))
    for n in range(1, pages + 1):
        said = b"BT /F1 20 Tf 60 700 Td (tekst-%d) Tj ET q 99 0 0 99 60 500 cm /I%d Do Q q /G%d gs /X%d Do Q " % (
            n,
            n,
            n,
            n,
        )
        said += b"/Pattern cs /P%d scn 200 500 99 99 re f BT /T%d 9 Tf 300 500 Td (A) Tj ET" % (n, n)
        page = Dictionary(Type=Name.Page, MediaBox=[0, 0, 595, 842], Resources=shelf, Contents=Stream(paper, said))
        page.Metadata = Stream(paper, b"<x>metadata-%d</x>" % n)
        paper.pages.append(pikepdf.Page(paper.make_indirect(page)))
    for n, page in enumerate(paper.pages, 1):
        over = paper.pages[n % pages].obj
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], Dest=Array([over, Name.Fit]))
        popup = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String(f"lapp-{n}"))
        page.obj.Annots = Array([paper.make_indirect(each) for each in (link, popup)])
    with paper.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(f"kapittel-{n}", n - 1) for n in range(1, pages + 1))
    paper.docinfo["/Author"] = "forfatter-1"
    return saved(paper)


def scanned(pages: int = 6) -> bytes:
    """Pictures alone, which all pages have the same dictionary of."""
    paper = Pdf.new()
    shelf = paper.make_indirect(Dictionary(XObject=Dictionary()))
    for n in range(1, pages + 1):
        shelf.XObject[f"/I{n}"] = image(paper, n)
        said = Stream(paper, b"q 595 0 0 842 0 0 cm /I%d Do Q" % n)
        page = Dictionary(Type=Name.Page, MediaBox=[0, 0, 595, 842], Resources=shelf, Contents=said)
        paper.pages.append(pikepdf.Page(paper.make_indirect(page)))
    return saved(paper)


def tagged(pages: int = 6) -> bytes:
    """A tree of tags that holds on to every page, with what each says once more."""
    paper = Pdf.new()
    root = paper.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for n in range(1, pages + 1):
        said = b"/P <</MCID 0>> BDC BT /F1 20 Tf 60 700 Td (tekst-%d) Tj ET EMC q 99 0 0 99 60 500 cm /I Do Q" % n
        shelf = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(I=image(paper, n)))
        page = Dictionary(Type=Name.Page, MediaBox=[0, 0, 595, 842], Resources=shelf, StructParents=n - 1)
        page.Contents = Stream(paper, said)
        paper.pages.append(pikepdf.Page(paper.make_indirect(page)))
        mark = Dictionary(Type=Name.StructElem, S=Name.P, P=root, Pg=paper.pages[-1].obj, K=0, Alt=String(f"tagg-{n}"))
        root.K.append(paper.make_indirect(mark))
    paper.Root.StructTreeRoot = root
    paper.Root.MarkInfo = Dictionary(Marked=True)
    return saved(paper)


KINDS = {"sharing": sharing, "scanned": scanned, "tagged": tagged}
SAYS = re.compile(rb"[a-z]+-(\d)\b")


def pages_told_of(data: bytes) -> set[int]:
    """The numbers of the pages that anything in the file says something of: in streams, inflated, and in texts."""
    with Pdf.open(io.BytesIO(data)) as made:
        told = []
        for thing in made.objects:
            if isinstance(thing, Stream):
                told += [thing.read_bytes(), thing.stream_dict.unparse(resolved=True)]
            elif isinstance(thing, pikepdf.Object):
                told.append(thing.unparse(resolved=True))
        return {int(n) for each in told for n in SAYS.findall(each)}


def counted(data: bytes) -> tuple[int, int, int]:
    """Page objects, pictures, and streams that show a text, wherever in the file they lie."""
    with Pdf.open(io.BytesIO(data)) as made:
        kinds = [(each.get("/Type"), each.get("/Subtype")) for each in made.objects if hasattr(each, "get")]
        texts = [each for each in made.objects if isinstance(each, Stream) and b" Tj" in _drawn(each)]
        return sum(kind == "/Page" for kind, _ in kinds), sum(kind == "/Image" for _, kind in kinds), len(texts)


def _drawn(stream: Stream) -> bytes:
    return b"" if stream.get("/Subtype") == "/Image" else bytes(stream.read_bytes())
