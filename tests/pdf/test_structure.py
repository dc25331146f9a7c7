"""Papers as headings, lists and tables: by their tags, by their layout, or by their bare text when neither will do."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from folkevalgt.layers.structure import LIMITS
from folkevalgt.pdf import plain
from folkevalgt.pdf.blocks import Block, Structure
from folkevalgt.pdf.inspection import Limits
from folkevalgt.pdf.sandbox import Sandbox
from tests.pdf import making, setting

pytestmark = pytest.mark.anyio
LIST = [
    ("item", 1, "1.", "Kretsen til Sundet skole utvides."),
    ("item", 1, "2.", "Kretsen til Brattland skole består:"),
    ("item", 2, "•", "elever på 7. trinn får velge"),
    ("item", 2, "•", "søsken får gå sammen"),
]
TABLE = [
    [("År", True, 1), ("Drift", True, 1), ("Skyss", True, 1)],
    [("2026", False, 1), ("1 200", False, 1), ("310", False, 1)],
    [("2027", False, 1), ("avklares i budsjettet", False, 2)],
]


async def read(sandbox: Sandbox, paper: bytes, limits: Limits = LIMITS) -> Structure:
    outcome = await sandbox.send("structure", [paper], limits)
    assert outcome.word == "ok"
    return msgspec.json.decode(outcome.report, type=Structure)


def told(blocks: list[Block], *kinds: str) -> list[tuple[str, int, str, str]]:
    return [(each.kind, each.level, each.label, each.text) for each in blocks if each.kind in kinds]


def tables(blocks: list[Block]) -> list[list[list[tuple[str, bool, int]]]]:
    return [[[(c.text, c.header, c.across) for c in row] for row in each.rows] for each in blocks if each.rows]


@pytest.mark.parametrize("source", ["tags", "layout", "turned", "turned tags", "looped tree", "locked"])
async def test_a_case_paper_has_its_headings_list_and_table(sandbox: Sandbox, source: str) -> None:
    papers = {
        "layout": lambda: setting.sheet(tagged=False),
        "turned": lambda: setting.turned(setting.sheet(tagged=False)),
        "turned tags": lambda: setting.turned(setting.sheet()),
        "looped tree": setting.looped_tree,
        "locked": lambda: setting.for_reading_only(setting.sheet()),
    }
    paper = await read(sandbox, papers.get(source, setting.sheet)())
    (page,) = paper.pages
    assert (paper.source, paper.language) == ("layout" if source in ("layout", "turned") else "tags", "nb-NO")
    headings = [(1, "Skolekretser"), (2, "Forslag til vedtak"), (2, "Økonomi")]
    assert [(each[1], each[3]) for each in told(page, "heading")] == headings
    assert told(page, "item") == LIST
    assert tables(page) == [TABLE]
    assert ("paragraph", 0, "", setting.BODY) in told(page, "paragraph")


async def test_a_tagged_figure_says_what_it_shows_and_artifacts_stand_aside(sandbox: Sandbox) -> None:
    (page,) = (await read(sandbox, setting.sheet())).pages
    assert told(page, "figure") == [("figure", 0, "", "Kart over kretsene")]
    assert [each.text for each in page if each.kind == "aside"] == ["Agnesund kommune sak 26/14", "Side 1 / 1"]


async def test_what_is_repeated_on_every_page_stands_aside_and_sentences_go_on_over_the_page(sandbox: Sandbox) -> None:
    pages = (await read(sandbox, setting.sheet(setting.LONG, tagged=False))).pages
    assert len(pages) == 2
    for number, page in enumerate(pages, 1):
        around = [each.text for each in page if each.kind == "aside"]
        assert around == ["Agnesund kommune sak 26/14", f"Side {number} / {len(pages)}"]
    assert [page[1].continues for page in pages] == [False] + [True] * (len(pages) - 1)
    words = " ".join(each.text for page in pages for each in page if each.kind == "paragraph")
    assert words == setting.long_text()


async def test_two_columns_are_read_one_after_the_other(sandbox: Sandbox) -> None:
    pages = (await read(sandbox, setting.columns())).pages
    words = " ".join(each.text for page in pages for each in page if each.kind == "paragraph")
    assert setting.long_text() in words


async def test_a_text_layer_that_is_garbage_is_no_text(sandbox: Sandbox) -> None:
    assert (await read(sandbox, setting.unnamed_letters())).pages == [[]]


async def test_a_scan_has_pages_and_no_blocks(sandbox: Sandbox) -> None:
    assert (await read(sandbox, making.pages(2))).pages == [[], []]


async def test_a_tree_that_reaches_nothing_is_not_believed(sandbox: Sandbox) -> None:
    paper = await read(sandbox, setting.empty_tree())
    assert paper.source == "layout"
    assert told(paper.pages[0], "item") == LIST


@pytest.mark.parametrize("name", ["form_bomb", "flate_bomb"])
async def test_a_hostile_paper_is_an_answer(sandbox: Sandbox, name: str) -> None:
    outcome = await sandbox.send("structure", [getattr(making, name)()], Limits(cpu_seconds=1))
    assert outcome.word in {"bomb", "timed_out", "broken"}


def test_bare_text_gives_paragraphs_items_and_asides() -> None:
    pages = (("Saken gjelder skolekret-", "sene i Sundet."), ("Der går i dag 120 elever", "på sju trinn."))
    lines = [("Agnesund kommune", *said, "1. Første", f"2. {said[0]}", f"Side {n}") for n, said in enumerate(pages, 1)]
    paper = plain.from_texts(["\n".join(each) for each in lines] + [""])
    assert told(paper.pages[0], "paragraph", "item", "aside") == [
        ("aside", 0, "", "Agnesund kommune"),
        ("paragraph", 0, "", "Saken gjelder skolekretsene i Sundet."),
        ("item", 1, "1.", "Første"),
        ("item", 1, "2.", "Saken gjelder skolekret-"),
        ("aside", 0, "", "Side 1"),
    ]
    assert (paper.source, paper.pages[2]) == ("text", [])


async def test_the_real_plan_reads_the_same_by_tags_and_by_layout(sandbox: Sandbox, data: Path) -> None:
    plan = (data / "lyngdal/ettersending/ikt-plan.pdf").read_bytes()
    tagged = await read(sandbox, plan)
    assert (tagged.source, tagged.language, len(tagged.pages)) == ("tags", "nb", 13)
    assert told(tagged.pages[0], "heading")[:2] == [
        ("heading", 1, "", "IKT-plan for Lyngdal kommune"),
        ("heading", 2, "", "Sammendrag"),
    ]
    laid = await read(sandbox, setting.first_pages(setting.without_tags(plan), 2))
    for one, other in zip(tagged.pages[:2], laid.pages, strict=True):
        items = {text for *_, text in told(one, "item")}
        assert len(items & {text for *_, text in told(other, "item")}) >= 0.8 * len(items)


async def test_papers_of_many_makes_are_read(sandbox: Sandbox, data: Path) -> None:
    for name in ("google-doc-document", "annotated_pdf", "libreoffice-writer-password", "unreadablemetadata"):
        outcome = await sandbox.send("structure", [(data / f"papers/py-pdf/{name}.pdf").read_bytes()], LIMITS)
        assert outcome.word in {"ok", "broken"}, name
    columns = await read(sandbox, (data / "papers/py-pdf/multicolumn.pdf").read_bytes())
    assert columns.source == "layout"
    assert ("Austria", False, 1) in {row[0] for table in tables(columns.pages[2]) for row in table}
    assert ("heading", 1, "", "Two-Column Document with Lorem Ipsum") in told(columns.pages[0], "heading")
