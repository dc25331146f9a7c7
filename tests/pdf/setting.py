"""Papers set on purpose: tagged as an office program makes them, and laid out with words in their places alone."""

from __future__ import annotations

import io
import random

import pikepdf
import typst
from pikepdf import Dictionary, Name, Pdf

from tests.pdf.making import saved

BODY = (
    "Kommunen legger planen ut til høring i seks uker, og alle som bor ved veien, får brev om det i god tid før møtet."
)
SHEET = """#set document(title: "Skolekretser")
#set text(lang: "nb", region: "NO", size: 11pt, hyphenate: true)
#set page(header: [Agnesund kommune #h(1fr) sak 26/14])
#set page(footer: context [Side #counter(page).display("1 / 1", both: true)])
"""
CASE = """= Skolekretser
== Forslag til vedtak
BODY
+ Kretsen til Sundet skole utvides.
+ Kretsen til Brattland skole består:
  - elever på 7. trinn får velge
  - søsken får gå sammen
== Økonomi
#table(columns: 3, table.header([*År*], [*Drift*], [*Skyss*]), [2026], [1 200], [310],
  [2027], table.cell(colspan: 2)[avklares i budsjettet])
#figure(rect(width: 4cm, height: 2cm), alt: "Kart over kretsene", caption: [Kretsene])
"""


def sheet(body: str = CASE, *, tagged: bool = True) -> bytes:
    """A paper with running head and foot."""
    made = typst.compile((SHEET + body.replace("BODY", BODY)).encode(), pdf_standards="ua-1", ignore_system_fonts=True)
    return made if tagged else without_tags(made)


def without_tags(paper: bytes) -> bytes:
    opened = Pdf.open(io.BytesIO(paper))
    for name in ("/StructTreeRoot", "/MarkInfo"):
        del opened.Root[name]
    return saved(opened, compress_streams=True)


def long_text() -> str:
    """More than two pages of one paragraph, no two sentences alike."""
    chosen = random.Random(4)
    words = sorted(set(BODY.strip(".").replace(",", "").split()))
    return " ".join(f"Punkt {number}: " + " ".join(chosen.choices(words, k=20)) + "." for number in range(1, 90))


LONG = "#set par(justify: true)\n" + long_text()


def columns() -> bytes:
    """Two columns of sentences."""
    return sheet("#set page(columns: 2)\n" + long_text(), tagged=False)


def first_pages(paper: bytes, number: int) -> bytes:
    opened = Pdf.open(io.BytesIO(paper))
    del opened.pages[number:]
    return saved(opened, compress_streams=True)


def for_reading_only(paper: bytes) -> bytes:
    """Encrypted, and open to whoever has no password."""
    return saved(Pdf.open(io.BytesIO(paper)), encryption=pikepdf.Encryption(owner="rådmann", user=""))


def empty_tree() -> bytes:
    """Said to be tagged, with a tree that points at none of its words."""
    opened = Pdf.open(io.BytesIO(sheet()))
    opened.Root.StructTreeRoot = opened.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=pikepdf.Array()))
    return saved(opened, compress_streams=True)


def turned(paper: bytes) -> bytes:
    """Drawn on its side, cut at the edges and turned back by the page itself."""
    opened = Pdf.open(io.BytesIO(paper))
    for page in opened.pages:
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        page.obj.MediaBox = pikepdf.Array([bottom, left, top, right])
        page.contents_add(f"q 0 1 -1 0 {top} 0 cm".encode(), prepend=True)
        page.contents_add(b"Q")
        page.obj.Rotate = 90
        page.obj.CropBox = pikepdf.Array([bottom + 20, left + 20, top - 20, right - 20])
    return saved(opened, compress_streams=True)


def unnamed_letters() -> bytes:
    """A text layer that is garbage: its font gives letters no names."""
    opened = Pdf.open(io.BytesIO(sheet(tagged=False)))
    for thing in opened.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == Name.Font and "/ToUnicode" in thing:
            del thing["/ToUnicode"]
    return saved(opened, compress_streams=True)


def looped_tree() -> bytes:
    """A tree of tags that bites its own tail."""
    opened = Pdf.open(io.BytesIO(sheet()))
    root = opened.Root.StructTreeRoot
    top = root.K[0] if isinstance(root.K, pikepdf.Array) else root.K
    top.K.append(top)
    top.K.append(root)
    return saved(opened, compress_streams=True)
