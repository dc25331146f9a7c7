"""Papers laid on the reader's table: real ones, turned ones, odd ones, and notes to lay on them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from playwright.sync_api import Playwright

from tests.browser.alone import Table, build, laid
from tests.pdf import making

REAL = {
    "plan": "lyngdal/formannskapet/ikt-plan.pdf",
    "vedlegg": "lyngdal/formannskapet/vedlegg-2.pdf",
    "spalter": "papers/py-pdf/multicolumn.pdf",
    "latex": "papers/py-pdf/pdflatex-4-pages.pdf",
    "tabell": "papers/py-pdf/google-doc-document.pdf",
    "bok": "papers/py-pdf/GeoTopo-komprimiert.pdf",
}
TURNED = {"turned-90": ("spalter", 90), "turned-180": ("latex", 180), "turned-270": ("tabell", 270)}
ODD = r"""#set page(width: 15cm, height: 20cm)
Vanlig tekst før formelen $frak(F) = bb(R)$ og etter. Office affluent.

#rotate(30deg)[Skrått skrevet varsel]

#rotate(90deg, reflow: true)[Nedover skrevet tekst]

שלום עולם זה טקסט

Blåbærsyltetøy til slutt."""
PLAIN = """#set page("a4")
#set text(lang: "nb", size: 12pt)
Kommunestyret vedtar planen. Rådmannen tilrår skolen.

Den nye skolen bygges i sentrum.
#pagebreak()
Barnehagen blir liggende ved elva.
#pagebreak()
Til slutt kommer vedleggene."""


@pytest.fixture(scope="session")
def made() -> dict[str, bytes]:
    """Papers of our own: plain, odd, long, and one without a text layer."""
    return {
        "plain": typst.compile(PLAIN.encode()),
        "odd": typst.compile(ODD.encode()),
        "long": making.case_paper(200),
        "scan": making.saved(making.drawing(b"0.9 g 60 500 400 200 re f")),
    }


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("reader"))


@pytest.fixture(scope="module")
def the_table(
    playwright: Playwright, built: Path, made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Table]:
    with laid(playwright, built, tmp_path_factory.mktemp("table"), made) as table:
        yield table


@pytest.fixture
def table(the_table: Table) -> Table:
    """A plain paper of three pages lies on it."""
    the_table.open("plain")
    return the_table


@pytest.fixture(scope="module")
def real(
    playwright: Playwright, built: Path, made: dict[str, bytes], data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Table]:
    """Real papers, and some of them turned."""
    papers = {name: (data / path).read_bytes() for name, path in REAL.items()}
    papers |= {name: turned(papers[what], degrees) for name, (what, degrees) in TURNED.items()}
    with laid(playwright, built, tmp_path_factory.mktemp("real"), made | papers) as table:
        yield table


def turned(paper: bytes, degrees: int) -> bytes:
    with pikepdf.open(io.BytesIO(paper)) as opened:
        for page in opened.pages:
            page.rotate(degrees, relative=True)
        return making.saved(opened)


def note(picked: dict[str, Any], kind: str = "highlight", **more: Any) -> dict[str, Any]:
    """A note as the reader draws it, on what was chosen."""
    given = {"id": "n1", "kind": kind, "page": picked["page"], "colour": "yellow", "text": "", "label": "Notatet mitt"}
    return given | {"geometry": picked["geometry"], "place": picked["place"], "own": True, "uncertain": False} | more


def at_edge(identity: str, **more: Any) -> dict[str, Any]:
    """A note on the whole page."""
    blank = {"page": 1, "geometry": None, "place": None}
    return note(blank, "comment") | {"id": identity, "label": f"Notat {identity}"} | more
